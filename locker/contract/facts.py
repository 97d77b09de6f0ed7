"""The closed sets that requests, events and notices share."""

from enum import StrEnum


class Door(StrEnum):
    """What the door sensor says. ``doubtful``: it contradicts what must be true, or its board is silent."""

    CLOSED = "closed"
    OPEN = "open"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


class Service(StrEnum):
    """Whether a compartment may be given to a new deposit."""

    IN_SERVICE = "in_service"
    NEEDS_CHECK = "needs_check"
    OUT_OF_SERVICE = "out_of_service"


class Size(StrEnum):
    """Compartment sizes, smallest first: S an A4 envelope, M a document box, L a parcel of files."""

    S = "S"
    M = "M"
    L = "L"


SIZES = tuple(Size)


class DepositKind(StrEnum):
    """``result`` goes from staff to the applicant, ``material`` from the applicant to staff."""

    RESULT = "result"
    MATERIAL = "material"


class DepositState(StrEnum):
    """Where a deposit is in its life. ``collected``, ``taken_back`` and ``cancelled`` are ends."""

    PLACING = "placing"
    WAITING = "waiting"
    COLLECTING = "collecting"
    DISPUTED = "disputed"
    TAKING_BACK = "taking_back"
    COLLECTED = "collected"
    TAKEN_BACK = "taken_back"
    CANCELLED = "cancelled"


ENDED = frozenset({DepositState.COLLECTED, DepositState.TAKEN_BACK, DepositState.CANCELLED})


class Purpose(StrEnum):
    """Why a door was ordered open."""

    PLACE = "place"
    PICKUP = "pickup"
    TAKE_BACK = "take_back"
    CHECK = "check"
    REMOTE = "remote"
    HAND_IN = "hand_in"


class Outcome(StrEnum):
    """How one order ended, told apart (DESIGN section 5)."""

    OPENED = "opened"
    DID_NOT_OPEN = "did_not_open"
    WAS_OPEN = "was_open"
    SENSOR_DOUBTFUL = "sensor_doubtful"
    NOT_PULSED = "not_pulsed"
    INTERRUPTED = "interrupted"


class Alarm(StrEnum):
    """What somebody must look at. Raised once, cleared by the fact or by staff."""

    DOOR_LEFT_OPEN = "door_left_open"
    DOOR_OPENED_WITHOUT_ORDER = "door_opened_without_order"
    DOOR_DID_NOT_OPEN = "door_did_not_open"
    SENSOR_DOUBTFUL = "sensor_doubtful"
    COMPARTMENT_NEEDS_CHECK = "compartment_needs_check"
    WRONG_DOCUMENT = "wrong_document"
    CODES_GUESSED = "codes_guessed"
    STAFF_LOGIN_GUESSED = "staff_login_guessed"
    BOARD_SILENT = "board_silent"
    BOARD_UNFIT = "board_unfit"
    DISK_LOW = "disk_low"
    CLOCK_JUMPED = "clock_jumped"
    LEDGER_BEHIND_HALL = "ledger_behind_hall"
    HELP_WANTED = "help_wanted"
    CONTENTS_CHECK_DUE = "contents_check_due"


class Differs(StrEnum):
    """How the doors and the books disagree, or what the books cannot vouch for."""

    BOOKS_BEHIND = "books_behind"
    BOARD_MISSING = "board_missing"
    OPENED_UNSEEN = "opened_unseen"
    SHUT_UNSEEN = "shut_unseen"
    IN_DOUBT = "in_doubt"
    STANDS_OPEN = "stands_open"
    UNFINISHED = "unfinished"
    DOOR_UNKNOWN = "door_unknown"


class Settling(StrEnum):
    """The one act that settles a difference."""

    LOOK_INSIDE = "look_inside"
    SHUT_DOOR = "shut_door"
    FINISH_DEPOSIT = "finish_deposit"
    CALL_MAINTENANCE = "call_maintenance"


CLEARED_BY_STAFF = frozenset(
    {
        Alarm.DOOR_OPENED_WITHOUT_ORDER,
        Alarm.DOOR_DID_NOT_OPEN,
        Alarm.SENSOR_DOUBTFUL,
        Alarm.WRONG_DOCUMENT,
        Alarm.CODES_GUESSED,
        Alarm.STAFF_LOGIN_GUESSED,
        Alarm.CLOCK_JUMPED,
        Alarm.HELP_WANTED,
    }
)
"""Staff say when these are dealt with; the other alarms end when their cause does."""


class Right(StrEnum):
    """What a member of staff may do at the kiosk."""

    DEPOSIT = "deposit"
    TAKE_BACK = "take_back"
    MAINTAIN = "maintain"
