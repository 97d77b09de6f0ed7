"""Finding boards on the wires: reads only, every address, counted; twins, wrong rates and silence by name."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from msgspec import Struct

from drivers.probe.questions import (
    BAUDS,
    NETWORK_PATIENCE_S,
    PATIENCE_S,
    Question,
    Scope,
    bauds,
    expected,
    seconds,
    sweep,
)
from drivers.relay.port import open_port
from drivers.relay.profile import Profile
from drivers.relay.settings import AnyLine, BoardSettings, RtuLine, TcpLine
from drivers.relay.wire import Wire
from drivers.trouble import Cause

TIMES = 6
"""A place where anything was heard is asked this often: twins disturb each other nearly always, noise seldom."""
SPOILED_MIN = 2
Progress = Callable[[int, int], bool]


class Verdict(StrEnum):
    """What stands at an address."""

    ANSWERS = "answers"
    TWINS = "twins"
    WRONG_BAUD = "wrong_baud"
    SILENT = "silent"
    STRANGER = "stranger"
    PORT_GONE = "port_gone"


class Heard(Struct, frozen=True, kw_only=True):
    """How an address answered ``TIMES`` equal questions at ``baud`` (0: network)."""

    line: str
    baud: int
    address: int
    family: str
    sound: int
    spoiled: int
    different: int

    @property
    def is_twins(self) -> bool:
        """Replies spoil each other, or differ although nobody touched a door."""
        return self.spoiled >= SPOILED_MIN or self.different > 1


class Found(Struct, frozen=True, kw_only=True):
    """One line of the search's result. ``board``: its name in the file; empty for a stranger."""

    board: str
    line: str
    address: int
    baud: int
    verdict: Verdict
    family: str = ""


class Search:
    """One search over all lines. ``progress`` is told how many questions are asked, and of how many.

    It says whether to go on; when it did not, ``stopped`` is true and what was found is not all.
    """

    def __init__(
        self,
        lines: Sequence[AnyLine],
        boards: Sequence[BoardSettings],
        profiles: Sequence[Profile],
        scope: Scope,
        progress: Progress = lambda _done, _all: True,
    ) -> None:
        self.stopped = False
        self._lines, self._boards, self._scope, self._progress = lines, boards, scope, progress
        self._profiles = profiles
        self._plan = [(line, baud, self._questions(line, baud)) for line in lines for baud in bauds(line, scope)]
        self._all = sum(len(questions) for _, _, questions in self._plan)
        self._done = 0

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return sum(seconds(questions, baud) for _, baud, questions in self._plan)

    async def run(self) -> list[Found]:
        """Search. Nothing is written to any board. Lines that cannot be opened are told as such."""
        heard: list[Heard] = []
        gone: set[str] = set()
        for line, baud, questions in self._plan:
            try:
                heard += await self._on(line, baud, questions)
            except OSError:
                gone.add(line.name)
        for line in self._lines:
            if isinstance(line, RtuLine) and line.name not in gone:
                heard += await self._elsewhere(line, heard)
        return [*self._of_file(heard, gone), *self._strangers(heard)]

    async def _on(self, line: AnyLine, baud: int, questions: Sequence[Question]) -> list[Heard]:
        found: list[Heard] = []
        for own_frames in (False, True):
            asked = [question for question in questions if question.own_frames is own_frames]
            if asked and not self.stopped:
                found += await self._in_language(_at(line, baud), baud, asked, own_frames=own_frames)
        return found

    async def _in_language(
        self, line: AnyLine, baud: int, questions: Sequence[Question], *, own_frames: bool
    ) -> list[Heard]:
        found: list[Heard] = []
        port = await open_port(line, own_frames=own_frames)
        wire = Wire(port, line.reply_timeout_ms / 1000, lambda: None)
        try:
            for question in questions:
                self._done += 1
                self.stopped = self.stopped or not self._progress(min(self._done, self._all), self._all)
                if self.stopped:
                    break
                if not any(one.address == question.request.address and one.sound for one in found):
                    found += await _hear(wire, line, baud, question)
        finally:
            wire.close()
        return found

    async def _elsewhere(self, line: RtuLine, heard: Sequence[Heard]) -> list[Heard]:
        """The file's boards that were not heard, asked at the other rates."""
        there = {one.address for one in heard if one.line == line.name}
        missing = [board for board in self._on_line(line) if board.address not in there]
        found: list[Heard] = []
        if missing and self._scope is Scope.QUICK:
            for baud in BAUDS:
                found += await self._on(line, baud, expected(missing)) if baud != line.baud else []
        return found

    def _questions(self, line: AnyLine, baud: int) -> list[Question]:
        mine = expected(self._on_line(line)) if not baud or baud == getattr(line, "baud", 0) else []
        known = [board.profile for board in self._on_line(line)]
        profiles = self._profiles if self._scope is Scope.ALL else known
        return mine + sweep(profiles, _at(line, baud))

    def _on_line(self, line: AnyLine) -> list[BoardSettings]:
        return [board for board in self._boards if board.line == line.name]

    def _of_file(self, heard: Sequence[Heard], gone: set[str]) -> Iterator[Found]:
        lines = {line.name: line for line in self._lines}
        for board in self._boards:
            baud = getattr(lines[board.line], "baud", 0)
            if board.line in gone:
                yield _found(board, baud, Verdict.PORT_GONE)
                continue
            at = [one for one in heard if (one.line, one.address) == (board.line, board.address)]
            yield _judged(board, baud, at)

    def _strangers(self, heard: Iterable[Heard]) -> Iterator[Found]:
        known = {(board.line, board.address) for board in self._boards}
        told: set[tuple[str, int, int]] = set()
        for one in heard:
            key = (one.line, one.address, one.baud)
            if (one.line, one.address) in known or key in told:
                continue
            told.add(key)
            verdict = Verdict.TWINS if one.is_twins else Verdict.STRANGER
            yield Found(board="", line=one.line, address=one.address, baud=one.baud, verdict=verdict, family=one.family)


async def _hear(wire: Wire, line: AnyLine, baud: int, question: Question) -> list[Heard]:
    quick_s = NETWORK_PATIENCE_S if isinstance(line, TcpLine) else PATIENCE_S
    patience_s = quick_s if question.request.device == "?" else 0.0
    reply = await wire.ask(question.request, patience_s)
    if not isinstance(reply, bytes) and reply.cause in (Cause.NO_REPLY, Cause.PORT_GONE):
        return []
    replies = [reply] + [await wire.ask(question.request) for _ in range(TIMES - 1)]
    sound = Counter(one for one in replies if isinstance(one, bytes))
    spoiled = sum(not isinstance(one, bytes) and one.cause is not Cause.NO_REPLY for one in replies)
    if not sound and spoiled < SPOILED_MIN:
        return []  # the late reply of another, or noise
    return [
        Heard(
            line=line.name,
            baud=baud,
            address=question.request.address,
            family=question.family,
            sound=sound.total(),
            spoiled=spoiled,
            different=len(sound),
        )
    ]


def _at(line: AnyLine, baud: int) -> AnyLine:
    return line if isinstance(line, TcpLine) else replace(line, baud=baud)


def _judged(board: BoardSettings, baud: int, at: Sequence[Heard]) -> Found:
    here = [one for one in at if one.baud == baud]
    if any(one.is_twins for one in here) and not any(one.sound == TIMES and one.different == 1 for one in here):
        return _found(board, baud, Verdict.TWINS)
    if here:
        return _found(board, baud, Verdict.ANSWERS)
    if at:
        return _found(board, at[0].baud, Verdict.WRONG_BAUD)
    return _found(board, baud, Verdict.SILENT)


def _found(board: BoardSettings, baud: int, verdict: Verdict) -> Found:
    return Found(
        board=board.name,
        line=board.line,
        address=board.address,
        baud=baud,
        verdict=verdict,
        family=board.profile.model,
    )
