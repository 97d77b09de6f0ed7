"""The hall as the kiosk sees it: keeps books, acknowledges what it holds, sends commands. A real client."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiomqtt
import msgspec
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from locker.contract.codec import GENESIS_HASH, decode_entry
from locker.contract.events import Entry
from locker.contract.topics import LogAck
from tests.locker.uplink.bench import HALL_AT_MS, topics
from tests.real.broker import Broker
from tests.real.wait import ended


def client(broker: Broker, user: str, port: int = 0, **more: Any) -> aiomqtt.Client:
    """Log in as ``user``."""
    return aiomqtt.Client(
        broker.host,
        port or broker.port,
        username=user,
        password=broker.passwords[user],
        protocol=aiomqtt.ProtocolVersion.V5,
        **more,
    )


class Hall:
    """Its books outlive its connections. ``deaf_to``: seqs lost once on the way in; ``mute``: its answers are lost."""

    def __init__(self, broker: Broker) -> None:
        self.books: list[Entry] = []
        self.received = 0
        self.deaf_to: set[int] = set()
        self.mute = False
        self._broker = broker
        self._client = client(broker, "hall")

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["Hall"]:
        """Subscribe and keep the books until the block ends, as often as wanted."""
        self._client = client(self._broker, "hall", identifier="hall", clean_start=True)
        async with self._client:
            await self._client.subscribe("hall/v1/+/+/log", qos=1)
            keeping = asyncio.create_task(self._keep_books())
            try:
                yield self
            finally:
                await ended(keeping)

    async def _keep_books(self) -> None:
        async for message in self._client.messages:
            assert isinstance(message.payload, bytes)
            self._note(decode_entry(message.payload))
            if not self.mute and len(self._client.messages) == 0:
                await self.acknowledge()

    def _note(self, entry: Entry) -> None:
        self.received += 1
        if entry.seq in self.deaf_to:
            self.deaf_to.discard(entry.seq)
        elif entry.seq == len(self.books) + 1:
            self.books.append(entry)

    async def acknowledge(self) -> None:
        """Say up to where the books are kept."""
        last = self.books[-1].hash if self.books else GENESIS_HASH
        await self.say(LogAck(seq=len(self.books), hash=last, hall_at_ms=HALL_AT_MS))

    async def say(self, ack: LogAck | bytes, retain: bool = False) -> None:
        payload = ack if isinstance(ack, bytes) else msgspec.json.encode(ack)
        await self._client.publish(topics().log_ack, payload, qos=1, retain=retain)

    async def command(self, verb: str, token: bytes, correlation: bytes = b"7", retain: bool = False) -> None:
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.CorrelationData = correlation
        topic = topics().command.replace("+", verb)
        await self._client.publish(topic, token, qos=1, retain=retain, properties=properties)


class Onlooker:
    """Somebody who only listens: the last message of each topic, and how many there were."""

    def __init__(self) -> None:
        self.last: dict[str, aiomqtt.Message] = {}
        self.count = 0

    def json(self, topic: str) -> Any:
        message = self.last.get(topic)
        return msgspec.json.decode(message.payload) if message else None

    async def _listen(self, messages: AsyncIterator[aiomqtt.Message]) -> None:
        async for message in messages:
            self.last[str(message.topic)] = message
            self.count += 1


@contextlib.asynccontextmanager
async def onlooker(broker: Broker, user: str = "observer", *filters: str) -> AsyncIterator[Onlooker]:
    """Listen to ``filters`` (everything by default) as ``user``."""
    seen = Onlooker()
    async with client(broker, user) as listener:
        for topic in filters or ("hall/v1/#", "homeassistant/#"):
            await listener.subscribe(topic, qos=1)
        listening = asyncio.create_task(seen._listen(listener.messages))
        try:
            yield seen
        finally:
            await ended(listening)
