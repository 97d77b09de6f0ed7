"""One MQTT 5 connection to the broker, driven by the asyncio loop. The only file of lockerd that imports paho.

A link is used for one connection and thrown away, so nothing queued in the client outlives it: what was not
acknowledged by the hall is read from the ledger again. paho directly rather than aiomqtt, because aiomqtt hides the
reason in a PUBACK, and a topic refused by the broker's ACL is told nowhere else (HARDWARE 6.5).
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from locker.daemon.uplink.drops import Drops
from locker.daemon.uplink.settings import UplinkSettings

log = logging.getLogger(__name__)

INBOUND_BYTES_MAX = 16_384
INBOUND_WAITING_MAX = 256
REFUSED_FROM = 0x80
CLOSE_S_MAX = 2.0


@dataclass(frozen=True)
class Inbound:
    """A message from the broker: at most ``INBOUND_BYTES_MAX`` bytes, the rest is the sender's word."""

    topic: str
    payload: bytes
    retained: bool
    correlation: bytes | None = None


@dataclass(frozen=True)
class LinkTrouble:
    """Why there is no connection, or no longer one."""

    cause: str


@dataclass(frozen=True)
class Will:
    """What the broker says, retained, when this connection is lost and does not come back in time."""

    topic: str
    payload: bytes


class Link:
    """An open connection. ``closed`` is done once it is lost, with why; publishing to a lost link does nothing."""

    def __init__(self, client: mqtt.Client, settings: UplinkSettings, drops: Drops) -> None:
        self.closed: asyncio.Future[LinkTrouble] = asyncio.get_running_loop().create_future()
        self.inbound: asyncio.Queue[Inbound] = asyncio.Queue(INBOUND_WAITING_MAX)
        self.drops = drops
        self._client = client
        self._settings = settings
        self._accepted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._unconfirmed: dict[int, str] = {}
        self._refused: set[str] = set()

    async def open(self) -> LinkTrouble | None:
        """Connect and log in. None when the broker accepted, else why not."""
        trouble = await self._dial()
        if trouble is None:
            self._join_loop()
            await asyncio.wait(
                (self._accepted, self.closed),
                timeout=self._settings.connect_s_max,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if self.closed.done() or not self._accepted.done():
                self._ended("no answer to login")
                trouble = self.closed.result()
                self._let_go()
        return trouble

    def subscribe(self, topics: list[str]) -> None:
        """Hear these topics with QoS 1. Retained messages keep their flag, so that they can be refused."""
        options = SubscribeOptions(qos=1, retainAsPublished=False)
        self._client.subscribe([(topic, options) for topic in topics])

    def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Hand a message to the broker; a refusal by its ACL is logged once a topic."""
        self._send(topic, payload, qos, retain, None)

    def reply(self, topic: str, payload: bytes, correlation: bytes | None) -> None:
        """Publish an answer with the question's correlation data."""
        properties = _properties(PacketTypes.PUBLISH)
        if correlation is not None:
            properties.CorrelationData = correlation
        self._send(topic, payload, 1, False, properties)

    def _send(self, topic: str, payload: bytes, qos: int, retain: bool, properties: Properties | None) -> None:
        if not self.closed.done():
            info = self._client.publish(topic, payload, qos, retain, properties)
            if qos:
                self._unconfirmed[info.mid] = topic

    async def close(self) -> None:
        """Say goodbye (the will is not sent) and let go of the socket."""
        if not self.closed.done():
            self._client.disconnect()
            await asyncio.wait((self.closed,), timeout=CLOSE_S_MAX)
            self._ended("closed")
        self._let_go()

    # the connection

    async def _dial(self) -> LinkTrouble | None:
        # Names are looked up and TLS is shaken in a thread: both block, and doors must not wait for them.
        dialling = asyncio.ensure_future(asyncio.to_thread(self._dial_blocking))
        try:
            return await asyncio.shield(dialling)
        except asyncio.CancelledError:
            dialling.add_done_callback(lambda _: self._client.disconnect())
            raise

    def _dial_blocking(self) -> LinkTrouble | None:
        try:
            if self._settings.tls:
                self._client.tls_set_context(ssl.create_default_context(cafile=self._settings.ca_file))
            self._client.connect(
                self._settings.host,
                self._settings.port,
                self._settings.keepalive_s,
                clean_start=False,
                properties=_connect_properties(self._settings.session_s),
            )
        except (OSError, ValueError) as error:  # ValueError: a name that cannot be one
            return LinkTrouble(f"{type(error).__name__}: {error}")
        return None

    def _join_loop(self) -> None:
        client, loop = self._client, asyncio.get_running_loop()
        sock = client.socket()
        if sock is None:
            self._ended("closed while connecting")
            return
        if isinstance(sock, socket.socket):
            # paho leaves Nagle on: 40 ms for every pause in the flow
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        descriptor: int = sock.fileno()

        def _no_more_writes(*_: object) -> None:
            loop.remove_writer(descriptor)

        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        client.on_socket_register_write = lambda *_: loop.add_writer(descriptor, self._guarded, client.loop_write)
        client.on_socket_unregister_write = _no_more_writes
        client.on_socket_close = lambda *_: _leave(loop, descriptor)
        loop.add_reader(descriptor, self._guarded, self._read)
        if client.want_write():
            loop.add_writer(descriptor, self._guarded, client.loop_write)
        self._look_after(loop)

    def _read(self) -> None:
        self._client.loop_read()
        # TLS may hold decrypted bytes that no select() tells of.
        while isinstance(sock := self._client.socket(), ssl.SSLSocket) and sock.pending():
            self._client.loop_read()

    def _look_after(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self.closed.done():
            self._guarded(self._client.loop_misc)
            loop.call_later(max(self._settings.keepalive_s / 6, 0.1), self._look_after, loop)

    def _guarded(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Exception as error:  # whatever a broker's bytes did to the client ends this connection only
            log.exception("broker connection broken")
            self._ended(f"{type(error).__name__}: {error}")
            self._let_go()

    def _ended(self, cause: str) -> None:
        if not self.closed.done():
            self.closed.set_result(LinkTrouble(cause))

    def _let_go(self) -> None:
        if (sock := self._client.socket()) is not None:
            _leave(asyncio.get_running_loop(), sock.fileno())
            sock.close()

    # paho's callbacks, all in the loop's thread

    def _on_connect(
        self, _client: mqtt.Client, _data: Any, _flags: mqtt.ConnectFlags, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            self._ended(f"login refused: {reason}")
        elif not self._accepted.done():
            self._accepted.set_result(None)

    def _on_disconnect(
        self, _client: mqtt.Client, _data: Any, flags: Any, reason: ReasonCode, _properties: Any
    ) -> None:
        who = "broker" if flags.is_disconnect_packet_from_server else "connection"
        self._ended(f"{who}: {reason}")

    def _on_publish(self, _client: mqtt.Client, _data: Any, mid: int, reason: ReasonCode, _properties: Any) -> None:
        topic = self._unconfirmed.pop(mid, "")
        if reason.value >= REFUSED_FROM and topic not in self._refused:
            self._refused.add(topic)
            log.error("broker refused %s: %s (0x%02x)", topic, reason, reason.value)

    def _on_message(self, _client: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        try:
            correlation = getattr(message.properties, "CorrelationData", None)
            inbound = Inbound(message.topic, bytes(message.payload), message.retain, correlation)
            self.inbound.put_nowait(inbound)
        except UnicodeDecodeError:
            self.drops.add("topic is no text")
        except asyncio.QueueFull:
            self.drops.add("too many waiting")


async def open_link(settings: UplinkSettings, will: Will, drops: Drops) -> Link | LinkTrouble:
    """Connect, log in as ``settings.user`` and leave ``will`` with the broker."""
    link = Link(_client(settings, will), settings, drops)
    return await link.open() or link


def _client(settings: UplinkSettings, will: Will) -> mqtt.Client:
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=settings.user, protocol=mqtt.MQTTv5)
    client.max_inflight_messages_set(settings.unconfirmed)
    client.connect_timeout = settings.connect_s_max
    client.username_pw_set(settings.user, settings.password)
    properties = _properties(PacketTypes.WILLMESSAGE)
    properties.WillDelayInterval = settings.will_delay_s
    client.will_set(will.topic, will.payload, qos=1, retain=True, properties=properties)
    return client


def _connect_properties(session_s: int) -> Properties:
    properties = _properties(PacketTypes.CONNECT)
    properties.SessionExpiryInterval = session_s
    properties.MaximumPacketSize = INBOUND_BYTES_MAX
    properties.ReceiveMaximum = INBOUND_WAITING_MAX
    return properties


def _properties(packet: int) -> Properties:
    return Properties(packet)  # type: ignore[no-untyped-call]  # paho leaves it untyped


def _leave(loop: asyncio.AbstractEventLoop, descriptor: int) -> None:
    if descriptor >= 0:
        loop.remove_reader(descriptor)
        loop.remove_writer(descriptor)
