"""Holds the model; feeds it inputs, carries out its effects, shows its scene."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from intake.clock.day import CHINA
from kiosk.flows import Answered, Effect, Input, Model, Scanned, Seal, Sealed, Send, Tick, Touched, step
from kiosk.flows.effects import KeepWalk, PrintWalk
from kiosk.flows.inputs import Dragged
from kiosk.flows.states import Home, Sorry
from kiosk.flows.visit import Visit
from kiosk.keystrokes import HASTE_MS, Keystrokes
from kiosk.running import Running
from kiosk.scene import Scene
from kiosk.screens import scene
from kiosk.sealing import Sealer, masked
from kiosk.texts import Texts
from locker.client import NoAnswer
from locker.contract.answers import AnyAnswer
from locker.contract.requests import AnyRequest

log = logging.getLogger(__name__)

Ask = Callable[[AnyRequest], Awaitable[AnyAnswer | NoAnswer]]


class Pane(Protocol):
    """What shows scenes: the glass, or a test's."""

    width: int
    height: int

    def show(self, scene: Scene) -> None:
        """Show it soon."""


class Acts(Protocol):
    """What carries out the effects of people who apply (``kiosk.acts``)."""

    def carry_out(self, effect: Effect) -> None:
        """Begin it; the outcome is fed later."""

    def leave(self) -> None:
        """The person has gone: what was begun for them is not heard any more."""

    def wipe(self, visit: Visit | None) -> None:
        """Forget all that is not of ``visit``, which has just begun."""


class NoActs:
    """A kiosk where nobody can apply."""

    def carry_out(self, effect: Effect) -> None:
        """No flow asks."""

    def leave(self) -> None:
        """Nothing was begun."""

    def wipe(self, visit: Visit | None) -> None:
        """Nothing is held."""


class Notebook(Protocol):
    """What keeps and prints the installation check (``kiosk.notebook``)."""

    def carry_out(self, effect: KeepWalk | PrintWalk) -> None:
        """Begin it; the outcome is fed later."""


class NoNotebook:
    """A kiosk that keeps nothing."""

    def carry_out(self, effect: KeepWalk | PrintWalk) -> None:
        """It is forgotten with the process."""


def monotonic_ms() -> int:
    """The flows' clock."""
    return time.monotonic_ns() // 1_000_000


class Shell:
    """The one place where the kiosk's state lives. Any exception here is a bug and ends the process.

    ``acts`` carries out what people who apply want; ``clock`` tells monotonic milliseconds.
    """

    def __init__(
        self,
        model: Model,
        texts: Mapping[str, Texts],
        pane: Pane,
        seal: Sealer,
        ask: Ask,
        clock: Callable[[], int] = monotonic_ms,
    ) -> None:
        self.model = model
        self._texts = texts
        self._pane = pane
        self._seal = seal
        self._ask = ask
        self._clock = clock
        self._shown: Scene | None = None
        self._asking = Running(self.fail)
        self._keys = Keystrokes()
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.failure: BaseException | None = None
        self.acts: Acts = NoActs()
        self.notebook: Notebook = NoNotebook()

    def feed(self, what: Input) -> None:
        """One input, its effects, the new scene; and nothing of a person who has gone."""
        before = self.model
        self.model, effects = step(before, what, self._clock())
        gone = _gone(before, self.model)
        if gone:
            self.acts.leave()
        for effect in effects:
            self._carry_out(effect)
        if gone:
            self.acts.wipe(self.model.visit)
        if self.model.screen.name != before.screen.name:
            log.info("screen: %s", self.model.screen.name)
        self.refresh()

    def touched(self, control: str | None, apart_ms: int | None = None) -> None:
        """A finger came down, so long after the touch before; None: as long as it is since we heard of that."""
        self.feed(Touched(control, apart_ms))

    def dragged(self, control: str, x: float, y: float, up: bool) -> None:
        """A finger draws on a control."""
        self.feed(Dragged(control, x, y, up))

    def key(self, name: str) -> None:
        """A key of a keyboard, or of a scanner that is one."""
        for what in self._keys.feed(name, self._clock()):
            self.feed(what)
        if self._keys.held:
            asyncio.get_running_loop().call_later((HASTE_MS + 5) / 1000, self._flush_keys)

    def scanned(self, text: str) -> None:
        """The scanner read a text."""
        self.feed(Scanned(text))

    def refresh(self) -> None:
        """Show the model, if it looks different."""
        now = scene(self.model, self._texts, self._pane.width, self._pane.height)
        if now != self._shown:
            self._shown = now
            self._pane.show(now)

    def apologise(self) -> None:
        """Show that we failed."""
        self.model = replace(self.model, help_until_ms=0, dimmed=False).show(Sorry())
        self.refresh()

    def close(self) -> None:
        """The window was closed, or the process was told to end."""
        if not self.over.done():
            self.over.set_result(None)

    def fail(self, error: BaseException | None) -> None:
        """A bug showed in a callback or a task: end."""
        self.failure = self.failure or error
        if error is not None:
            self.close()

    async def tick(self, every_s: float = 1.0) -> None:
        """Feed time until cancelled."""
        while True:
            self._flush_keys()
            self.feed(Tick(datetime.now(CHINA)))
            await asyncio.sleep(every_s)

    def _flush_keys(self) -> None:
        for what in self._keys.flush(self._clock()):
            self.feed(what)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Send(request=request):
                # Asked here, not in the task: a door's order is on its way before the next screen is made.
                self._asking.begin(self._hear(request, self._ask(request)))
            case Seal(phone=phone):
                asyncio.get_running_loop().call_soon(self.feed, Sealed(self._seal(phone), masked(phone)))
            case KeepWalk() | PrintWalk():
                self.notebook.carry_out(effect)
            case _:
                self.acts.carry_out(effect)

    async def _hear(self, request: AnyRequest, answer: Awaitable[AnyAnswer | NoAnswer]) -> None:
        self.feed(Answered(request.id, await answer))


def _gone(before: Model, after: Model) -> bool:
    """Whether whoever stood here has gone: another visit or none, or home again."""
    home = isinstance(after.screen, Home) and not isinstance(before.screen, Home)
    return home or (before.visit and before.visit.id) != (after.visit and after.visit.id)
