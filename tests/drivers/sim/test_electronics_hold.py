"""Whatever bytes, hands and faults do, the electronics keep their laws."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from drivers.sim.modbus.answers import rtu_replies
from drivers.sim.modbus.frame import seal
from drivers.sim.world import BoardPlan, DoorPlan, Position, World, WorldPlan

DOORS = ["A1", "A2", "B1"]
doors = st.sampled_from(DOORS)
boards = st.sampled_from(["upper", "lower"])


class Electronics(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        upper = BoardPlan("upper", "serial", "waveshare", 2, 2, address=1)
        lower = BoardPlan("lower", "serial", "jy", 2, 2, address=2)
        self.channels = {"A1": ("upper", 1), "A2": ("upper", 2), "B1": ("lower", 1)}
        plans = tuple(DoorPlan(name, *wires, *wires) for name, wires in self.channels.items())
        self.world = World(WorldPlan((upper, lower), plans))
        self.orders = dict.fromkeys(DOORS, 0)
        self.ordered_ms = dict.fromkeys(DOORS, 0)
        self.ordered_until_ms = dict.fromkeys(DOORS, 0.0)
        self.positions = dict.fromkeys(DOORS, Position.SHUT)
        self.may_open: set[str] = set()
        self.envelopes = dict.fromkeys(DOORS, False)

    @rule(door=doors, ticks=st.integers(1, 50))
    def order(self, door: str, ticks: int) -> None:
        board, channel = self.channels[door]
        replies = rtu_replies(self.world.boards, self.flash(board, channel, ticks))
        if replies:
            self.orders[door] += 1
            self.ordered_ms[door] += ticks * 100
            self.ordered_until_ms[door] = self.world.now_ms + ticks * 100
            self.may_open.add(door)

    def flash(self, board: str, channel: int, ticks: int) -> bytes:
        if board == "upper":
            return seal(1, bytes((5, 2, channel - 1)) + ticks.to_bytes(2, "big"))
        register = (3 + 5 * (channel - 1)).to_bytes(2, "big")
        return seal(2, b"\x10" + register + b"\0\x02\x04\0\x04" + ticks.to_bytes(2, "big"))

    @rule(garbage=st.binary(max_size=300))
    def garbage_on_the_line(self, garbage: bytes) -> None:
        rtu_replies(self.world.boards, garbage)

    @rule(ms=st.floats(0, 3000))
    def time_passes(self, ms: float) -> None:
        self.world.advance(ms)

    @rule(door=doors)
    def a_hand_pushes(self, door: str) -> None:
        if self.world.door(door).push_shut():
            self.positions[door] = Position.SHUT

    @rule(door=doors)
    def a_hand_pulls(self, door: str) -> None:
        if self.world.door(door).pull_open():
            assert self.positions[door] is not Position.SHUT or door in self.may_open
            self.positions[door] = Position.WIDE

    @rule(door=doors)
    def somebody_pries(self, door: str) -> None:
        if self.world.door(door).pry_open():
            self.positions[door] = Position.AJAR
            self.may_open.add(door)

    @rule(door=doors, there=st.booleans())
    def a_hand_inside(self, door: str, there: bool) -> None:
        open_now = not self.world.door(door).shut
        hand = self.world.door(door).put_envelope if there else self.world.door(door).take_envelope
        if hand():
            assert open_now
            self.envelopes[door] = there

    @rule(door=doors, fault=st.sampled_from(["jam", "unjam", "tire_spring", "renew_spring"]))
    def something_fails(self, door: str, fault: str) -> None:
        getattr(self.world.door(door), fault)()

    @rule(door=doors)
    def a_cable_is_cut_or_mended(self, door: str) -> None:
        if not self.world.cut_sensor_cable(door):
            self.world.mend_sensor(door)

    @rule(board=boards)
    def a_board_dies_or_revives(self, board: str) -> None:
        if not self.world.board(board).kill():
            self.world.board(board).revive()

    @rule()
    def the_supply_sags(self) -> None:
        self.world.brown_out(500)

    @invariant()
    def no_lock_is_energised_longer_than_it_was_ordered(self) -> None:
        for door in self.world.doors:
            assert door.lock.energised_ms <= self.ordered_ms[door.id] + 1e-6
            assert not door.lock.energised or self.world.now_ms < self.ordered_until_ms[door.id]

    @invariant()
    def every_pulse_was_ordered_once(self) -> None:
        assert {door: self.world.pulses(door) for door in DOORS} == self.orders

    @invariant()
    def a_door_opens_only_by_its_lock_or_by_force(self) -> None:
        for door in self.world.doors:
            if self.positions[door.id] is Position.SHUT and not door.shut:
                assert door.id in self.may_open
                self.positions[door.id] = door.position

    @invariant()
    def an_envelope_moves_only_by_hand(self) -> None:
        assert {door.id: door.envelope for door in self.world.doors} == self.envelopes

    @invariant()
    def a_dead_board_energises_nothing(self) -> None:
        for board in self.world.boards:
            assert board.powered or not any(relay.closed for relay in board.relays)


Electronics.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestElectronics = Electronics.TestCase
