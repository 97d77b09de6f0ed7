"""Telling a scanner that types like a keyboard from a person who does, by its haste."""

from dataclasses import dataclass, field

from kiosk.flows.inputs import Key, Scanned

HASTE_MS = 40
SCAN_CHARS_MIN = 6
BURST_CHARS_MAX = 512

Out = Key | Scanned


@dataclass(slots=True)
class Keystrokes:
    """Digits go through at once. A burst that has other signs in it is held back for :data:`HASTE_MS`.

    A held burst that ends with Enter is one :class:`Scanned`; one that stops is given back as keys.
    """

    burst: str = field(default="", repr=False)
    held: str = field(default="", repr=False)
    last_ms: int = 0

    def feed(self, name: str, at_ms: int) -> list[Out]:
        """One key; what is to be passed on now."""
        out = self.flush(at_ms)
        if len(name) == 1:
            return out + self._sign(name, at_ms)
        if name == "enter" and self._scanned():
            text = self.burst
            self._end()
            return [*out, Scanned(text)]
        out += self._release()
        return [*out, Key(name)]

    def flush(self, at_ms: int) -> list[Out]:
        """Give back what was held when its burst has stopped; to be called :data:`HASTE_MS` after a held key."""
        return self._release() if at_ms - self.last_ms > HASTE_MS else []

    def _sign(self, sign: str, at_ms: int) -> list[Out]:
        self.burst = (self.burst + sign)[:BURST_CHARS_MAX]
        self.last_ms = at_ms
        if self.held or not sign.isdigit():
            self.held = (self.held + sign)[:BURST_CHARS_MAX]
            return []
        return [Key(sign)]

    def _scanned(self) -> bool:
        return bool(self.held) and len(self.burst) >= SCAN_CHARS_MIN

    def _release(self) -> list[Out]:
        held: list[Out] = [Key(sign) for sign in self.held]
        self._end()
        return held

    def _end(self) -> None:
        self.burst = self.held = ""
