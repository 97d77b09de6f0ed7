"""The technician at a terminal: one key answers; without a terminal, one character of the input each."""

import asyncio
import contextlib
import os
import sys
import termios
import tty
from collections.abc import Callable, Iterator, Sequence

from drivers.probe.technician import GO_ON, NOTHING, QUIT
from drivers.probe.words import Words

BAR_CHARACTERS = 30
ENTER = ("\n", "\r")
LINE_CHARACTERS_MAX = 60
Write = Callable[[str], object]


class Terminal:
    """Asks on ``out`` and reads keys from the descriptor ``keys``. The end of the input is as QUIT."""

    def __init__(self, words: Words, keys: int = 0, out: Write = sys.stdout.write) -> None:
        self._words, self._keys, self._out = words, keys, out
        self._told = -1

    def say(self, what: str, **values: object) -> None:
        """One text on a line of its own."""
        self.line(self._words.say(what, **values))

    def line(self, text: str) -> None:
        """Any text."""
        self._out(text + "\n")
        sys.stdout.flush()

    async def ask(self, what: str, choices: Sequence[str], **values: object) -> str:
        """Until one of the keys is pressed."""
        self.say(what, **values)
        self.line(self._menu(what, choices, values))
        while True:
            key = await self._key()
            if key in ENTER:
                return choices[0]
            if key in (*choices, QUIT):
                return key
            self.say("again")

    async def write(self, what: str, **values: object) -> str:
        """Characters until Enter."""
        self._out(self._words.say(what, **values))
        sys.stdout.flush()
        data = b""
        while len(data) < 4 * LINE_CHARACTERS_MAX:
            byte = await self._byte(by_key=False)
            if byte in (b"", b"\n", b"\r"):
                break
            data += byte
        return data.decode("utf-8", "replace")[:LINE_CHARACTERS_MAX].strip()

    def progress(self, done: int, of: int) -> bool:
        """A bar that fills; Ctrl-C ends it."""
        full = BAR_CHARACTERS * done // max(of, 1)
        if full != self._told:
            self._told = full if done < of else -1
            bar = "#" * full + "." * (BAR_CHARACTERS - full)
            self._out(f"\r{self._words.say('progress')} [{bar}] {done}/{of}" + ("\n" if done >= of else ""))
            sys.stdout.flush()
        return True

    def _menu(self, what: str, choices: Sequence[str], values: dict[str, object]) -> str:
        enter = self._words.say("key.enter")
        told = [f"[{key}] {self._words.say(f'{what}.{key}', **values)}" for key in choices]
        told[0] = told[0].replace("]", f"/{enter}]", 1)
        return "  ".join([*told, f"[{QUIT}] {self._words.say('key.q')}"])

    async def _key(self) -> str:
        byte = await self._byte(by_key=True)
        return byte.decode("ascii", "replace").lower() if byte else QUIT

    async def _byte(self, *, by_key: bool) -> bytes:
        with _one_key_at_a_time(self._keys) if by_key else contextlib.nullcontext():
            await self._readable()
            return os.read(self._keys, 1)

    async def _readable(self) -> None:
        # No thread reads here: one that waits for a key would keep the program from ending at Ctrl-C.
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        try:
            loop.add_reader(self._keys, told.set)
        except PermissionError:
            return  # a file, which is always ready
        try:
            await told.wait()
        finally:
            loop.remove_reader(self._keys)


class Believer:
    """Nobody stands there: the sensors are believed, nothing is written into the machine's file.

    Two swapped sensors look like two swapped locks to who sees neither door.
    """

    def __init__(self, terminal: Terminal, who: str) -> None:
        self._terminal = terminal
        self._who = who

    def say(self, what: str, **values: object) -> None:
        """As at the terminal."""
        self._terminal.say(what, **values)

    async def ask(self, what: str, choices: Sequence[str], **values: object) -> str:
        """What may be said without eyes."""
        self._terminal.say(what, **values)
        if what == "opened" and values.get("changed") != NOTHING:
            return GO_ON
        return {"boards.wrong": QUIT, "relay.on.ask": QUIT, "mapping.write": "n"}.get(what, choices[0])

    async def write(self, what: str, **_values: object) -> str:
        """A name where one is asked for."""
        return self._who if what == "who" else ""

    def progress(self, done: int, of: int) -> bool:
        """As at the terminal."""
        return self._terminal.progress(done, of)


@contextlib.contextmanager
def _one_key_at_a_time(keys: int) -> Iterator[None]:
    if not os.isatty(keys):
        yield
        return
    before = termios.tcgetattr(keys)
    tty.setcbreak(keys)
    try:
        yield
    finally:
        termios.tcsetattr(keys, termios.TCSADRAIN, before)
