"""A cabinet whose wire is busy: nine boards on one serial line, eight of them polled without a pause."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from demo.house import House

TEMPLATES = Path(__file__).parent / "templates"
RELAY_BOARD, RELAYS = "locks", 32
INPUT_BOARDS, DOORS = 8, 24


@dataclass
class BusyHouse(House):
    """The demonstration's house with another cabinet. ``baud``: of its serial line."""

    baud: int = 9600

    def build(self) -> None:
        """Make everything anew, then write this cabinet over the demonstration's."""
        super().build()
        values = self._values() | {
            "baud": self.baud,
            "compartments": "\n".join(map(_compartment, range(DOORS))),
            "boards": "\n".join(_boards()),
            "doors": "\n".join(map(_door, range(DOORS))),
            "boards_behind": "\n".join(_boards_behind()),
        }
        for name in ("kiosk.toml", "world.toml"):
            text = Template((TEMPLATES / name).read_text("utf-8")).substitute(values)
            (self.root / name).write_text(text, "utf-8")


def _compartment(number: int) -> str:
    board, bit = _sensor(number)
    return (
        f'    {{ id = "{_name(number)}", size = "S", board = "{RELAY_BOARD}", channel = {number + 1},'
        f' lock = "solenoid-12v", sensor = {{ board = "{board}", input = {bit} }}, {_place(number, ", ")} }},'
    )


def _door(number: int) -> str:
    board, bit = _sensor(number)
    return (
        f'\n[[door]]\nid = "{_name(number)}"\nboard = "{RELAY_BOARD}"\nchannel = {number + 1}\n'
        f'sensor_board = "{board}"\nsensor_input = {bit}\n' + _place(number, "\n")
    )


def _boards() -> Iterator[str]:
    yield _board(RELAY_BOARD, f"waveshare-rtu-relay-{RELAYS}ch", INPUT_BOARDS + 1)
    for number in range(1, INPUT_BOARDS + 1):
        yield _board(f"doors-{number}", "waveshare-rtu-io-8ch-inputs", number)


def _board(name: str, profile: str, address: int) -> str:
    return f'\n[[board]]\nname = "{name}"\nbus = "serial"\nprofile = "{profile}"\naddress = {address}'


def _boards_behind() -> Iterator[str]:
    yield _board_behind(RELAY_BOARD, f"relays = {RELAYS}", INPUT_BOARDS + 1)
    for number in range(1, INPUT_BOARDS + 1):
        yield _board_behind(f"doors-{number}", "relays = 0, inputs = 8", number)


def _board_behind(name: str, has: str, address: int) -> str:
    model = f'{{ kind = "waveshare", {has} }}'
    return f'\n[[board]]\nname = "{name}"\nline = "serial"\naddress = {address}\nmodel = {model}'


def _name(number: int) -> str:
    return f"{'ABC'[number // 8]}{number % 8 + 1}"


def _sensor(number: int) -> tuple[str, int]:
    return f"doors-{number % INPUT_BOARDS + 1}", number // INPUT_BOARDS + 1


def _place(number: int, between: str) -> str:
    sizes = {"x_cm": number // 8 * 40.0, "y_cm": (7 - number % 8) * 15.0, "width_cm": 40.0, "height_cm": 15.0}
    return between.join(f"{key} = {value}" for key, value in sizes.items())
