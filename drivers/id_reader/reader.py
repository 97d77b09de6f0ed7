"""The reader: looks for a card while somebody wants one, reads it once, and is found again when re-plugged.

Nothing that is on a card is logged or kept here.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from drivers.byte_port import BytePort, opened
from drivers.id_reader.card import TEXT_BYTES, IdCard, card_of
from drivers.id_reader.frames import FIND, READ, SELECT, Garbled, Reply, ReplyParser
from drivers.trouble import Cause, Trouble

PAUSES_S = (0.2, 0.5, 1.0, 2.0, 5.0)
LOOK_EVERY_S = 0.3
REPLY_S = 0.6
READ_S = 4.0
TRIES = 3
"""A card that slides into its place is found before it can be read."""

_FOUND, _DONE = 0x9F, 0x90
_LENGTHS = (TEXT_BYTES).to_bytes(2, "big")

log = logging.getLogger(__name__)


class IdReader:
    """One reader. ``on_card`` once for each time a card is laid down; ``on_trouble`` once for each trouble.

    Trouble: ``PORT_GONE`` or ``NO_REPLY`` of the reader; ``REFUSED`` or ``GARBLED``: the card must be laid down anew.
    """

    def __init__(
        self,
        port: str,
        on_card: Callable[[IdCard], None],
        on_trouble: Callable[[Trouble], None],
        *,
        baud: int = 115200,
        pauses_s: tuple[float, ...] = PAUSES_S,
        look_every_s: float = LOOK_EVERY_S,
        reply_s: float = REPLY_S,
        read_s: float = READ_S,
    ) -> None:
        self._port = port
        self._on_card = on_card
        self._on_trouble = on_trouble
        self._baud = baud
        self._pauses_s = pauses_s
        self._look_every_s = look_every_s
        self._reply_s = reply_s
        self._read_s = read_s
        self._looking = asyncio.Event()
        self._begun = asyncio.Event()
        self._told: Cause | None = None
        self._failures = 0
        self._was_read = False
        self._seen_empty = False

    @property
    def laid_now(self) -> bool:
        """Nothing lay there at some time since somebody began to look: what lies there now was laid down since."""
        return self._seen_empty

    def look(self, on: bool) -> None:
        """Look for cards, or stop. What stands in the way is told each time somebody begins to look."""
        if on and not self._looking.is_set():
            self._told, self._failures, self._seen_empty = None, 0, False
            self._looking.set()
            self._begun.set()
        elif not on:
            self._looking.clear()

    async def run(self) -> None:
        """Serve until cancelled."""
        tries = 0
        while True:
            await self._looking.wait()
            try:
                with opened(self._port, self._baud) as port:
                    tries = 0
                    await self._serve(port)
            except OSError as error:
                self._tell(Trouble("id_reader", Cause.PORT_GONE, str(error)))
            await self._pause(self._pauses_s[min(tries, len(self._pauses_s) - 1)])
            tries += 1

    async def _pause(self, pause_s: float) -> None:
        """Shorter when somebody begins to look: they are not to wait for the news that there is no reader."""
        self._begun.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(pause_s):
                await self._begun.wait()

    async def _serve(self, port: BytePort) -> None:
        """While somebody looks. :raises OSError: as the port goes."""
        while self._looking.is_set():
            await self._once(port)
            await asyncio.sleep(self._look_every_s)

    async def _once(self, port: BytePort) -> None:
        found = await self._ask(port, FIND, self._reply_s)
        if isinstance(found, Trouble):
            self._failed(found)
        elif found.status != _FOUND:
            self._was_read, self._told, self._failures, self._seen_empty = False, None, 0, True
        elif not self._was_read:
            await self._card(port)

    async def _card(self, port: BytePort) -> None:
        """A card lies there and was not read yet."""
        selected = await self._ask(port, SELECT, self._reply_s)
        if (trouble := _refused(selected)) is not None:
            self._failed(trouble)
            return
        text = await self._ask(port, READ, self._read_s)
        if isinstance(text, Trouble):
            # The module has given the card away and finds it no more: it must be laid down anew, so say so at once.
            self._tell(text)
        elif (trouble := _refused(text)) is not None:
            self._failed(trouble)
        else:
            self._take(text)

    def _take(self, text: Reply) -> None:
        self._was_read = True
        card = card_of(text.data[4:]) if text.data[:2] == _LENGTHS else None
        if card is None:
            self._tell(Trouble("id_reader", Cause.GARBLED, "no such fields"))
        elif self._looking.is_set():
            self._told, self._failures = None, 0
            self._on_card(card)

    async def _ask(self, port: BytePort, request: bytes, limit_s: float) -> Reply | Trouble:
        port.forget_input()
        await port.write(request, limit_s)
        parser = ReplyParser()
        loop = asyncio.get_running_loop()
        until_s = loop.time() + limit_s
        while (left_s := until_s - loop.time()) > 0:
            reply = parser.feed(await port.read(left_s))
            if isinstance(reply, Garbled):
                return Trouble("id_reader", Cause.GARBLED, reply.why, sent=True)
            if reply is not None:
                return reply
        return Trouble("id_reader", Cause.NO_REPLY, sent=True)

    def _failed(self, trouble: Trouble) -> None:
        self._failures += 1
        if self._failures >= TRIES:
            self._tell(trouble)

    def _tell(self, trouble: Trouble) -> None:
        if not self._looking.is_set() or trouble.cause == self._told:
            return
        self._told = trouble.cause
        log.info("%s", trouble)
        self._on_trouble(trouble)


def _refused(reply: Reply | Trouble) -> Trouble | None:
    if isinstance(reply, Trouble):
        return reply
    return None if reply.status == _DONE else Trouble("id_reader", Cause.REFUSED, f"status {reply.status:02X}")
