"""The few MQTT 5 packets that a subscriber needs, as bytes (OASIS MQTT 5.0, sections 2 and 3). Pure.

Own code because of speed and control, see README: many acknowledgements go out in one write, after the commit.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

PINGREQ = b"\xc0\x00"
DISCONNECT = b"\xe0\x00"

_CONNACK, _PUBLISH, _SUBACK, _DISCONNECT = 0x20, 0x30, 0x90, 0xE0
_RETAIN_AS_PUBLISHED = 0x08
_RECEIVE_MAXIMUM, _PACKET_SIZE_MAXIMUM = b"\x21", b"\x27"


class WireError(Exception):
    """Bytes that are no MQTT: nothing after them can be understood."""


class Publish(NamedTuple):
    """A message; ``packet_id`` 0 when it needs no acknowledgement (QoS 0)."""

    topic: str
    payload: bytes
    packet_id: int
    retained: bool


class Connack(NamedTuple):
    """The broker's answer to CONNECT; ``reason`` 0: welcome (section 3.2.2.2)."""

    reason: int


class Suback(NamedTuple):
    """The broker's answer to SUBSCRIBE, one reason a filter, 0x80 and above: refused."""

    reasons: bytes


class Goodbye(NamedTuple):
    """The broker ends the connection."""

    reason: int


Packet = Publish | Connack | Suback | Goodbye


def connect(
    client_id: str, user: str, password: str, keepalive_s: int, receive_max: int, packet_bytes_max: int
) -> bytes:
    """CONNECT with a clean start. ``receive_max``: messages unacknowledged at a time, at most 65,535."""
    properties = _RECEIVE_MAXIMUM + receive_max.to_bytes(2, "big")
    properties += _PACKET_SIZE_MAXIMUM + packet_bytes_max.to_bytes(4, "big")
    head = b"\x00\x04MQTT\x05\xc2" + keepalive_s.to_bytes(2, "big") + _length(len(properties)) + properties
    return _packet(0x10, head + _text(client_id) + _text(user) + _text(password))


def subscribe(packet_id: int, filters: Sequence[tuple[str, int]]) -> bytes:
    """SUBSCRIBE to (filter, QoS) pairs; the retain flag is kept as it was published."""
    options = b"".join(_text(name) + bytes([qos | _RETAIN_AS_PUBLISHED]) for name, qos in filters)
    return _packet(0x82, packet_id.to_bytes(2, "big") + b"\x00" + options)


def publish(topic: str, payload: bytes) -> bytes:
    """PUBLISH at QoS 0, not retained."""
    return _packet(_PUBLISH, _text(topic) + b"\x00" + payload)


def pubacks(packet_ids: Iterable[int]) -> bytes:
    """PUBACK for each, success."""
    return b"".join(b"\x40\x02" + packet_id.to_bytes(2, "big") for packet_id in packet_ids)


class Reader:
    """Bytes as they come, to packets; a packet over ``packet_bytes_max`` is a :class:`WireError`."""

    def __init__(self, packet_bytes_max: int) -> None:
        self._max = packet_bytes_max
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Packet]:
        """The packets that are whole by now. :raises WireError: this is not MQTT."""
        buffer = self._rest + data if self._rest else data
        start = 0
        while span := self._span(buffer, start):
            body, end = span
            if end > len(buffer):
                break
            packet = _read(buffer[start], buffer[body:end])
            if packet is not None:
                yield packet
            start = end
        self._rest = buffer[start:]

    def _span(self, buffer: bytes, start: int) -> tuple[int, int] | None:
        """Where a packet's body begins and ends; None: its length is not whole yet."""
        if len(buffer) - start < 2:
            return None
        size = buffer[start + 1]
        if size < 0x80:
            return start + 2, start + 2 + size
        length = _varint(buffer, start + 1)
        if length is None:
            return None
        size, body = length
        if size > self._max:
            raise WireError("packet too large")
        return body, body + size


def _read(first: int, body: bytes) -> Packet | None:
    kind = first & 0xF0
    try:
        if kind == _PUBLISH:
            return _read_publish(first, body)
        if kind == _CONNACK:
            return Connack(body[1])
        if kind == _SUBACK:
            return Suback(body[_after_properties(body, 2) :])
    except (IndexError, UnicodeDecodeError):
        raise WireError(f"packet 0x{first:02x} is malformed") from None
    if kind == _DISCONNECT:
        return Goodbye(body[0] if body else 0)
    return None


def _read_publish(first: int, body: bytes) -> Publish:
    end = 2 + (body[0] << 8 | body[1])
    topic = body[2:end].decode()
    packet_id = 0
    if first & 0x06:
        packet_id = body[end] << 8 | body[end + 1]
        end += 2
    return Publish(topic, body[_after_properties(body, end) :], packet_id, bool(first & 1))


def _after_properties(body: bytes, start: int) -> int:
    if body[start] < 0x80:
        return start + 1 + body[start]
    length = _varint(body, start)
    if length is None:
        raise IndexError
    return length[0] + length[1]


def _varint(buffer: bytes, start: int) -> tuple[int, int] | None:
    """A variable byte integer (section 1.5.5) and where it ends; None: more bytes are needed."""
    value = 0
    for place in range(4):
        if start + place >= len(buffer):
            return None
        byte = buffer[start + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, start + place + 1
    raise WireError("length of more than four bytes")


def _packet(first: int, body: bytes) -> bytes:
    return bytes([first]) + _length(len(body)) + body


def _length(size: int) -> bytes:
    out = bytearray()
    while True:
        size, low = size >> 7, size & 0x7F
        out.append(low | 0x80 if size else low)
        if not size:
            return bytes(out)


def _text(text: str) -> bytes:
    raw = text.encode()
    return len(raw).to_bytes(2, "big") + raw
