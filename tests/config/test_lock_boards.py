"""What a machine's file may ask of its lock boards: refused with a sentence that says what would be right."""

from pathlib import Path

import pytest

from config.check import check_kiosk
from config.load import load_kiosk
from locker.wiring import CabinetWires, known_profiles, layout_of
from tests.config.conftest import EXAMPLES, Desk

BUS = '[[bus]]\nname = "lab"\nkind = "rtu"\nport = "/dev/lab"\nbaud = 9600'


class Deaf:
    """Nobody who listens."""

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None: ...

    def board_silent(self, board: str, cause: str) -> None: ...

    def board_answers(self, board: str) -> None: ...

    def board_unfit(self, board: str, why: str) -> None: ...

    def board_fit(self, board: str) -> None: ...


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    text = (EXAMPLES / "kiosk-small.toml").read_text(encoding="utf-8")
    return Desk(tmp_path / "kiosk.toml", text, lambda path: load_kiosk(path, known_profiles()))


DOOR = (
    '{ id = "Z9", size = "S", board = "odd", channel = 1, lock = "odd-lock",'
    " x_cm = 900, y_cm = 10, width_cm = 10, height_cm = 10 },"
)


def with_door(
    desk: Desk, profile: str, pulse_ms_max: int = 500, more: str = "address = 1", pulse_ms: int = 500
) -> Desk:
    return (
        desk.with_change("]\n\n[kiosk]", f"    {DOOR}\n]\n\n[kiosk]")
        .with_more(BUS)
        .with_more(f'[[board]]\nname = "odd"\nbus = "lab"\nprofile = "{profile}"\n{more}')
        .with_more(f'[[lock]]\nname = "odd-lock"\npulse_ms = {pulse_ms}\npulse_ms_max = {pulse_ms_max}')
    )


def test_a_board_that_counts_whole_seconds_gets_no_lock_that_stands_less(desk: Desk) -> None:
    told = with_door(desk, "eletechsup-r421a08").problems()
    assert told["compartment[Z9].lock"] == (
        "odd-lock stands 500 ms, but board odd gives no pulse under 1000 ms;"
        " allowed: a lock that stands it, or a board that can be told less"
    )


def test_a_lock_that_stands_whole_seconds_may_hang_on_it(desk: Desk) -> None:
    load_kiosk(with_door(desk, "eletechsup-r421a08", 1000, pulse_ms=1000).saved(), known_profiles())


@pytest.mark.parametrize(("key", "value"), [("rest_ms", 4000), ("pulses_a_minute", 4)])
def test_a_lock_is_worked_harder_than_usual_only_where_its_sheet_says_so(desk: Desk, key: str, value: int) -> None:
    lock = f'[[lock]]\nname = "tireless"\npulse_ms = 300\npulse_ms_max = 500\n{key} = {value}'
    told = desk.with_more(lock).problems()[f"lock[tireless].{key}"]
    assert "unless duty says" in told
    sheet = lock + '\nduty = "sheet 2024-3: 25 %, 1 s on"'
    load_kiosk(desk.with_more(sheet).saved(), known_profiles())


@pytest.mark.parametrize(("profile", "prescribed"), [("wkly-12", 1), ("winnsen-16", 0)])
@pytest.mark.parametrize("closed_is", [0, 1])
def test_a_sensor_the_other_way_round_than_its_maker_says_is_remarked_on(
    desk: Desk, capsys: pytest.CaptureFixture[str], profile: str, prescribed: int, closed_is: int
) -> None:
    board = with_door(desk, profile, more="address = 1\npulse_ms = 300")
    sensed = board.with_change(
        'channel = 1, lock = "odd-lock",',
        f'channel = 1, lock = "odd-lock", sensor = {{ board = "odd", input = 1, closed_is = {closed_is} }},',
    )
    assert check_kiosk(sensed.saved(), known_profiles()) == 0
    told = capsys.readouterr().err
    remark = f"compartment[Z9].sensor.closed_is: the maker of board odd says {prescribed}: prove it with a door"
    assert (remark in told) is (prescribed != closed_is)


def test_a_board_without_a_timer_is_told_to_be_unusable(desk: Desk) -> None:
    told = with_door(desk, "wellpro-wp8025adam").problems()
    assert told["board[odd].profile"].startswith("wellpro-wp8025adam must not be used: its relays have no timer")


def test_a_board_that_times_itself_must_say_how_long_and_its_lock_must_stand_it(desk: Desk) -> None:
    assert "measure" in with_door(desk, "lock-8a-24").problems()["board[odd].pulse_ms"]
    long = with_door(desk, "lock-8a-24", more="address = 1\npulse_ms = 700")
    assert "no pulse under 700 ms" in long.problems()["compartment[Z9].lock"]


def test_the_pulse_of_such_a_board_is_what_its_doors_are_ordered(desk: Desk) -> None:
    machine = load_kiosk(with_door(desk, "lock-8a-24", more="address = 1\npulse_ms = 300").saved(), known_profiles())
    assert {slot.pulse_ms for slot in layout_of(machine).values() if slot.board == "odd"} == {300}


def test_a_board_that_is_told_its_pulse_has_none_of_its_own(desk: Desk) -> None:
    told = with_door(desk, "jy-dam-8", more="address = 1\npulse_ms = 300").problems()
    assert "is told how long" in told["board[odd].pulse_ms"]


@pytest.mark.parametrize(
    ("profile", "address", "allowed"),
    [
        ("winnsen-16", 4, "0 to 3"),
        ("kerong-cu16", 10, "0 to 9"),
        ("jy-dam-8", 0, "1 to 247"),
        ("jy-dam-8", 248, "1 to 247"),
    ],
)
def test_an_address_the_board_cannot_have_is_told(desk: Desk, profile: str, address: int, allowed: str) -> None:
    told = with_door(desk, profile, more=f"address = {address}").problems()
    assert told["board[odd].address"].endswith(f"allowed: {allowed}")


def test_boards_of_two_protocols_need_two_buses(desk: Desk) -> None:
    mixed = with_door(desk, "lock-8a-24", more="address = 1\npulse_ms = 300").with_more(
        '[[board]]\nname = "other"\nbus = "lab"\nprofile = "jy-dam-8"\naddress = 2'
    )
    assert mixed.problems()["bus[lab]"] == "its boards speak frames and modbus; give each its own bus"


def test_a_serial_line_behind_a_gateway_has_a_host_and_a_baud_rate(desk: Desk) -> None:
    gateway = BUS.replace('"rtu"\nport = "/dev/lab"\nbaud = 9600', '"gateway"\nhost = "10.0.0.9"\ntcp_port = 4196')
    door = with_door(desk, "lock-8a-24", more="address = 1\npulse_ms = 300")
    told = door.with_change(BUS, gateway).problems()
    assert told["bus[lab].baud"] == "missing; a bus of kind gateway needs host and baud"
    machine = load_kiosk(door.with_change(BUS, gateway + "\nbaud = 9600").saved(), known_profiles())
    assert CabinetWires(machine, Deaf()).poll_ms == {"cabinet": 0, "lab": 0}
