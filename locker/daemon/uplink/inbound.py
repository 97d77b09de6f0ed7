"""What the hall sends: acknowledgements and signed commands. Anything else is dropped and counted."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

import msgspec

from locker.contract.topics import CommandAnswer, LogAck, Topics
from locker.daemon.uplink.drops import Drops
from locker.daemon.uplink.link import Inbound

ACK_BYTES_MAX = 512
COMMAND_BYTES_MAX = 4096
CORRELATION_BYTES_MAX = 256
COMMANDS_WAITING_MAX = 8
ANSWERS_WAITING_MAX = 64

_VERB = re.compile(r"[a-z_]{1,32}")


class _Ack(LogAck, frozen=True, kw_only=True):
    # The same words with limits, for bytes that come from outside.
    seq: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
    hash: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    hall_at_ms: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


_ack = msgspec.json.Decoder(_Ack)


@dataclass(frozen=True)
class CommandMessage:
    """A command as it came: ``token`` of at most ``COMMAND_BYTES_MAX`` bytes, the verb of its topic, the broker's
    retained flag. Nothing of it is verified; see :func:`locker.daemon.commands.verify`.
    """

    token: bytes
    verb: str
    retained: bool
    correlation: bytes | None


@dataclass(frozen=True)
class CommandReply:
    """An answer on its way back, with the question's correlation data."""

    answer: CommandAnswer
    correlation: bytes | None


class Inbox:
    """Sorts what comes in. Commands are answered one after the other, apart from the connection they came by:
    a door that has been ordered is seen through when the connection breaks meanwhile.
    """

    def __init__(
        self,
        topics: Topics,
        on_ack: Callable[[LogAck], None],
        commands: Callable[[CommandMessage], Awaitable[CommandAnswer]],
        drops: Drops,
    ) -> None:
        self.replies: asyncio.Queue[CommandReply] = asyncio.Queue(ANSWERS_WAITING_MAX)
        self._topics = topics
        self._command_prefix = topics.command.removesuffix("+")
        self._on_ack = on_ack
        self._commands = commands
        self._waiting: asyncio.Queue[CommandMessage] = asyncio.Queue(COMMANDS_WAITING_MAX)
        self._drops = drops

    async def receive(self, inbound: "asyncio.Queue[Inbound]") -> None:
        """Take messages in as they come, until cancelled."""
        while True:
            self.take(await inbound.get())

    def take(self, message: Inbound) -> None:
        """Sort one message."""
        if message.topic == self._topics.log_ack:
            self._take_ack(message)
        elif message.topic.startswith(self._command_prefix):
            self._take_command(message)
        else:
            self._drops.add("topic is none of ours")

    async def answer_commands(self) -> None:
        """Answer what waits, for ever."""
        while True:
            message = await self._waiting.get()
            answer = await self._commands(message)
            if self.replies.full():
                self.replies.get_nowait()
                self._drops.add("answer nobody fetched")
            self.replies.put_nowait(CommandReply(answer, message.correlation))

    def _take_ack(self, message: Inbound) -> None:
        if message.retained or len(message.payload) > ACK_BYTES_MAX:
            self._drops.add("acknowledgement retained or too long")
            return
        try:
            ack = _ack.decode(message.payload)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._drops.add("acknowledgement malformed")
            return
        self._on_ack(ack)

    def _take_command(self, message: Inbound) -> None:
        verb = message.topic.removeprefix(self._command_prefix)
        if len(message.payload) > COMMAND_BYTES_MAX or not _VERB.fullmatch(verb):
            self._drops.add("command malformed")
        elif self._waiting.full():
            self._drops.add("too many commands")
        else:
            correlation = (message.correlation or b"")[:CORRELATION_BYTES_MAX] or None
            self._waiting.put_nowait(CommandMessage(message.payload, verb, message.retained, correlation))
