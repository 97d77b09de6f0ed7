"""Any day at all: people, doors, boards, clocks and power cuts in any order. The invariants of DESIGN section 7."""

from collections import Counter
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, DoorOrderedFor
from locker.contract.events import DoorOpenedWithoutOrder, DoorOrdered, DoorPulsed
from locker.contract.facts import ENDED, DepositKind, DepositState, Door, Service, Size
from locker.contract.ids import BoardName, CompartmentId, DepositId, RequestId
from locker.domain import observe
from locker.domain.evolve import evolve
from locker.domain.opening import SUPPLY_GAP_MS
from locker.domain.state import Cabinet
from tests.locker.story import Order, Story, small_cabinet

DOORS = st.sampled_from(sorted(small_cabinet()))
WORDS = st.sampled_from([Door.OPEN, Door.CLOSED, Door.CLOSED, Door.DOUBTFUL, Door.UNKNOWN])
BOARDS = st.sampled_from([BoardName("upper"), BoardName("lower")])
SECONDS = st.sampled_from([0.2, 1, 3, 7, 70, 200, 4000, 90_000])


class AnyDay(RuleBasedStateMachine):
    """The cabinet's own rules, attacked; a small model remembers whose code opened which door."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story(busy_wire=True)
        self.pickups: list[RequestId] = []
        self.hand_ins: list[RequestId] = []
        self.pulses_at_cut = 0

    @property
    def inside(self) -> list[DepositId]:
        return sorted(d.id for d in self.story.cabinet.deposits.values() if d.state not in ENDED)

    def some(self, data: st.DataObject, ids: list[DepositId]) -> DepositId:
        return data.draw(st.sampled_from(ids or [DepositId("k1-0")]))

    @rule(number=st.integers(0, 6), size=st.sampled_from(Size), low=st.booleans())
    def a_clerk_begins(self, number: int, size: Size, low: bool) -> None:
        self.story.clerk_begins(f"C-{number}", size.value, low)

    @rule(number=st.integers(0, 6), size=st.sampled_from(Size))
    def a_clerk_puts_an_envelope_in(self, number: int, size: Size) -> None:
        begun = self.story.clerk_begins(f"C-{number}", size.value)
        if isinstance(begun, DoorOrderedFor):
            self.story.wire_confirms(self.story.on_the_wire[-1])
            self.story.opens(begun.compartment)
            self.story.shuts(begun.compartment)
            self.story.clerk(rq.ConfirmDeposit, deposit=begun.deposit)
            self.story.wait(10)

    @rule(data=st.data(), act=st.sampled_from([rq.ConfirmDeposit, rq.CancelDeposit, rq.TakeBack, rq.ConfirmTakenBack]))
    def a_clerk_goes_on(self, data: st.DataObject, act: type[rq.StaffRequest]) -> None:
        self.story.clerk(act, deposit=self.some(data, self.inside))

    @rule(data=st.data(), size=st.sampled_from(Size))
    def it_does_not_fit(self, data: st.DataObject, size: Size) -> None:
        self.story.clerk(rq.MoveDeposit, deposit=self.some(data, self.inside), size=size)

    @rule(door=DOORS, empty=st.booleans(), other=st.booleans())
    def staff_look_inside(self, door: str, empty: bool, other: bool) -> None:
        self.story.clerk(rq.SettleCompartment, compartment=CompartmentId(door), empty=empty, other=other)

    @rule(act=st.sampled_from([rq.BeginContentsCheck, rq.EndContentsCheck]))
    def staff_walk_through(self, act: type[rq.StaffRequest]) -> None:
        self.story.clerk(act)

    @rule(data=st.data())
    def staff_deal_with_an_alarm(self, data: st.DataObject) -> None:
        standing = sorted(self.story.cabinet.alarms)
        if standing:
            alarm = self.story.cabinet.alarms[data.draw(st.sampled_from(standing))]
            self.story.clerk(rq.ClearAlarm, alarm=alarm.alarm, subject=alarm.subject)

    @rule(door=DOORS, service=st.sampled_from(Service))
    def staff_set_service(self, door: str, service: Service) -> None:
        self.story.clerk(rq.SetService, compartment=CompartmentId(door), service=service)

    @rule(door=DOORS)
    def staff_open_for_a_check(self, door: str) -> None:
        self.story.clerk(rq.OpenForCheck, compartment=CompartmentId(door))

    @rule(data=st.data())
    def somebody_enters_a_code(self, data: st.DataObject) -> None:
        deposits = sorted(self.story.cabinet.deposits)
        deposit = self.story.cabinet.deposits.get(self.some(data, deposits))
        if deposit is None:
            return
        before = self.story.cabinet.deposits[deposit.id]
        answer = self.story.visitor_enters(self.story.code_of(deposit))
        if isinstance(answer, DoorOrderedFor):
            assert answer.deposit == deposit.id, "a code opens only its own deposit"
            assert answer.compartment == before.compartment
            assert before.state in {DepositState.WAITING, DepositState.COLLECTING}
            assert before.kind is DepositKind.RESULT, "no code opens papers on their way to staff"
            self.pickups.append(answer.pickup or answer.re)

    @rule(number=st.integers(0, 6), size=st.sampled_from(Size), low=st.booleans())
    def an_applicant_hands_papers_in(self, number: int, size: Size, low: bool) -> None:
        unsaid = {c.id for c in self.story.cabinet.compartments.values() if c.unsaid}
        answer = self.story.hands_in(f"C-{number}", size.value, low)
        if isinstance(answer, DoorOrderedFor):
            assert answer.compartment not in unsaid, "what somebody may have left is shown to no other applicant"
            self.hand_ins.append(answer.re)

    @precondition(lambda self: self.hand_ins)
    @rule(data=st.data(), act=st.sampled_from([rq.OpenHandInAgain, rq.ConfirmHandIn, rq.CancelHandIn, rq.MoveHandIn]))
    def who_hands_in_goes_on(self, data: st.DataObject, act: type[rq.HandInRequest]) -> None:
        hand_in = data.draw(st.sampled_from(self.hand_ins))
        size = {"size": data.draw(st.sampled_from(Size))} if act is rq.MoveHandIn else {}
        before = {d.id: d for d in self.story.cabinet.deposits.values()}
        answer = self.story.goes_on(act, hand_in, **size)
        if isinstance(answer, DoorOrderedFor) and answer.deposit is not None:
            deposit = before[answer.deposit]
            assert (deposit.hand_in, deposit.state) == (hand_in, DepositState.PLACING), "a hand-in opens only its own"

    @precondition(lambda self: any(c.cycle for c in self.story.cabinet.compartments.values()))
    @rule(data=st.data(), word=st.sampled_from([Door.OPEN, Door.CLOSED]))
    def an_ordered_door_moves(self, data: st.DataObject, word: Door) -> None:
        ordered = sorted(c.id for c in self.story.cabinet.compartments.values() if c.cycle)
        self.story.door(data.draw(st.sampled_from(ordered)), word)

    @rule(code=st.from_regex(r"\A[0-9]{8}\Z") | st.text(max_size=40))
    def somebody_guesses(self, code: str) -> None:
        waiting = {self.story.code_of(d) for d in self.story.cabinet.deposits.values()}
        if code not in waiting:
            assert not isinstance(self.story.visitor_enters(code), DoorOrderedFor)

    @precondition(lambda self: self.pickups)
    @rule(data=st.data(), act=st.sampled_from(["opens_again", "says_collected", "says_not_mine"]))
    def the_applicant_goes_on(self, data: st.DataObject, act: str) -> None:
        pickup = data.draw(st.sampled_from(self.pickups))
        answer: AnyAnswer = getattr(self.story, act)(pickup)
        if isinstance(answer, DoorOrderedFor):
            assert answer.pickup == pickup

    @rule(door=DOORS, verb=st.sampled_from(["open", "take_out_of_service", "return_to_service"]))
    def the_hall_commands(self, door: str, verb: str) -> None:
        self.story.hall_commands(verb, door)

    @rule(door=DOORS, word=WORDS)
    def a_sensor_speaks(self, door: str, word: Door) -> None:
        before = len(self.story.log)
        self.story.door(door, word)
        said = [type(event) for _, _, event in self.story.log[before:]]
        ordered = {order.compartment for order in self.story.on_the_wire}
        assert door not in ordered or DoorOpenedWithoutOrder not in said, "it was ordered, and may have moved by that"

    @precondition(lambda self: self.story.on_the_wire)
    @rule(data=st.data(), left=st.booleans(), heard=st.booleans())
    def the_wire_answers(self, data: st.DataObject, left: bool, heard: bool) -> None:
        order = data.draw(st.sampled_from(self.story.on_the_wire))
        if left and heard:
            self.story.wire_confirms(order)
        else:
            self.story.wire_fails(order, sent=left)

    @rule(board=BOARDS, silent=st.booleans())
    def a_board_comes_or_goes(self, board: BoardName, silent: bool) -> None:
        s = self.story.situation()
        events = observe.board_fell_silent(s, board, "no_reply") if silent else observe.board_answered(s, board)
        self.story.write(events)

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: float) -> None:
        self.story.wait(seconds)

    @rule()
    def the_power_is_cut(self) -> None:
        before = len(self.story.pulses)
        self.story.power_cut()
        assert len(self.story.pulses) == before, "after a restart no door opens without a new act"

    @invariant()
    def one_order_one_pulse(self) -> None:
        orders = Counter(r for _, r, event in self.story.log if isinstance(event, DoorOrdered))
        pulses = Counter(r for _, r, event in self.story.log if isinstance(event, DoorPulsed))
        assert max(orders.values(), default=1) == 1
        assert not pulses - orders, "no pulse without a committed intention, at most one for each"

    @invariant()
    def a_deposit_is_in_exactly_one_place(self) -> None:
        cabinet = self.story.cabinet
        holding = {c.deposit: c.id for c in cabinet.compartments.values() if c.deposit}
        assert len(holding) == len([c for c in cabinet.compartments.values() if c.deposit])
        assert holding == {d.id: d.compartment for d in cabinet.deposits.values() if d.state not in ENDED}

    @invariant()
    def no_more_hand_ins_wait_than_the_hall_wants(self) -> None:
        rules = self.story.rules
        waiting = [d.case for d in self.story.cabinet.deposits.values() if d.hand_in and d.state not in ENDED]
        assert max(Counter(waiting).values(), default=0) <= rules.hand_ins_a_case_max
        assert len(waiting) <= rules.hand_ins_max

    @invariant()
    def codes_inside_differ(self) -> None:
        codes = [self.story.code_of(self.story.cabinet.deposits[id_]) for id_ in self.inside]
        assert len(set(codes)) == len(codes)

    @invariant()
    def one_lock_at_a_time(self) -> None:
        """Of one supply (here there is only one), by when each order may have left for its lock."""
        sent = [order for order in self.story.orders if order.sent]
        for before, after in pairwise(sent):
            assert after.at_ms >= self._pulls_until_ms(before) + SUPPLY_GAP_MS

    @invariant()
    def no_word_ends_the_story_of_an_order_on_the_wire(self) -> None:
        """But a look inside, which is over when its door was seen open and shut."""
        for order in self.story.on_the_wire:
            cycle = self.story.cabinet.compartments[order.compartment].cycle
            assert order.deposit is None or (cycle is not None and cycle.request == order.request)

    def _pulls_until_ms(self, order: Order) -> int:
        slot = self.story.layout[order.compartment]
        left_ms = order.at_ms + slot.answer_ms if order.answered_ms is None else order.answered_ms
        return left_ms + slot.pulse_ms

    @invariant()
    def doubt_is_shown_to_somebody(self) -> None:
        for compartment in self.story.cabinet.compartments.values():
            if compartment.service is Service.NEEDS_CHECK:
                assert f"compartment_needs_check:{compartment.id}" in self.story.cabinet.alarms

    @invariant()
    def the_log_alone_gives_the_state(self) -> None:
        replayed = Cabinet()
        for at_ms, request, event in self.story.log:
            replayed = evolve(replayed, at_ms, request, event)
        assert replayed == self.story.cabinet


AnyDay.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyDay = AnyDay.TestCase
