"""What a decision is made of, and what it yields."""

from dataclasses import dataclass

from locker.contract.answers import AnyAnswer, Refused
from locker.contract.events import AnyEvent, DoorOrdered
from locker.contract.facts import Right
from locker.contract.ids import CompartmentId, RequestId, StaffNumber
from locker.contract.refusal import Refusal
from locker.domain.code import CodeBook
from locker.domain.layout import Layout, Rules
from locker.domain.state import Cabinet


@dataclass(frozen=True, slots=True)
class Actor:
    """Who has logged in, and what they may do."""

    staff: StaffNumber
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Moment:
    """The wall clock in milliseconds, and whether anything of the calendar may be decided by it."""

    now_ms: int
    clock_trusted: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a decision may look at."""

    cabinet: Cabinet
    layout: Layout
    rules: Rules
    codes: CodeBook
    moment: Moment
    kiosk: str = ""
    actor: Actor | None = None

    @property
    def now_ms(self) -> int:
        """The wall clock in milliseconds."""
        return self.moment.now_ms


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall be written, in order, and the answer to give once it is written."""

    events: tuple[AnyEvent, ...]
    answer: AnyAnswer

    @property
    def order(self) -> DoorOrdered | None:
        """The door to open, if the decision opens one. Never more than one."""
        orders = [e for e in self.events if isinstance(e, DoorOrdered)]
        return orders[0] if orders else None


def refuse(
    request: RequestId,
    refusal: Refusal,
    *events: AnyEvent,
    wait_ms: int = 0,
    compartment: CompartmentId | None = None,
    detail: str = "",
) -> Decision:
    """No, because of ``refusal``. ``wait_ms`` is rounded up to whole seconds."""
    answer = Refused(
        re=request,
        refusal=refusal,
        wait_s=-(-max(wait_ms, 0) // 1000),
        compartment=compartment,
        detail=detail,
    )
    return Decision(events, answer)
