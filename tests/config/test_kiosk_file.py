"""The person who sets a kiosk up makes a mistake, and is told which one."""

from pathlib import Path

import pytest

from config.load import load_kiosk
from tests.config.conftest import EXAMPLES, PROFILES, Desk

HALL = '[hall]\nurl = "https://hall.example:8443"\nca_file = "/etc/erenhot/ca.pem"'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    text = (EXAMPLES / "kiosk.toml").read_text(encoding="utf-8")
    return Desk(tmp_path / "kiosk.toml", text, lambda path: load_kiosk(path, PROFILES))


def test_the_example_is_a_cabinet_of_24_doors_on_two_boards(desk: Desk) -> None:
    machine = load_kiosk(desk.saved(), PROFILES)

    assert machine.kiosk.id == "erl-01"
    assert len(machine.compartment) == 24
    assert {board.name for board in machine.board} == {"left", "right"}
    assert machine.rules.grace_s == 60


def test_without_the_drivers_word_board_models_are_not_judged(desk: Desk) -> None:
    load_kiosk(desk.with_change('"jy-dam-16"', '"a-board-of-tomorrow"').saved())


def test_an_unknown_key_is_told_with_the_keys_there_are(desk: Desk) -> None:
    problems = desk.with_change("help_phone", "helpline").problems()

    assert problems["kiosk.helpline"] == "unknown key; allowed: id, site, name, help_phone, languages"
    assert problems["kiosk.help_phone"] == "missing; allowed: text in quotes"


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ("baud = 9600", 'baud = "9600"', "bus[cabinet].baud", "allowed: 2400, 4800, 9600"),
        ("baud = 9600", "baud = 9601", "bus[cabinet].baud", "9601 is not allowed"),
        ('id = "erl-01"', 'id = "ERL 01"', "kiosk.id", "small letters, digits and hyphens"),
        ("tls = true", "tls = 1", "mqtt.tls", "allowed: true or false"),
        ("port = 8883", "port = 70000", "mqtt.port", "a whole number from 1 to 65535"),
        ("x_cm = 0,", 'x_cm = "left",', "compartment[A1].x_cm", "a number from 0 to 2000"),
        ("height_cm = 10", "height_cm = nan", "compartment[A1].height_cm", "a number over 0 to 300"),
        ("input = 1 }", "input = 1.5 }", "compartment[A1].sensor.input", "a whole number from 1 to 64"),
        ('id = "A1"', 'id = "door 1"', "compartment[door 1].id", "a capital letter and 1 to 3 digits"),
        ('languages = ["zh", "en"]', 'languages = ["de"]', "kiosk.languages", "a list, each en, zh"),
        (
            '[hall]\nurl = "https://hall.example:8443"\nca_file = "/etc/erenhot/ca.pem"',
            'hall = "x"',
            "mqtt.hall",
            "unknown key",
        ),
        ("[[bus]]", "[bus]", "bus", "tables [[bus]]"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_what_can(desk: Desk, old: str, new: str, key: str, told: str) -> None:
    assert told in desk.with_change(old, new).problems()[key]


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ('id = "A2"', 'id = "A1"', "compartment[A1].id", "is already that of compartment[A1].id"),
        ("channel = 2,", "channel = 1,", "compartment[A2].channel", "is already that of compartment[A1].channel"),
        ("input = 2 }", "input = 1 }", "compartment[A2].sensor", "is already that of compartment[A1].sensor"),
        ("address = 2", "address = 1", "board[right].address", "is already that of board[left].address"),
        ('name = "right"', 'name = "left"', "board[left].name", "is already that of"),
        ('bus = "cabinet"', 'bus = "wall"', "board[left].bus", "'wall' is not known; allowed: cabinet"),
        ('"jy-dam-16"', '"jy-dam-61"', "board[left].profile", "allowed: jy-dam-16, waveshare-tcp"),
        ('"jy-dam-16"', '"waveshare-tcp"', "board[left].profile", "is for a bus of kind tcp"),
        ("baud = 9600", "baud = 57600", "board[left].bus", "jy-dam-16 takes at most 38400"),
        ("channel = 16,", "channel = 17,", "compartment[B8].channel", "allowed: 1 to 16"),
        ("input = 16 }", "input = 17 }", "compartment[B8].sensor.input", "allowed: 1 to 16"),
        ('port = "/dev/locker-bus"', "", "bus[cabinet].port", "a bus of kind rtu needs port and baud"),
        ("baud = 9600", "", "bus[cabinet].baud", "a bus of kind rtu needs port and baud"),
        ('kind = "rtu"', 'kind = "tcp"', "bus[cabinet].host", "a bus of kind tcp needs host"),
        ('kind = "rtu"', 'kind = "rtu"\nhost = "10.0.0.2"', "bus[cabinet].host", "has no meaning"),
        ("pulse_ms = 400", "pulse_ms = 600", "lock[solenoid-12v].pulse_ms", "allowed: at most 500"),
        ("pulse_ms = 400", "pulse_ms = 450", "compartment[A1].lock", "in steps of 100"),
        ('lock = "solenoid-12v"', 'lock = "motor"', "compartment[A1].lock", "allowed: solenoid-12v"),
        ('board = "left", channel = 1,', 'board = "top", channel = 1,', "compartment[A1].board", "left, right"),
        ("x_cm = 80", "x_cm = 70", "compartment[B1]", "covers part of the screen on the front"),
        ("x_cm = 80", "x_cm = -1", "screen.place.x_cm", "a number from 0 to 2000"),
        ("y_cm = 112", "y_cm = 113", "compartment[A2]", "covers part of A1 on the front"),
        ('ca_file = "/etc/erenhot/ca.pem"', "", "mqtt.ca_file", "missing; with tls = true"),
        ("tls = true", "tls = false", "mqtt.tls", "must be true"),
        ("https://hall.example", "http://hall.example", "hall.url", "must begin with https"),
        ("https://hall.example", "https://me:word@hall.example", "hall.url", "credential file"),
        ("https://hall.example:8443", "https://[hall", "hall.url", "is not an address"),
        ('"/dev/id-reader"', '"/dev/receipt-printer"', "id_reader.port", "is already that of printer.port"),
        ('"/dev/receipt-printer"', '"/dev/usb/lp0"', "printer.baud", "has no meaning on /dev/usb/lp0"),
        ("baud = 115200", "", "printer.baud", "a serial port needs it"),
        ('"/dev/video0"', '"http://camera.example/live"', "camera.source", "must begin with https"),
        ('"/dev/video0"', '"rtsp://camera.example"', "camera.source", "is no camera"),
        ("span_mm = 450", "span_mm = 45", "camera.span_mm", "a whole number from 200 to 1000"),
        ('zh = "二连浩特市政务服务局", ', "", "applications.office.name.zh", "on every notice"),
        ("series = 1", "series = 0", "applications.series", "from 1 to 9"),
        ('letter = "E"', 'letter = "e"', "applications.letter", "capital letter"),
        (', en = "Document locker at the east door, ground floor"', "", "kiosk.name.en", "the screen speaks en"),
    ],
)
def test_what_cannot_work_together_is_told(desk: Desk, old: str, new: str, key: str, told: str) -> None:
    assert told in desk.with_change(old, new).problems()[key]


@pytest.mark.parametrize("key", ["password", "mqtt_password", "pickup_secret", "api_token", "signing_key", "pin"])
def test_a_secret_in_the_file_is_refused_and_never_shown(desk: Desk, key: str) -> None:
    problems = desk.with_change("[mqtt]", f'[mqtt]\n{key} = "hunter2"').problems()

    assert "credential file" in problems[f"mqtt.{key}"]
    assert "hunter2" not in str(problems)


def test_every_mistake_is_told_at_once(desk: Desk) -> None:
    problems = (
        desk.with_change("baud = 9600", "")
        .with_change("address = 2", "address = 1")
        .with_change("pulse_ms = 400", "pulse_ms = 600")
    ).problems()

    assert set(problems) == {"bus[cabinet].baud", "board[right].address", "lock[solenoid-12v].pulse_ms"}


def test_a_flood_of_mistakes_is_cut_short(desk: Desk) -> None:
    flood = desk.with_more("\n".join(f"unknown{number} = 1" for number in range(1000)))
    with pytest.raises(Exception, match="and 950 more"):
        load_kiosk(flood.saved())


def test_a_second_bus_may_be_modbus_tcp(desk: Desk) -> None:
    machine = load_kiosk(
        desk.with_more('[[bus]]\nname = "wall"\nkind = "tcp"\nhost = "10.0.0.7"')
        .with_more('[[board]]\nname = "wall"\nbus = "wall"\nprofile = "waveshare-tcp"\naddress = 1')
        .saved(),
        PROFILES,
    )
    wall = next(bus for bus in machine.bus if bus.name == "wall")
    assert (wall.kind, wall.host, wall.tcp_port) == ("tcp", "10.0.0.7", 502)
