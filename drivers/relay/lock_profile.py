"""How a lock-control board speaks that is no Modbus board: its forms, as the ``[frames]`` table of a profile tells."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from drivers.relay.forms import Checksum, Form

HexByte = Annotated[str, Meta(pattern=r"^[0-9A-F]{2}\Z")]
FormText = Annotated[str, Meta(min_length=2, max_length=200)]


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A TOML table in which every key is known."""


class Door(Table, frozen=True, kw_only=True):
    """What a ``door`` byte says as an input's bit. Any other is no reading. Which bit is shut, the machine says.

    ``doubtful``: by these the board says that it cannot tell.
    """

    one: Annotated[list[HexByte], Meta(min_length=1)]
    zero: Annotated[list[HexByte], Meta(min_length=1)]
    doubtful: list[HexByte] = []

    @property
    def bits(self) -> dict[str, bool | None]:
        """The bit by what the byte says; None where it is doubtful."""
        told = ((self.one, True), (self.zero, False), (self.doubtful, None))
        return {says: bit for values, bit in told for says in values}


class Exchange(Table, frozen=True, kw_only=True):
    """A request and the form of its reply. A ``result`` byte is one of ``ok``, or of ``refused`` with its reason."""

    request: FormText
    reply: FormText
    ok: list[HexByte] = []
    refused: dict[HexByte, str] = {}


class Frames(Table, frozen=True, kw_only=True):
    """All forms of one board.

    ``lock_offset``: added to our channel (from 1) for the number on the wire. ``change``: what the board sends by
    itself when a door moved. ``never``: by name, what it would understand and must never be told.
    """

    checksum: Checksum
    lock_offset: Literal[-1, 0] = 0
    door: Door | None = None
    open: Exchange
    query: Exchange
    change: FormText | None = None
    never: dict[str, FormText]

    def fault(self, channels: int, inputs: int) -> str:
        """Why these forms cannot be trusted; empty when they can."""
        try:
            return self._fault(channels, inputs)
        except ValueError as error:
            return f"frames: {error}"

    def form(self, text: str) -> Form:
        """``text`` with this board's checksum."""
        return Form(text, self.checksum)

    def forbidden(self, frame: bytes) -> str:
        """The name of what must never be told that ``frame`` tells; empty when it is none of them."""
        return next((name for name, text in self.never.items() if self.form(text).read(frame) is not None), "")

    def _fault(self, channels: int, inputs: int) -> str:
        for name, exchange in (("open", self.open), ("query", self.query)):
            if not self.form(exchange.request).askable:
                return f"frames.{name}.request has a word that only a board can fill in"
            if self.form(exchange.reply).mentions("result") != bool(exchange.ok):
                return f"frames.{name}: result in the reply and the values of ok go together"
        if channels > 1 and not self.form(self.open.request).names_lock:
            return "frames.open.request names no lock, but there are several"
        return self._reading_fault(inputs) or self._danger(channels)

    def _reading_fault(self, inputs: int) -> str:
        reply = self.form(self.query.reply)
        told = {first + bit for _, first in reply.masks() for bit in range(8)}
        changes = [] if self.change is None else [self.form(self.change)]
        if any(form.mentions("door") for form in (reply, *changes)) and self.door is None:
            return "frames.door is missing: what a door byte says"
        if any(not (form.names_lock and form.mentions("door")) for form in changes):
            return "frames.change must name a lock and its door"
        if any(not form.mentions("check") for form in changes):
            return "frames.change must have a check: what nobody asked for cannot be asked again"
        if reply.mentions("door"):
            return (
                "" if self.form(self.query.request).names_lock else "frames.query asks for one door, but names no lock"
            )
        return "" if told >= set(range(1, inputs + 1)) else "frames.query.reply does not tell every input"

    def _danger(self, channels: int) -> str:
        opening = self.form(self.open.request)
        for channel in range(1, channels + 1):
            if name := self.forbidden(opening.made(1, channel + self.lock_offset)):
                return f"frames.open.request for channel {channel} would {name}, which must never be told"
        return ""
