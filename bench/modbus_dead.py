"""One dead board of eight: what it costs the other seven, and how soon it is found when it is back.

``python -m bench.modbus_dead`` prints a table; ``--json FILE`` keeps it. All boards are polled without a pause. The
rate of the seven is compared with that of the same seven when there is no eighth, on the same line in one run.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from msgspec.structs import replace

from bench.modbus import BAUDS
from bench.row import Row
from bench.serial_boards import SerialBoards, serial_boards
from drivers.relay.electronics import BoardSettings, Electronics, RtuLine
from drivers.relay.profile import load_profile
from drivers.trouble import Trouble

BOARDS = 8
DEAD = 5
RATE_AIM, BACK_AIM_S = 0.95, 2.0
SETTLED_S = 2.0
LIMIT_S = 20.0


@dataclass(frozen=True)
class Figure:
    """``ratio``: replies a second of the seven others, to those of seven alone. ``back_s``: from power to answer."""

    baud: int
    ratio: float
    falls_silent_s: float
    back_s: float


class News:
    """A sink that knows who answers."""

    def __init__(self) -> None:
        self.silent: set[str] = set()
        self.answering: set[str] = set()
        self.changed = asyncio.Event()

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        pass

    def board_silent(self, board: str, _trouble: Trouble) -> None:
        self.silent.add(board)
        self.answering.discard(board)
        self.changed.set()

    def board_answers(self, board: str) -> None:
        self.silent.discard(board)
        self.answering.add(board)
        self.changed.set()

    def board_unfit(self, board: str, _trouble: Trouble) -> None:
        pass

    def board_fit(self, board: str) -> None:
        pass

    async def until(self, fact: Callable[[], bool]) -> float:
        """How long it took in seconds, from now, until ``fact`` was true."""
        began_s = time.monotonic()
        async with asyncio.timeout(LIMIT_S):
            while not fact():
                self.changed.clear()
                await self.changed.wait()
        return time.monotonic() - began_s


def measure(baud: int, seconds: float) -> Figure:
    """Seven alone, then eight of which one dies and comes back."""
    with serial_boards(baud) as line:
        alone = asyncio.run(_polled(line, baud, BOARDS - 1, lambda news: _rate(line, seconds, news)))
        ratio, silent_s, back_s = asyncio.run(
            _polled(line, baud, BOARDS, lambda news: _one_dies(line, seconds, alone[0], news))
        )
    return Figure(baud, round(ratio, 3), round(silent_s, 2), round(back_s, 2))


Told = tuple[float, ...]


async def _polled(line: SerialBoards, baud: int, boards: int, act: Callable[[News], Awaitable[Told]]) -> Told:
    profile = replace(load_profile("jy-dam-di32"), baud_max=max(BAUDS))
    settings = [BoardSettings(f"board-{n}", "bus", profile, n) for n in range(1, boards + 1)]
    news = News()
    electronics = Electronics([RtuLine("bus", line.port, baud)], settings, news, round_ms_min=0)
    await electronics.start()
    try:
        await news.until(lambda: len(news.answering) == boards)
        return await act(news)
    finally:
        await electronics.stop()


async def _rate(line: SerialBoards, seconds: float, _news: News) -> Told:
    line.seen()
    began_s = time.monotonic()
    await asyncio.sleep(seconds)
    return (len(line.seen().replied_at_s) / (time.monotonic() - began_s),)


async def _one_dies(line: SerialBoards, seconds: float, alone: float, news: News) -> Told:
    line.switch_off(DEAD)
    silent_s = await news.until(lambda: bool(news.silent))
    await asyncio.sleep(SETTLED_S)
    (others,) = await _rate(line, seconds, news)
    line.switch_on(DEAD)
    back_s = await news.until(lambda: not news.silent)
    return others / alone, silent_s, back_s


def rows(quick: bool) -> list[Row]:
    """For the report."""
    found = [measure(baud, 2.0 if quick else 6.0) for baud in ((9600,) if quick else BAUDS)]
    return [row for figure in found for row in _rows(figure)]


def _rows(figure: Figure) -> list[Row]:
    note = f"silent after {figure.falls_silent_s} s"
    return [
        Row(
            f"seven boards' rate beside a dead one, {figure.baud} baud",
            100 * figure.ratio,
            "%",
            "the seven alone",
            figure.ratio,
            RATE_AIM,
            "more",
            note,
        ),
        Row(f"the dead board found again, {figure.baud} baud", figure.back_s, "s", target=BACK_AIM_S),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--seconds", type=float, default=6.0, help="time of one measurement")
    parser.add_argument("--baud", type=int, nargs="*", default=BAUDS, choices=BAUDS)
    arguments = parser.parse_args()
    print("One dead board of eight: rate of the other seven to that of seven alone (aim: at least 0.95)")
    figures = [measure(baud, arguments.seconds) for baud in arguments.baud]
    for f in figures:
        print(f"{f.baud:>7} baud  {f.ratio:.3f}  silent after {f.falls_silent_s} s, found again after {f.back_s} s")
    if arguments.json:
        arguments.json.write_text(json.dumps({"modbus_dead": [asdict(figure) for figure in figures]}, indent=1))


if __name__ == "__main__":
    main()
