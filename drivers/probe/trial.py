"""One pulse and what came of it: which inputs changed, when, and whether the relay let go again."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drivers.probe.cabinet import Cabinet, Levels
from drivers.probe.findings import Changed, Coil, changed_between
from drivers.probe.machine import Door, Machine, Place
from drivers.probe.rests import Rests
from drivers.trouble import Trouble

COIL_AFTER_S = 0.2
"""A wrong flash mode leaves the coil on: read it back this long after the pulse had to end (hardware notes 1.2)."""
STILL_S = 0.6
BREATH_S = 0.02


@dataclass(frozen=True, slots=True)
class Opening:
    """What one pulse did. ``before``: the inputs when all was still.

    ``proved_off``: False when the coil was on or could not be read, and was not read as off after it was released.
    """

    before: Levels
    changed: tuple[Changed, ...]
    coil: Coil
    open_ms: int | None = None
    trouble: str = ""
    proved_off: bool = True


class Trial:
    """Opens doors one at a time, never the same lock before it has rested."""

    def __init__(self, cabinet: Cabinet, machine: Machine, rests: Rests) -> None:
        self._cabinet, self._machine, self._rests = cabinet, machine, rests

    def rest_s(self, door: Door) -> float:
        """How long the door's lock has to rest yet."""
        return self._rests.left_s(door)

    async def open(self, door: Door) -> Opening:
        """Give the door's relay one pulse and watch all inputs. A coil not read as off is released, and read again."""
        await asyncio.sleep(self.rest_s(door))
        self._rests.begin(door)
        try:
            return await self._pulse(door)
        finally:
            self._rests.end(door)

    async def _pulse(self, door: Door) -> Opening:
        before = await self._cabinet.look()
        pulse_ms, began_s = self._machine.pulse_ms_of(door), time.monotonic()
        answer = await self._cabinet.pulse(door.wire, pulse_ms)
        trouble = str(answer) if isinstance(answer, Trouble) else ""
        if isinstance(answer, Trouble) and not answer.sent:
            return Opening(before, (), Coil.UNREAD, None, trouble)
        watch = _Watch(self._cabinet, before, began_s)
        # From the board's word on: before it the pulse may not have begun.
        await watch.until(time.monotonic() + pulse_ms / 1000 + COIL_AFTER_S)
        coil, hindered = await self._coil(door.wire)
        trouble = trouble or hindered
        proved_off = not (hindered or coil is Coil.ON) or await self._is_released(door.wire)
        if coil is not Coil.ON and proved_off:
            confirm_s = self._machine.lock_of(door).confirm_ms / 1000
            await watch.until(began_s + confirm_s, lambda: bool(watch.changed))
        return Opening(before, watch.changed, coil, watch.first_ms, trouble, proved_off)

    async def shut(self, opening: Opening, limit_s: float) -> int | None:
        """Wait until every changed input is as it was; the milliseconds that took, or None when it did not happen."""
        began_s = time.monotonic()
        while time.monotonic() < began_s + limit_s:
            if is_as_before(await self._cabinet.look(), opening.changed):
                return round((time.monotonic() - began_s) * 1000)
            await asyncio.sleep(BREATH_S)
        return None

    async def stays_shut(self, opening: Opening) -> bool:
        """Whether the door is shut all through a moment: a welded relay frees the latch again at once."""
        end_s = time.monotonic() + STILL_S
        while time.monotonic() < end_s:
            if not is_as_before(await self._cabinet.look(), opening.changed):
                return False
            await asyncio.sleep(BREATH_S)
        return True

    async def _coil(self, wire: Place) -> tuple[Coil, str]:
        """What the board says of the relay, and what hindered it where it can tell."""
        coils = await self._cabinet.coils(wire.board)
        if not isinstance(coils, tuple):
            return Coil.UNREAD, str(coils or "")
        return Coil.ON if coils[wire.number - 1] else Coil.OFF, ""

    async def _is_released(self, wire: Place) -> bool:
        """Tell the board to let go, and believe only what it then says of its coil."""
        await self._cabinet.release(wire.board)
        coils = await self._cabinet.coils(wire.board)
        return isinstance(coils, tuple) and not any(coils)


class _Watch:
    """Looks again and again. An input that was once seen changed stays noted, though a hand is quick to shut."""

    def __init__(self, cabinet: Cabinet, before: Levels, began_s: float) -> None:
        self._cabinet = cabinet
        self._before = before
        self._began_s = began_s
        self._seen: dict[Place, Changed] = {}
        self.first_ms: int | None = None

    @property
    def changed(self) -> tuple[Changed, ...]:
        return tuple(self._seen[place] for place in sorted(self._seen))

    async def until(self, end_s: float, enough: Callable[[], bool] = lambda: False) -> None:
        while time.monotonic() < end_s and not enough():
            after = await self._cabinet.look()
            now_ms = round((time.monotonic() - self._began_s) * 1000)
            for changed in changed_between(self._before, after):
                self._seen.setdefault(changed.place, changed)
                self.first_ms = now_ms if self.first_ms is None else self.first_ms
            await asyncio.sleep(BREATH_S)


def is_as_before(now: Mapping[Place, bool], changed: Sequence[Changed]) -> bool:
    """Whether every changed input can be read and has its bit of before."""
    return all(one.place in now and int(now[one.place]) == one.shut_is for one in changed)
