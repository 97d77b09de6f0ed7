"""Simulated lock boards: what makers print is answered as printed, and the dangerous things they do as well."""

from dataclasses import replace

import pytest

from drivers.sim.boards import line_replies
from drivers.sim.lock_boards.answers import change
from drivers.sim.world import BoardPlan, DoorPlan, ReplyFault, World, WorldPlan
from drivers.sim.world.plan import BoardKind

SIZES: dict[BoardKind, tuple[int, int]] = {
    "lock8a": (24, 24),
    "cu16": (16, 32),
    "cu48": (48, 48),
    "scu": (1, 1),
    "winnsen": (16, 16),
    "wkly": (24, 24),
    "eletechsup": (8, 0),
}
OPENS_LOCK_1: list[tuple[BoardKind, int, str]] = [
    ("lock8a", 1, "8A 01 01 11 9B"),
    ("cu16", 0, "02 00 31 03 36"),
    ("cu48", 0, "02 00 00 61 03 66"),
    ("scu", 1, "F5 01 00 71 00 5F C6 00"),
    ("winnsen", 0, "90 06 05 00 01 03"),
    ("wkly", 0, "57 4B 4C 59 09 00 82 01 83"),
    ("eletechsup", 1, "01 06 00 01 06 01 1A 6A"),
]


def world(kind: BoardKind, address: int = 1, closed_is: int = 1) -> World:
    relays, inputs = SIZES[kind]
    plan = BoardPlan("b", "line", kind, relays, inputs, address, own_pulse_ms=300, speaks_first=True)
    board, number = ("b", 1) if inputs else (None, None)
    return World(WorldPlan((plan,), (DoorPlan("A1", "b", 1, board, number, closed_is),)))


def said(of: World, frame: str) -> list[str]:
    return [reply.hex(" ").upper() for reply, _ in line_replies(of.boards, bytes.fromhex(frame))]


@pytest.mark.parametrize(("kind", "address", "frame"), OPENS_LOCK_1)
def test_a_lock_opens_and_the_board_ends_the_current(kind: BoardKind, address: int, frame: str) -> None:
    its = world(kind, address)
    assert len(said(its, frame)) == 1
    its.advance(2000)
    assert its.pulses("A1") == 1
    assert not its.door("A1").shut
    assert its.longest_energised_ms("A1") == (1000 if kind == "eletechsup" else 300)


@pytest.mark.parametrize(("kind", "address", "frame"), OPENS_LOCK_1)
def test_a_frame_with_a_wrong_byte_moves_nothing(kind: BoardKind, address: int, frame: str) -> None:
    right = bytes.fromhex(frame)
    for place in range(len(right) - 1 if kind != "winnsen" else 1):
        its = world(kind, address)
        wrong = bytes(byte ^ 0x81 if index == place else byte for index, byte in enumerate(right))
        assert said(its, wrong.hex()) == []
        assert its.pulses("A1") == 0


@pytest.mark.parametrize(
    ("kind", "address", "asked", "shut", "ajar"),
    [
        ("lock8a", 1, "80 01 00 33 B2", "80 01 00 00 01 33 B3", "80 01 00 00 00 33 B2"),
        ("lock8a", 1, "80 01 01 33 B3", "80 01 01 11 91", "80 01 01 00 80"),
        ("cu16", 0, "02 00 32 03 37", "02 00 35 01 00 00 00 03 3B", "02 00 35 00 00 00 00 03 3A"),
        ("scu", 0, "F5 00 70 00 00 5F C4 00", "F5 00 00 10 00 00 00 01", "F5 00 00 10 00 00 00 00"),
        ("winnsen", 0, "90 06 12 00 01 03", "90 07 92 00 01 01 03", "90 07 92 00 00 01 03"),
        (
            "wkly",
            0,
            "57 4B 4C 59 09 00 83 01 82",
            "57 4B 4C 59 0B 00 83 00 01 01 81",
            "57 4B 4C 59 0B 00 83 00 01 00 80",
        ),
    ],
)
def test_a_door_is_told_shut_and_ajar(kind: BoardKind, address: int, asked: str, shut: str, ajar: str) -> None:
    its = world(kind, address)
    assert said(its, asked) == [shut]
    its.door("A1").pry_open()
    assert said(its, asked) == [ajar]
    other = world(kind, address, closed_is=0)
    assert said(other, asked) == [ajar]


@pytest.mark.parametrize(
    ("kind", "address", "frame"),
    [("lock8a", 1, "8A 01 00 11 9A"), ("cu16", 0, "02 00 33 03 38"), ("wkly", 0, "57 4B 4C 59 08 00 86 87")],
)
def test_open_all_does_open_all(kind: BoardKind, address: int, frame: str) -> None:
    its = world(kind, address)
    said(its, frame)
    assert all(relay.on for relay in its.board("b").relays)


def test_a_held_lock_stays_under_current_and_burns() -> None:
    its = world("lock8a")
    said(its, "9A 01 01 11 8B")
    its.advance(60_000)
    assert its.door("A1").lock.burnt


def test_a_winnsen_refuses_a_lock_that_was_driven_a_moment_ago() -> None:
    its = world("winnsen", 0)
    opens = "90 06 05 00 01 03"
    assert said(its, opens) + said(its, opens) == ["90 07 85 00 01 01 03", "90 07 85 00 01 02 03"]
    its.advance(5000)
    assert said(its, opens) == ["90 07 85 00 01 01 03"]


def test_boards_that_speak_first_tell_of_a_moved_door() -> None:
    its, told = world("wkly", 1), []
    its.board("b").on_input = lambda number: told.append(change(its.board("b"), number).hex(" ").upper())
    its.door("A1").pry_open()
    assert told == ["57 4B 4C 59 0A 01 85 01 00 86"]


def test_a_board_that_does_not_speak_first_keeps_silent() -> None:
    its = world("lock8a")
    board = its.board("b")
    board.plan = replace(board.plan, speaks_first=False)
    assert change(board, 1) == b""


@pytest.mark.parametrize("fault", [ReplyFault.LOST, ReplyFault.GARBLED, ReplyFault.FOREIGN, ReplyFault.LATE])
def test_the_board_acts_whatever_becomes_of_its_reply(fault: ReplyFault) -> None:
    its = world("lock8a")
    its.board("b").spoil_next_reply(fault, late_ms=400)
    replies = line_replies(its.boards, bytes.fromhex("8A 01 01 11 9B"))
    right = bytes.fromhex("8A 01 01 11 9B")
    assert its.pulses("A1") == 1
    assert [(reply == right, late_ms) for reply, late_ms in replies] == {
        ReplyFault.LOST: [],
        ReplyFault.LATE: [(True, 400)],
    }.get(fault, [(False, 0)])


def test_twins_both_act() -> None:
    left, right = (BoardPlan(name, "line", "lock8a", 24, 24, 1) for name in ("left", "right"))
    its = World(WorldPlan((left, right), (DoorPlan("A1", "left", 1, "left", 1), DoorPlan("B1", "right", 1))))
    said(its, "8A 01 01 11 9B")
    assert (its.pulses("A1"), its.pulses("B1")) == (1, 1)


def test_a_garbled_reply_has_one_wrong_bit_anywhere_the_same_one_for_the_same_seed() -> None:
    def wrong_bits() -> list[int]:
        its = world("winnsen", 0)
        its.board("b").spoil_next_reply(ReplyFault.GARBLED, times=200)
        right = int.from_bytes(bytes.fromhex("90 07 92 00 01 01 03"))
        return [int(said(its, "90 06 12 00 01 03")[0].replace(" ", ""), 16) ^ right for _ in range(200)]

    wrong = wrong_bits()
    assert wrong == wrong_bits()
    assert {bits.bit_count() for bits in wrong} == {1}
    assert {(bits.bit_length() - 1) // 8 for bits in wrong} == set(range(7)), "no byte is safe, the door's neither"
