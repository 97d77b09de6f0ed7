"""The technician at the glass: what ``drivers/probe`` says is shown, what it asks is answered by touch."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from kiosk.flows.effects import Compose, Effect
from kiosk.flows.inputs import Input, Paper, Touched
from kiosk.installation.sheet import Asked, Counted, Named, Now, Over, Pointed, Said, Sheet, step
from locker.contract.ids import CompartmentId

NAME = "who"
KEYS = {"backspace": "key.delete", "enter": "ok"}
"""What a keyboard's keys are called on the glass; others are their own sign."""


class GlassTechnician:
    """A ``drivers.probe.technician.Technician``. ``changed`` is told after each change of ``sheet``.

    ``compose`` is asked what letters may mean in Chinese; its answer comes back through :meth:`feed`.
    """

    def __init__(
        self, sheet: Sheet, changed: Callable[[], None], clock_ms: Callable[[], int], compose: Callable[[Compose], None]
    ) -> None:
        self.sheet = sheet
        self._changed, self._clock_ms, self._compose = changed, clock_ms, compose
        self._waiting: asyncio.Future[str] | None = None

    def say(self, what: str, **values: object) -> None:
        """One line more."""
        self._show(self.sheet.told(Said(what, values)))

    async def ask(self, what: str, choices: Sequence[str], **values: object) -> str:
        """Until one of the buttons is touched."""
        said = Said(what, values)
        return await self._answer(Asked(said, tuple(choices)), said.door)

    async def write(self, what: str, **_values: object) -> str:
        """A name or number typed; or a door, shown on the cabinet's front."""
        return await self._answer(Named() if what == NAME else Pointed())

    def progress(self, done: int, of: int) -> bool:
        """A bar, with a button that ends it."""
        self._show(self.sheet.counts(done, of))
        return not (isinstance(self.sheet.now, Counted) and self.sheet.now.ending)

    def found(self, doors: Mapping[CompartmentId, str]) -> None:
        """What the report says of the doors, now that the mapping may be another."""
        self._show(replace(self.sheet, found=doors))

    async def ends(self, over: Over, printed: Callable[[], Awaitable[Paper]]) -> str:
        """What shall come after the check: ``finish``, ``go_on`` or ``anew``; ``printed`` prints the report."""
        while (answer := await self._answer(over)) == "print":
            over = replace(over, printing=False, paper=await printed())
        return answer

    def touched(self, control: str | None) -> None:
        """A finger came down."""
        if control:
            self.feed(Touched(control))

    def key(self, name: str) -> None:
        """A key of a keyboard: for typing; no question is answered by what it is called."""
        self.feed(Touched(KEYS.get(name, f"key.{name}")))

    def feed(self, what: Input) -> None:
        """One input, what it changes, and what it answers."""
        after, effects = step(self.sheet, what, self._clock_ms())
        self._show(after)
        self._carry_out(effects)
        if after.answer is not None and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(after.answer)

    async def _answer(self, now: Now, door: CompartmentId | None = None) -> str:
        self._waiting = asyncio.get_running_loop().create_future()
        self._show(self.sheet.asks(now, self._clock_ms(), door))
        return await self._waiting

    def _carry_out(self, effects: Sequence[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Compose):
                self._compose(effect)

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._changed()
