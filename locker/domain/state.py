"""What the log adds up to: the cabinet's rows. Immutable; :mod:`locker.domain.evolve` makes the next one."""

from msgspec import Struct, field
from msgspec.structs import replace

from locker.contract.facts import Alarm, DepositKind, DepositState, Door, Outcome, Purpose, Service
from locker.contract.ids import (
    BoardName,
    CaseNumber,
    CompartmentId,
    DepositId,
    RequestId,
    StaffNumber,
)

PULLS_KEPT = 10
"""So many orders of a lock are remembered: no lock may be allowed more in a minute."""


class Cycle(Struct, frozen=True):
    """One order of one door and what became of it; it lives until its story is over.

    ``request`` is the act that ordered; times are wall-clock milliseconds and move with a clock jump.
    ``opened_before``: an earlier order of the same story had opened this door. ``doubtful``: it shut, but its sensor
    had said open for a moment only, or nothing in between.
    """

    request: RequestId
    purpose: Purpose
    deposit: DepositId | None
    ordered_at_ms: int
    was: Door
    pulsed: bool = False
    outcome: Outcome | None = None
    opened_at_ms: int | None = None
    closed_at_ms: int | None = None
    opened_before: bool = False
    doubtful: bool = False

    @property
    def opened_then_closed(self) -> bool:
        """The only proof that somebody could reach in: the sensor saw the ordered door open, and shut after that."""
        return self.closed_at_ms is not None and not self.doubtful

    @property
    def seen_open(self) -> bool:
        """A sensor that can be believed saw the door open: after this order, or standing open since the last."""
        stood_open = self.opened_before and self.was is Door.OPEN
        return self.outcome is Outcome.OPENED or (stood_open and self.outcome in {None, Outcome.WAS_OPEN})


class Compartment(Struct, frozen=True):
    """A compartment now. ``openings`` counts orders: its wear. ``rested_from_ms``: when its lock was last ordered.
    ``pulls_ms``: when it was ordered the last times, the latest last. ``unanswered_ms``: when the order was given of
    which the wire has said nothing yet, so that it may still reach the lock; 0: there is none.

    ``checked_in``: the contents check in which somebody last looked inside, after ``openings_then`` orders.
    ``unsaid``: it was emptied without a word of the person, who may have left something inside; the next clerk to open
    it sees, so it is given last.
    """

    id: CompartmentId
    door: Door = Door.UNKNOWN
    service: Service = Service.IN_SERVICE
    why: str = ""
    deposit: DepositId | None = None
    openings: int = 0
    rested_from_ms: int = 0
    pulls_ms: tuple[int, ...] = ()
    unanswered_ms: int = 0
    unsaid: bool = False
    cycle: Cycle | None = None
    checked_in: int = 0
    openings_then: int = 0

    @property
    def is_open_in_a_story(self) -> bool:
        """It was ordered, and what became of that is known: it stands open."""
        return self.cycle is not None and self.cycle.outcome is not None and self.door is Door.OPEN


class Deposit(Struct, frozen=True):
    """One stay of an envelope. ``pickup`` is the request id that began the pickup under way.

    ``hand_in``: the request id with which an applicant began to hand it in; None when staff put it there.
    ``card_until_s``: when the last permission by card that opened it ended; one that ends no later opens nothing.
    """

    id: DepositId
    kind: DepositKind
    case: CaseNumber
    compartment: CompartmentId
    state: DepositState
    counter: int
    phone_masked: str
    placed_by: StaffNumber
    placed_at_ms: int
    due_at_ms: int = 0
    overdue: bool = False
    pickup: RequestId | None = None
    disputed: bool = False
    wrong_codes_before: int = 0
    hand_in: RequestId | None = None
    card_until_s: int = 0


class Board(Struct, frozen=True):
    """A board that fell silent, and why."""

    name: BoardName
    cause: str


class StandingAlarm(Struct, frozen=True):
    """An alarm nobody has dealt with."""

    key: str
    alarm: Alarm
    subject: str
    since_ms: int
    detail: str = ""


class CodeGuard(Struct, frozen=True):
    """Wrong codes at this kiosk. ``day`` counts days of UTC+8; ``pauses`` made today set the next one's length."""

    in_a_row: int = 0
    total: int = 0
    day: int = 0
    today: int = 0
    pauses: int = 0
    paused_until_ms: int = 0


class LoginGuard(Struct, frozen=True):
    """Wrong PINs for one staff number."""

    staff: StaffNumber
    in_a_row: int
    locked_until_ms: int


class Command(Struct, frozen=True):
    """A signed command that was taken; its id is refused from now on."""

    id: str
    at_ms: int


class Walk(Struct, frozen=True):
    """The contents checks: how many were begun, whether the last goes on, what it has found, when one ended.

    Before the first, ``done_at_ms`` is when the cabinet first started.
    """

    number: int = 0
    under_way: bool = False
    differences: int = 0
    done_at_ms: int = 0


class Cabinet(Struct, frozen=True):
    """Everything. The mappings are never changed in place."""

    compartments: dict[CompartmentId, Compartment] = field(default_factory=dict)
    deposits: dict[DepositId, Deposit] = field(default_factory=dict)
    boards: dict[BoardName, Board] = field(default_factory=dict)
    alarms: dict[str, StandingAlarm] = field(default_factory=dict)
    logins: dict[StaffNumber, LoginGuard] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    guard: CodeGuard = CodeGuard()
    next_counter: int = 1
    walk: Walk = Walk()


def alarm_key(alarm: Alarm | str, subject: str) -> str:
    """Alarms stand once for each subject."""
    return f"{alarm}:{subject}"


DAY_MS = 86_400_000
_UTC_8_MS = 8 * 3_600_000


def day_of(at_ms: int) -> int:
    """The day in China (UTC+8, no summer time) as a number."""
    return (at_ms + _UTC_8_MS) // DAY_MS


def moved(at_ms: int, by_ms: int) -> int:
    """A moment after the clock jumped; 0 is none."""
    return at_ms + by_ms if at_ms else 0


def shifted(compartment: Compartment, by_ms: int) -> Compartment:
    """A compartment after the clock jumped: what was waited for is as far away as before."""
    cycle = compartment.cycle
    if cycle is not None:
        cycle = replace(
            cycle,
            ordered_at_ms=cycle.ordered_at_ms + by_ms,
            opened_at_ms=None if cycle.opened_at_ms is None else cycle.opened_at_ms + by_ms,
            closed_at_ms=None if cycle.closed_at_ms is None else cycle.closed_at_ms + by_ms,
        )
    return replace(
        compartment,
        rested_from_ms=moved(compartment.rested_from_ms, by_ms),
        pulls_ms=tuple(at_ms + by_ms for at_ms in compartment.pulls_ms),
        unanswered_ms=moved(compartment.unanswered_ms, by_ms),
        cycle=cycle,
    )
