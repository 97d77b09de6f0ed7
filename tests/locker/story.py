"""A cabinet told as a story, without wires, disk or wall clock: people act, doors answer, time passes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, DoorOrderedFor, Refused
from locker.contract.events import AnyEvent, DoorOrdered, LockerdStarted
from locker.contract.facts import Alarm, DepositKind, DepositState, Door, Right, Service, Size
from locker.contract.ids import BoardName, CaseNumber, CompartmentId, DepositId, RequestId, StaffNumber, StaffToken
from locker.contract.refusal import Refusal
from locker.domain import observe
from locker.domain.code import CodeBook
from locker.domain.decide import decide
from locker.domain.decision import Actor, Decision, Moment, Situation
from locker.domain.evolve import evolve
from locker.domain.layout import Layout, Rules, SensorLine, Slot
from locker.domain.recovery import compare, recover
from locker.domain.remote import obey
from locker.domain.state import Cabinet, Compartment, Deposit
from locker.domain.timing import time_passed

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON_MS = 1_795_000_000_000
HAND_S = 1.5
BLINK_S = 0.65
"""So long a door seems open whose contact a pulse of half a second moves, until its closing is believed."""
TOKEN = StaffToken("t")
CLERK = Actor(StaffNumber("1001"), frozenset(Right))


def slot(id_: str, size: str = "S", channel: int = 1, bottom_cm: float = 80.0, board: str = "upper") -> Slot:
    return Slot(
        id=CompartmentId(id_),
        size=Size(size),
        board=BoardName(board),
        channel=channel,
        supply="main",
        pulse_ms=500,
        rest_ms=5000,
        confirm_ms=2000,
        sensor=SensorLine(BoardName(board), channel, closed_is=True),
        bottom_cm=bottom_cm,
        top_cm=bottom_cm + 20,
    )


def small_cabinet() -> Layout:
    slots = [
        slot("A1", "S", 1, 60),
        slot("A2", "S", 2, 100),
        slot("A3", "S", 3, 150),
        slot("B1", "M", 1, 60, board="lower"),
        slot("B2", "L", 2, 20, board="lower"),
    ]
    return {s.id: s for s in slots}


@dataclass
class Order:
    """One order on its way to its lock. ``answered_ms``: when the wire said what became of it."""

    request: RequestId
    compartment: CompartmentId
    deposit: DepositId | None
    at_ms: int
    answered_ms: int | None = None
    sent: bool = True


@dataclass
class Story:
    """Everything a person could do or see at one cabinet. ``busy_wire``: orders wait until their answer is told."""

    layout: Layout = field(default_factory=small_cabinet)
    rules: Rules = field(default_factory=Rules)
    cabinet: Cabinet = field(default_factory=Cabinet)
    now_ms: int = NOON_MS
    clock_trusted: bool = True
    log: list[tuple[int, RequestId | None, AnyEvent]] = field(default_factory=list)
    pulses: list[CompartmentId] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    busy_wire: bool = False
    acts: int = 0

    def __post_init__(self) -> None:
        self.codes = CodeBook(SECRET)
        self.said: dict[CompartmentId, Door] = {}
        self.write([LockerdStarted(version="test", compartments=list(self.layout))])
        for id_ in self.layout:
            self.door(id_, Door.CLOSED)

    # the machinery

    def situation(self, actor: Actor | None = None) -> Situation:
        moment = Moment(self.now_ms, self.clock_trusted)
        return Situation(self.cabinet, self.layout, self.rules, self.codes, moment, "k1", actor)

    def write(self, events: Sequence[AnyEvent], request: RequestId | None = None) -> None:
        for event in events:
            self.cabinet = evolve(self.cabinet, self.now_ms, request, event)
            self.log.append((self.now_ms, request, event))
            if isinstance(event, DoorOrdered):
                self.pulses.append(event.compartment)

    def settle(self, request: RequestId, decision: Decision) -> AnyAnswer:
        self.write(decision.events, request)
        order = decision.order
        if order is not None:
            self.orders.append(Order(request, order.compartment, order.deposit, self.now_ms))
            if not self.busy_wire:
                self.wire_confirms(self.orders[-1])
        return decision.answer

    @property
    def on_the_wire(self) -> list[Order]:
        """Orders nobody has answered, the oldest first."""
        return [order for order in self.orders if order.answered_ms is None]

    def wire_confirms(self, order: Order) -> None:
        order.answered_ms = self.now_ms
        self.write(observe.pulse_answered(self.situation(), order.compartment, order.request), order.request)

    def wire_fails(self, order: Order, *, sent: bool) -> None:
        """The reply was lost, or (not ``sent``) the order was taken back before it left."""
        order.answered_ms, order.sent = self.now_ms, sent
        cause = "no_reply" if sent else "port_gone"
        self.write(observe.pulse_failed(self.situation(), order.compartment, order.request, cause, sent), order.request)

    def act(self, request: rq.Request, actor: Actor | None = None) -> AnyAnswer:
        return self.settle(request.id, decide(self.situation(actor), request))

    def decided(self, request: rq.Request, actor: Actor | None = None) -> Sequence[AnyEvent]:
        """What an act would write; the wire has said nothing yet."""
        return decide(self.situation(actor), request).events

    def new_id(self) -> RequestId:
        self.acts += 1
        return RequestId(f"act-{self.acts}")

    # what people do

    def visitor_enters(self, code: str) -> AnyAnswer:
        return self.act(rq.OpenForPickup(id=self.new_id(), code=code))

    def opens_again(self, pickup: RequestId) -> AnyAnswer:
        return self.act(rq.OpenAgain(id=self.new_id(), pickup=pickup))

    def says_collected(self, pickup: RequestId) -> AnyAnswer:
        return self.act(rq.ConfirmCollected(id=self.new_id(), pickup=pickup))

    def says_not_mine(self, pickup: RequestId) -> AnyAnswer:
        return self.act(rq.ReportWrongDocument(id=self.new_id(), pickup=pickup))

    def clerk(self, request_type: type[rq.StaffRequest], actor: Actor | None = CLERK, **fields: object) -> AnyAnswer:
        request = request_type(id=self.new_id(), token=TOKEN, **fields)
        return self.act(request, actor)

    def begins_deposit(self, case: str = "C-1", size: str = "S", low_reach: bool = False) -> rq.BeginDeposit:
        return rq.BeginDeposit(
            id=self.new_id(),
            token=TOKEN,
            kind=DepositKind.RESULT,
            case=CaseNumber(case),
            phone_sealed="c2VhbGVk",
            phone_masked="138****8000",
            size=Size(size),
            low_reach=low_reach,
        )

    def clerk_begins(self, case: str = "C-1", size: str = "S", low_reach: bool = False) -> AnyAnswer:
        return self.act(self.begins_deposit(case, size, low_reach), CLERK)

    def begins_hand_in(self, case: str = "C-1", size: str = "S", low_reach: bool = False) -> rq.BeginHandIn:
        return rq.BeginHandIn(id=self.new_id(), case=CaseNumber(case), size=Size(size), low_reach=low_reach)

    def hands_in(self, case: str = "C-1", size: str = "S", low_reach: bool = False) -> AnyAnswer:
        """An applicant begins to hand paper originals in; nobody logs in for it."""
        return self.act(self.begins_hand_in(case, size, low_reach))

    def goes_on(self, request_type: type[rq.HandInRequest], hand_in: RequestId, **fields: object) -> AnyAnswer:
        """Who hands in says the next thing."""
        return self.act(request_type(id=self.new_id(), hand_in=hand_in, **fields))

    def hall_commands(self, verb: str, compartment: str, command: str = "") -> AnyAnswer:
        id_ = command or self.new_id()
        return self.settle(RequestId(id_), obey(self.situation(), id_, verb, CompartmentId(compartment)))

    # what happens

    def door(self, id_: str, door: Door) -> None:
        """A sensor's settled word."""
        self.said[CompartmentId(id_)] = door
        self.write(observe.door_read(self.situation(), CompartmentId(id_), door))

    def opens(self, id_: str) -> None:
        self.door(id_, Door.OPEN)

    def shuts(self, id_: str) -> None:
        """A hand does what it came for, which takes a moment, and pushes the door shut."""
        self.wait(HAND_S)
        self.door(id_, Door.CLOSED)

    def blinks(self, id_: str) -> None:
        """The contact says open for one reading, and shut again; the door did not move."""
        self.opens(id_)
        self.wait(BLINK_S)
        self.door(id_, Door.CLOSED)

    def wait(self, seconds: float) -> None:
        """Time passes; an order that is not answered in time is given up, and nobody knows what became of it."""
        until_ms = self.now_ms + int(seconds * 1000)
        for order in self.on_the_wire:
            given_up_ms = order.at_ms + self.layout[order.compartment].answer_ms
            if given_up_ms <= until_ms:
                self._it_becomes(given_up_ms)
                self.wire_fails(order, sent=True)
        self._it_becomes(until_ms)

    def _it_becomes(self, at_ms: int) -> None:
        self.now_ms = at_ms
        while events := time_passed(self.situation()):
            self.write(events)

    def power_cut(self, **seen: Door) -> None:
        """Off and on again; ``seen``: what the sensors say then, where it is not what they said before."""
        before = {id_: c.door for id_, c in self.cabinet.compartments.items() if c.cycle is None}
        for order in self.on_the_wire:
            order.answered_ms = self.now_ms
        self.write([LockerdStarted(version="test", compartments=list(self.layout))])
        for id_, door in (self.said | {CompartmentId(id_): door for id_, door in seen.items()}).items():
            self.door(id_, door)
        while events := recover(self.situation()) or compare(self.situation(), before):
            self.write(events)

    # whole chapters

    def deposited(self, case: str = "C-1", size: str = "S") -> Deposit:
        """A clerk puts an envelope in; it waits. Long enough ago that the lock has rested."""
        answer = self.clerk_begins(case, size)
        assert isinstance(answer, DoorOrderedFor), answer
        assert answer.deposit is not None
        self.opens(answer.compartment)
        self.shuts(answer.compartment)
        self.clerk(rq.ConfirmDeposit, deposit=answer.deposit)
        self.wait(10)
        return self.deposit(answer.deposit)

    def handed_in(self, case: str = "C-1", size: str = "S") -> Deposit:
        """An applicant's papers are inside and wait for staff; the lock has rested."""
        begun = opened(self.hands_in(case, size))
        self.opens(begun.compartment)
        self.shuts(begun.compartment)
        self.goes_on(rq.ConfirmHandIn, begun.re)
        self.wait(10)
        assert begun.deposit is not None
        return self.deposit(begun.deposit)

    def code_of(self, deposit: Deposit) -> str:
        return self.codes.code(deposit.counter)

    # what people see

    def compartment(self, id_: str) -> Compartment:
        return self.cabinet.compartments[CompartmentId(id_)]

    def deposit(self, id_: str) -> Deposit:
        return self.cabinet.deposits[DepositId(id_)]

    def state(self, deposit: Deposit) -> DepositState:
        return self.deposit(deposit.id).state

    def service(self, id_: str) -> Service:
        return self.compartment(id_).service

    def stands(self, alarm: Alarm, subject: str = "") -> bool:
        return f"{alarm}:{subject}" in self.cabinet.alarms

    def events(self, kind: type) -> list[AnyEvent]:
        return [event for _, _, event in self.log if isinstance(event, kind)]


def refusal(answer: AnyAnswer) -> Refusal | None:
    return answer.refusal if isinstance(answer, Refused) else None


def opened(answer: AnyAnswer) -> DoorOrderedFor:
    assert isinstance(answer, DoorOrderedFor), answer
    return answer
