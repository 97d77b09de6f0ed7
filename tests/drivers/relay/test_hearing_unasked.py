"""A board that tells of a moved door unasked is heard, in whatever pieces and among whatever noise it comes."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.relay.board import Board
from drivers.relay.ear import Ear
from drivers.relay.profile import load_profile
from drivers.relay.settings import BoardSettings

DOOR_2_SHUT = bytes.fromhex("82 01 02 11 90")
DOOR_2_OPEN = bytes.fromhex("82 01 02 00 81")
ALL_SHUT = bytes.fromhex("80 01 FF FF FF 33 4D")
ALL_SHUT_BUT_2 = bytes.fromhex("80 01 FF FF FD 33 4F")


def board(address: int = 1) -> Board:
    return Board(BoardSettings(f"board-{address}", "bus", load_profile("lock-8a-24"), address, 300))


class Told:
    """An ear, and what it took for a board's own word."""

    def __init__(self, *boards: Board) -> None:
        self.frames: list[tuple[str, bytes]] = []
        self.ear = Ear(boards, self._volunteered)

    def _volunteered(self, its: Board, frame: bytes) -> bool:
        if not its.speech.change(frame):
            return False
        self.frames.append((its.name, frame))
        return True


@given(st.lists(st.integers(1, 40)))
def test_it_is_heard_once_in_whatever_pieces_it_comes(cuts: list[int]) -> None:
    stream, told = b"\x00\x82\x01" + ALL_SHUT + DOOR_2_OPEN + b"\xff" + DOOR_2_SHUT + b"\x82", Told(board())
    for size in [*cuts, len(stream)]:
        told.ear.hear(stream[:size])
        stream = stream[size:]
    assert told.frames == [("board-1", DOOR_2_OPEN), ("board-1", DOOR_2_SHUT)]


def test_each_board_is_told_from_its_neighbour() -> None:
    told = Told(board(1), board(2))
    told.ear.hear(bytes.fromhex("82 02 03 00 83") + DOOR_2_OPEN + bytes.fromhex("82 03 03 00 82"))
    assert told.frames == [("board-2", bytes.fromhex("82 02 03 00 83")), ("board-1", DOOR_2_OPEN)]


@given(st.binary(max_size=300))
def test_noise_never_breaks_the_ear(noise: bytes) -> None:
    told = Told(board())
    told.ear.hear(noise)
    told.ear.hear(b"\x00" * 5 + DOOR_2_OPEN)
    assert told.frames[-1] == ("board-1", DOOR_2_OPEN)


def test_a_change_is_a_reading_and_makes_the_board_be_asked_at_once() -> None:
    its = board()
    assert its.volunteered(DOOR_2_OPEN, 1.0) is None  # not one reading yet: unknown stays unknown
    its.heard(2.0)
    shut = its.changed_inputs(0, ALL_SHUT, 2.0)
    assert shut is not None
    assert all(shut)
    its.due_s = 99.0
    ajar = its.volunteered(DOOR_2_OPEN, 3.0)
    assert ajar is not None
    assert [number for number, bit in enumerate(ajar, 1) if not bit] == [2]
    assert its.due_s == 3.0
    assert its.is_busy(3.0)
    assert its.changed_inputs(0, ALL_SHUT_BUT_2, 3.1) is None


def test_the_next_answer_overrules_what_was_told_unasked() -> None:
    its = board()
    its.heard(1.0)
    its.changed_inputs(0, ALL_SHUT, 1.0)
    its.volunteered(DOOR_2_OPEN, 2.0)
    again = its.changed_inputs(0, ALL_SHUT, 2.1)
    assert again is not None
    assert all(again)
