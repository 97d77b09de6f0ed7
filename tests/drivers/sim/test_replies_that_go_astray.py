"""Lost, garbled, late and foreign replies; twins that speak at once."""

from collections.abc import Callable

import pytest

from drivers.sim.modbus.answers import look, rtu_replies
from drivers.sim.modbus.frame import unseal
from drivers.sim.world import ReplyFault, World

Ask = Callable[[str], list[str]]
PULSE_A1 = "01 05 02 00 00 05 0C 71"
READ_UPPER = "01 02 00 00 00 08 79 CC"


@pytest.mark.parametrize("fault", [fault for fault in ReplyFault if fault is not ReplyFault.UNHEARD])
def test_the_board_acts_whatever_becomes_of_its_reply(world: World, ask: Ask, fault: ReplyFault) -> None:
    world.board("upper").spoil_next_reply(fault)
    ask(PULSE_A1)
    assert world.pulses("A1") == 1


def test_an_unheard_request_moves_nothing(world: World, ask: Ask) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.UNHEARD)
    assert ask(PULSE_A1) == []
    assert world.pulses("A1") == 0


def test_a_lost_reply_is_silence_and_the_next_one_is_well(world: World, ask: Ask) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.LOST, times=2)
    assert [ask(PULSE_A1) for _ in range(3)] == [[], [], [PULSE_A1]]


def test_a_fault_can_be_planned_for_a_later_reply(world: World, ask: Ask) -> None:
    world.board("upper").replies.let_pass(1)
    world.board("upper").spoil_next_reply(ReplyFault.LOST)
    assert [len(ask(READ_UPPER)) for _ in range(3)] == [1, 0, 1]


def test_a_garbled_reply_has_a_wrong_sum(world: World, ask: Ask) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.GARBLED)
    (reply,) = ask(READ_UPPER)
    assert unseal(bytes.fromhex(reply)) is None


def test_a_foreign_reply_is_whole_but_anothers(world: World, ask: Ask) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.FOREIGN)
    (reply,) = ask(READ_UPPER)
    opened = unseal(bytes.fromhex(reply))
    assert opened is not None
    assert opened[0] == 2


def test_a_late_reply_comes_late(world: World) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.LATE, late_ms=700)
    ((_, late_ms),) = rtu_replies(world.boards, bytes.fromhex(READ_UPPER))
    assert late_ms == 700


def test_twins_both_act_and_garble_each_others_reading(world: World, ask: Ask) -> None:
    world.board("lower").set_address(1)
    world.relay_of("B1").switch(on=True)
    world.relay_of("A2").switch(on=True)
    (reply,) = ask("01 01 00 00 00 08 3D CC")
    assert unseal(bytes.fromhex(reply)) is None
    ask("01 05 00 02 FF 00 2D FA")
    assert world.relay_of("A3").on
    assert world.board("lower").relay(3).on


def test_twins_that_say_the_same_are_not_noticed(world: World, ask: Ask) -> None:
    world.board("lower").set_address(1)
    assert ask("01 05 00 02 FF 00 2D FA") == ["01 05 00 02 FF 00 2D FA"]


def test_a_dead_board_is_silent(world: World, ask: Ask) -> None:
    world.board("upper").kill()
    assert ask(PULSE_A1) == []
    world.board("upper").revive()
    assert ask(PULSE_A1) == [PULSE_A1]


def test_noise_spoils_some_replies_the_same_ones_for_the_same_seed(world: World) -> None:
    world.board("upper").replies.add_noise(0.5)
    fates = [world.board("upper").replies.take(b"") for _ in range(100)]
    assert 20 < sum(fate is not None for fate in fates) < 80


def test_an_observer_reads_but_never_writes_nor_uses_up_a_fault(world: World) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.LOST)
    reading = look(world.boards, 1, bytes.fromhex("02 00 00 00 08"))
    writing = look(world.boards, 1, bytes.fromhex("05 02 00 00 05"))
    assert reading is not None
    assert reading.pdu == bytes.fromhex("02 01 03")
    assert writing is not None
    assert writing.pdu == bytes.fromhex("85 01")
    assert world.pulses("A1") == 0
    assert rtu_replies(world.boards, bytes.fromhex(READ_UPPER)) == []
