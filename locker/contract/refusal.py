"""Every reason lockerd has to say no. Each has a screen text in every language (tested)."""

from enum import StrEnum


class Refusal(StrEnum):
    """States the fact, not the remedy; the remedy is the screen's text."""

    # the code
    CODE_MALFORMED = "code_malformed"
    CODE_UNKNOWN = "code_unknown"
    CODE_USED = "code_used"
    CODE_TAKEN_BACK = "code_taken_back"
    ENTRY_PAUSED = "entry_paused"
    DEPOSIT_DISPUTED = "deposit_disputed"
    DEPOSIT_NEEDS_STAFF = "deposit_needs_staff"
    PERMISSION_OVER = "permission_over"
    PICKUP_OVER = "pickup_over"
    # the cabinet
    CABINET_BUSY = "cabinet_busy"
    DOOR_NEEDS_CLOSING = "door_needs_closing"
    LOCK_COOLING = "lock_cooling"
    BOARD_UNREACHABLE = "board_unreachable"
    COMPARTMENT_UNKNOWN = "compartment_unknown"
    COMPARTMENT_OUT_OF_SERVICE = "compartment_out_of_service"
    NO_COMPARTMENT_FREE = "no_compartment_free"
    # the deposit
    DEPOSIT_UNKNOWN = "deposit_unknown"
    DEPOSIT_IN_OTHER_STATE = "deposit_in_other_state"
    CASE_ALREADY_WAITING = "case_already_waiting"
    CASE_NUMBER_MALFORMED = "case_number_malformed"
    PHONE_MALFORMED = "phone_malformed"
    # paper originals handed in
    CASE_HAND_INS_WAITING = "case_hand_ins_waiting"
    HAND_INS_FULL = "hand_ins_full"
    HAND_IN_OVER = "hand_in_over"
    # staff
    LOGIN_WRONG = "login_wrong"
    LOGIN_LOCKED = "login_locked"
    LOGIN_NEEDED = "login_needed"
    RIGHT_MISSING = "right_missing"
    ALARM_STANDS = "alarm_stands"
    DOORS_UNCHECKED = "doors_unchecked"
    DOCUMENTS_INSIDE = "documents_inside"
    # a command from the hall
    COMMAND_EXPIRED = "command_expired"
    COMMAND_FORGED = "command_forged"
    COMMAND_RETAINED = "command_retained"
    COMMAND_FOREIGN = "command_foreign"
    CLOCK_UNTRUSTED = "clock_untrusted"
    # the service
    LEDGER_DAMAGED = "ledger_damaged"
    STORAGE_FULL = "storage_full"
    STARTING = "starting"
    REQUEST_MALFORMED = "request_malformed"
    REQUEST_TOO_LONG = "request_too_long"
    VERSION_UNSUPPORTED = "version_unsupported"
    REQUEST_ID_REUSED = "request_id_reused"
