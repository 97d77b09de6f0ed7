"""One connection to the broker: what has arrived comes in as one batch, acknowledgements go out in one write.

Each connection is a clean session: what the broker had queued for an older one the kiosks send again, because the
log is the outbox. A peer that stops reading or speaking is a lost connection, by timeouts.
"""

import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from select import select

from config.kiosk import Mqtt
from hall.ingest import wire
from hall.ingest.messages import MESSAGE_BYTES_MAX
from hall.ingest.wire import Connack, Goodbye, Packet, Publish, Suback, WireError

USER = "hall"
CONNECT_S_MAX = 10.0
KEEPALIVE_S = 20
RECEIVE_MAX = 4_000
PACKET_BYTES_MAX = 4 * MESSAGE_BYTES_MAX
READ_BYTES = 262_144
BATCH_BYTES_MAX = 2_000_000


Filters = Sequence[tuple[str, int]]
"""Topic filters, each with its QoS."""


class LinkLostError(Exception):
    """The broker is away, does not want us, or spoke no MQTT."""


class Link:
    """A live connection, for one thread. Every method raises :class:`LinkLostError` when it is gone."""

    def __init__(self, mqtt: Mqtt, password: str, client_id: str, filters: Filters) -> None:
        self._reader = wire.Reader(PACKET_BYTES_MAX)
        self._early: list[Publish] = []
        self._heard_at = time.monotonic()
        try:
            self._socket = _connected(mqtt)
        except OSError as error:
            raise LinkLostError(error.strerror or type(error).__name__) from None
        try:
            self._begin(password, client_id, filters)
        except LinkLostError:
            self._socket.close()
            raise

    def receive(self, wait_s: float) -> list[Publish]:
        """All that has arrived (up to 2 MB); waits up to ``wait_s`` for the first, then returns empty."""
        batch, self._early = self._early, []
        if batch:
            return batch
        if not self._readable(wait_s):
            self._ping_in_time()
            return []
        size = 0
        while size < BATCH_BYTES_MAX:
            data = self._read()
            size += len(data)
            batch += self._messages(data)
            if not self._readable(0):
                break
        self._ping_in_time()
        return batch

    def send(self, packets: Iterable[bytes]) -> None:
        """Write packets, all at once."""
        data = b"".join(packets)
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise LinkLostError(error.strerror or "cannot write") from None

    def close(self) -> None:
        """Say goodbye if anybody still listens."""
        try:
            self._socket.sendall(wire.DISCONNECT)
        except OSError:
            pass
        finally:
            self._socket.close()

    def _begin(self, password: str, client_id: str, filters: Filters) -> None:
        self.send([wire.connect(client_id, USER, password, KEEPALIVE_S, RECEIVE_MAX, PACKET_BYTES_MAX)])
        connack = self._answer(Connack)
        if connack.reason:
            raise LinkLostError(f"refused with reason 0x{connack.reason:02x}")
        self.send([wire.subscribe(1, filters)])
        if any(reason >= 0x80 for reason in self._answer(Suback).reasons):
            raise LinkLostError("a subscription was refused")

    def _answer(self, kind: type[Connack] | type[Suback]):  # type: ignore[no-untyped-def]
        until = time.monotonic() + CONNECT_S_MAX
        while time.monotonic() < until and self._readable(until - time.monotonic()):
            for packet in self._packets(self._read()):
                if isinstance(packet, kind):
                    return packet
                self._keep(packet)
        raise LinkLostError("no answer")

    def _keep(self, packet: Packet) -> None:
        if isinstance(packet, Publish):
            self._early.append(packet)

    def _readable(self, wait_s: float) -> bool:
        pending = isinstance(self._socket, ssl.SSLSocket) and self._socket.pending() > 0
        return pending or bool(select([self._socket], [], [], wait_s)[0])

    def _read(self) -> bytes:
        try:
            data = self._socket.recv(READ_BYTES)
        except OSError as error:
            raise LinkLostError(error.strerror or "cannot read") from None
        if not data:
            raise LinkLostError("closed by the broker")
        self._heard_at = time.monotonic()
        return data

    def _packets(self, data: bytes) -> list[Packet]:
        try:
            return list(self._reader.feed(data))
        except WireError as error:
            raise LinkLostError(str(error)) from None

    def _messages(self, data: bytes) -> list[Publish]:
        packets = self._packets(data)
        for packet in packets:
            if isinstance(packet, Goodbye):
                raise LinkLostError(f"ended by the broker with reason 0x{packet.reason:02x}")
        return [packet for packet in packets if isinstance(packet, Publish)]

    def _ping_in_time(self) -> None:
        quiet_s = time.monotonic() - self._heard_at
        if quiet_s > 2 * KEEPALIVE_S:
            raise LinkLostError("silent")
        if quiet_s > KEEPALIVE_S / 2:
            self.send([wire.PINGREQ])


def _connected(mqtt: Mqtt) -> socket.socket:
    raw = socket.create_connection((mqtt.host, mqtt.port), CONNECT_S_MAX)
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if not mqtt.tls:
        return raw
    context = ssl.create_default_context(cafile=mqtt.ca_file)
    try:
        return context.wrap_socket(raw, server_hostname=mqtt.host)
    except OSError:
        raw.close()
        raise
