"""What lockerd says on the Unix socket: one answer to each request, and pushed notices of what changes.

An answer carries ``re``, the id of its request. A notice has none. Nothing here names a person or a whole number.
"""

from msgspec import Struct

from locker.contract.facts import (
    Alarm,
    DepositKind,
    DepositState,
    Differs,
    Door,
    Outcome,
    Purpose,
    Right,
    Service,
    Settling,
)
from locker.contract.ids import (
    BoardName,
    CaseNumber,
    CompartmentId,
    DepositId,
    KioskId,
    RequestId,
    StaffNumber,
    StaffToken,
)
from locker.contract.refusal import Refusal


class Answer(Struct, frozen=True, tag_field="is", kw_only=True):
    """An answer to the request ``re``."""

    re: RequestId


class Welcome(Answer, frozen=True, kw_only=True, tag="welcome"):
    """The answer to Hello."""

    kiosk: KioskId
    protocol: int
    version: str


class Done(Answer, frozen=True, kw_only=True, tag="done"):
    """It is so, and nothing more need be said."""


class Refused(Answer, frozen=True, kw_only=True, tag="refused"):
    """No door opened and nothing changed. ``wait_s`` tells how long to wait, where waiting helps."""

    refusal: Refusal
    wait_s: int = 0
    compartment: CompartmentId | None = None
    detail: str = ""


class DoorOrderedFor(Answer, frozen=True, kw_only=True, tag="door_ordered_for"):
    """The intention is committed and the order is on its way; :class:`DoorMoved` notices follow.

    For a pickup, ``re`` is the pickup's id for OpenAgain and ReportWrongDocument; a repeat by OpenAgain names the
    first in ``pickup``.
    """

    compartment: CompartmentId
    deposit: DepositId | None = None
    pickup: RequestId | None = None


class LoggedIn(Answer, frozen=True, kw_only=True, tag="logged_in"):
    """``token`` goes into every staff request; it ends after ``idle_s`` seconds without one."""

    token: StaffToken
    number: StaffNumber
    name: str
    rights: list[Right]
    idle_s: int


class DepositRow(Struct, frozen=True, kw_only=True):
    """A deposit as staff see it: nothing personal but the masked phone."""

    deposit: DepositId
    kind: DepositKind
    case: CaseNumber
    compartment: CompartmentId
    state: DepositState
    phone_masked: str
    placed_at_ms: int
    due_at_ms: int
    overdue: bool


class Deposits(Answer, frozen=True, kw_only=True, tag="deposits"):
    """The answer to ListDeposits."""

    rows: list[DepositRow]


class Notice(Struct, frozen=True, tag_field="is", kw_only=True):
    """Pushed to who asked with Watch."""


class DoorMoved(Notice, frozen=True, kw_only=True, tag="door_moved"):
    """One step of an ordered door: ``pulsed``, an outcome, ``closed``, ``left_open`` or ``over``.

    ``request`` is the act that ordered the door. ``over`` ends the story: the pickup is collected, or the grace ended.
    """

    request: RequestId
    compartment: CompartmentId
    purpose: Purpose
    step: str
    outcome: Outcome | None = None
    deposit: DepositId | None = None


class CompartmentView(Struct, frozen=True, kw_only=True):
    """A compartment as anybody may see it."""

    id: CompartmentId
    door: Door
    service: Service
    occupied: bool
    deposit_state: DepositState | None = None


class AlarmView(Struct, frozen=True, kw_only=True):
    """An alarm that stands."""

    alarm: Alarm
    subject: str
    since_ms: int


class BoardView(Struct, frozen=True, kw_only=True):
    """A lock board and whether it answers."""

    name: BoardName
    answers: bool
    cause: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """Something that the doors and the books do not agree on; ``subject``: a compartment, a board, or empty."""

    differs: Differs
    subject: str
    settling: Settling


class ContentsCheck(Struct, frozen=True, kw_only=True):
    """The walk through the cabinet in which staff look into every compartment.

    ``left``: not looked into yet in the walk under way, else all; ``unused`` of them were never used since the last
    walk and stand empty in the books. ``done_at_ms``: the end of the last one.
    """

    under_way: bool
    done_at_ms: int
    checked: int
    left: list[CompartmentId]
    unused: list[CompartmentId]


class CabinetState(Notice, frozen=True, kw_only=True, tag="cabinet_state"):
    """All there is to see, whole, after every change (a cabinet has at most some hundred doors)."""

    kiosk: KioskId
    at_ms: int
    accepting: bool
    why_not: Refusal | None
    hall_online: bool
    entry_paused_until_ms: int
    compartments: list[CompartmentView]
    boards: list[BoardView]
    alarms: list[AlarmView]
    events_waiting: int
    differences: list[Difference] = []
    contents_check: ContentsCheck | None = None


AnyAnswer = Welcome | Done | Refused | DoorOrderedFor | LoggedIn | Deposits
AnyNotice = DoorMoved | CabinetState
AnyReply = AnyAnswer | AnyNotice
