"""What happened, in the past tense: the ledger's rows and the messages of the topic ``log``.

An event is never changed once written; a field may be added with a default, a kind may be added. The hall keeps
kinds it does not know. Nothing here is a pickup code, a clear phone number or a name of an applicant.
"""

from msgspec import Struct

from locker.contract.facts import (
    Alarm,
    DepositKind,
    Door,
    Outcome,
    Purpose,
    Service,
    Size,
)
from locker.contract.ids import (
    BoardName,
    CaseNumber,
    CompartmentId,
    DepositId,
    RequestId,
    StaffNumber,
)


class Event(Struct, frozen=True, tag_field="kind", kw_only=True, omit_defaults=True):
    """One fact. When, by which boot and for which act stand in the :class:`Entry` around it."""


# the machine


class LockerdStarted(Event, frozen=True, kw_only=True, tag="lockerd_started"):
    """A new boot id begins, with these compartments."""

    version: str
    compartments: list[CompartmentId]


class ClockJumped(Event, frozen=True, kw_only=True, tag="clock_jumped"):
    """The wall clock moved by ``delta_ms`` against the monotonic clock; running waits move with it."""

    delta_ms: int


class BoardFellSilent(Event, frozen=True, kw_only=True, tag="board_fell_silent"):
    """A lock board stopped answering; its sensors are unknown until it is back."""

    board: BoardName
    cause: str


class BoardAnswered(Event, frozen=True, kw_only=True, tag="board_answered"):
    """A silent board answers again."""

    board: BoardName


class AlarmRaised(Event, frozen=True, kw_only=True, tag="alarm_raised"):
    """Somebody must look. ``subject``: a compartment, a board, a staff number, or empty for the cabinet."""

    alarm: Alarm
    subject: str = ""
    detail: str = ""


class AlarmCleared(Event, frozen=True, kw_only=True, tag="alarm_cleared"):
    """The cause is gone, or ``staff`` dealt with it."""

    alarm: Alarm
    subject: str = ""
    staff: StaffNumber | None = None


class LedgerRestored(Event, frozen=True, kw_only=True, tag="ledger_restored"):
    """These books were made anew from a copy that ends with the entry before this one; ``source`` says of what kind.

    ``set_aside``: entries of the ledger that was here which the copy did not have; they are kept in a file.
    """

    source: str
    set_aside: int = 0


class DoorSeen(Event, frozen=True, kw_only=True, tag="door_seen"):
    """A sensor's word outside any order (start-up, contact lost or regained)."""

    compartment: CompartmentId
    door: Door


# a door's four facts


class DoorOrdered(Event, frozen=True, kw_only=True, tag="door_ordered"):
    """The intention, committed before anything moves."""

    compartment: CompartmentId
    purpose: Purpose
    pulse_ms: int
    deposit: DepositId | None = None
    staff: StaffNumber | None = None


class DoorPulsed(Event, frozen=True, kw_only=True, tag="door_pulsed"):
    """The board confirmed the command. A relay that answered is not a door that opened."""

    compartment: CompartmentId


class DoorNotPulsed(Event, frozen=True, kw_only=True, tag="door_not_pulsed"):
    """The board refused, or its answer did not come (then the lock may have moved all the same)."""

    compartment: CompartmentId
    cause: str
    certain: bool


class DoorOpened(Event, frozen=True, kw_only=True, tag="door_opened"):
    """The sensor saw the ordered door open."""

    compartment: CompartmentId


class DoorDidNotOpen(Event, frozen=True, kw_only=True, tag="door_did_not_open"):
    """The sensor did not see it open in time (``outcome`` tells closed, already open and doubtful apart)."""

    compartment: CompartmentId
    outcome: Outcome


class DoorClosed(Event, frozen=True, kw_only=True, tag="door_closed"):
    """The sensor saw the door shut; ``late`` when it had been left open past its limit.

    ``doubtful``: it had said open for a moment only, or nothing in between: no proof that the door moved at all.
    ``word_due``: a document lay inside, and who opened was not its person: somebody must say what is there now.
    """

    compartment: CompartmentId
    late: bool = False
    doubtful: bool = False
    word_due: bool = False


class DoorOpenedWithoutOrder(Event, frozen=True, kw_only=True, tag="door_opened_without_order"):
    """The sensor saw a door open that nobody ordered."""

    compartment: CompartmentId


class DoorOrderInterrupted(Event, frozen=True, kw_only=True, tag="door_order_interrupted"):
    """Found at start-up: an intention without an outcome. Nothing was pulsed again."""

    compartment: CompartmentId
    door: Door


# a deposit's life


class DepositBegun(Event, frozen=True, kw_only=True, tag="deposit_begun"):
    """A compartment was chosen; ``counter`` is the HOTP counter of its pickup code.

    ``staff`` is empty when an applicant hands in material: no phone, no code, no SMS.
    """

    deposit: DepositId
    deposit_kind: DepositKind
    case: CaseNumber
    compartment: CompartmentId
    counter: int
    phone_sealed: str
    phone_masked: str
    staff: StaffNumber
    size: Size


class DepositMoved(Event, frozen=True, kw_only=True, tag="deposit_moved"):
    """It did not fit: another compartment for the same deposit."""

    deposit: DepositId
    compartment: CompartmentId


class DepositConfirmed(Event, frozen=True, kw_only=True, tag="deposit_confirmed"):
    """Inside and shut. From here an SMS is owed for a result; ``due_at_ms`` is 0 for material."""

    deposit: DepositId
    compartment: CompartmentId
    due_at_ms: int


class DepositCancelled(Event, frozen=True, kw_only=True, tag="deposit_cancelled"):
    """Nothing was left inside."""

    deposit: DepositId


class PickupBegun(Event, frozen=True, kw_only=True, tag="pickup_begun"):
    """A right code was given, or the hall's permission; the request id of this entry is the pickup's.

    ``card_until_s``: by an identity card, with the permission that ended then (Unix seconds); 0: by the code.
    """

    deposit: DepositId
    card_until_s: int = 0


class PickupAbandoned(Event, frozen=True, kw_only=True, tag="pickup_abandoned"):
    """The door never opened and the person is gone: the deposit waits again, its code lives."""

    deposit: DepositId


class DepositCollected(Event, frozen=True, kw_only=True, tag="deposit_collected"):
    """Opened, closed and over. ``confirmed``: the person said so, else the grace period ran out."""

    deposit: DepositId
    confirmed: bool


class DocumentDisputed(Event, frozen=True, kw_only=True, tag="document_disputed"):
    """ "Not my document": locked until staff settle it."""

    deposit: DepositId


class DepositOverdue(Event, frozen=True, kw_only=True, tag="deposit_overdue"):
    """Past its due date; its code stays valid until staff take it back."""

    deposit: DepositId


class TakeBackBegun(Event, frozen=True, kw_only=True, tag="take_back_begun"):
    """Staff opened the door to take it out. ``disputed``: it was locked as somebody's "not my document"."""

    deposit: DepositId
    staff: StaffNumber
    disputed: bool = False


class TakeBackAbandoned(Event, frozen=True, kw_only=True, tag="take_back_abandoned"):
    """Staff left without confirming: it is what it was before, and the compartment needs a check."""

    deposit: DepositId
    disputed: bool = False


class DepositTakenBack(Event, frozen=True, kw_only=True, tag="deposit_taken_back"):
    """In the hands of staff; the code is dead."""

    deposit: DepositId
    staff: StaffNumber


# people and guesses


class CodeRefused(Event, frozen=True, kw_only=True, tag="code_refused"):
    """A wrong, used or dead code; never the code itself. ``guess``: it counts as a wrong guess."""

    refusal: str
    guess: bool = True
    paused_until_ms: int = 0


class StaffLoggedIn(Event, frozen=True, kw_only=True, tag="staff_logged_in"):
    """Somebody who answers for what follows."""

    staff: StaffNumber


class StaffLoginFailed(Event, frozen=True, kw_only=True, tag="staff_login_failed"):
    """A wrong PIN, or a number that is nobody's."""

    staff: StaffNumber
    locked_until_ms: int = 0


# compartments


class ServiceSet(Event, frozen=True, kw_only=True, tag="service_set"):
    """Why a compartment may, or may not, be used."""

    compartment: CompartmentId
    service: Service
    why: str = ""
    staff: StaffNumber | None = None


class CompartmentSettled(Event, frozen=True, kw_only=True, tag="compartment_settled"):
    """Staff looked inside and said what is there; ``differed``: it is not what the books said."""

    compartment: CompartmentId
    empty: bool
    staff: StaffNumber
    differed: bool = False


class ContentsCheckBegun(Event, frozen=True, kw_only=True, tag="contents_check_begun"):
    """Staff set out to look into every compartment."""

    staff: StaffNumber


class ContentsChecked(Event, frozen=True, kw_only=True, tag="contents_checked"):
    """They did: ``checked`` compartments, of which ``differences`` held something else than the books said."""

    staff: StaffNumber
    checked: int
    differences: int


class InstallationBegun(Event, frozen=True, kw_only=True, tag="installation_begun"):
    """Staff stopped the service for the installation check. What it moves is in its own report, not in this log."""

    staff: StaffNumber


# the hall


class CommandTaken(Event, frozen=True, kw_only=True, tag="command_taken"):
    """A signed command of the hall was accepted; its id is never accepted again."""

    command: str
    verb: str


AnyEvent = (
    LockerdStarted
    | ClockJumped
    | BoardFellSilent
    | BoardAnswered
    | AlarmRaised
    | AlarmCleared
    | LedgerRestored
    | DoorSeen
    | DoorOrdered
    | DoorPulsed
    | DoorNotPulsed
    | DoorOpened
    | DoorDidNotOpen
    | DoorClosed
    | DoorOpenedWithoutOrder
    | DoorOrderInterrupted
    | DepositBegun
    | DepositMoved
    | DepositConfirmed
    | DepositCancelled
    | PickupBegun
    | PickupAbandoned
    | DepositCollected
    | DocumentDisputed
    | DepositOverdue
    | TakeBackBegun
    | TakeBackAbandoned
    | DepositTakenBack
    | CodeRefused
    | StaffLoggedIn
    | StaffLoginFailed
    | ServiceSet
    | CompartmentSettled
    | ContentsCheckBegun
    | ContentsChecked
    | InstallationBegun
    | CommandTaken
)


class Entry(Struct, frozen=True, kw_only=True):
    """An event in its place in the ledger: contiguous ``seq`` from 1, each hash covering the one before.

    ``hash`` = SHA-256 over ``prev_hash || seq || at_ms || boot || request || body`` as
    :func:`locker.contract.codec.entry_hash` lays out.
    """

    seq: int
    at_ms: int
    boot: str
    request: RequestId | None
    body: AnyEvent
    hash: str
