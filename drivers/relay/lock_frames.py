"""Requests to boards with frames of their own, and finding their replies: by header, board, lock and checksum.

One engine for all makers; what differs is in the profile's forms. A reply counts only when it is whole and names the
board and lock that were asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from drivers.relay.forms import INPUTS_A_BYTE, Form, Read
from drivers.relay.lock_profile import Exchange, Frames
from drivers.relay.request import Request
from drivers.trouble import Cause


@dataclass(frozen=True, slots=True)
class LockRequest:
    """One whole frame for the board at ``address``, and the form of its reply. ``lock``: None when about all.

    ``doors``: the values a door byte may have.
    """

    device: str
    address: int
    pdu: bytes
    reply_bytes: int
    lock: int | None
    form: Form
    exchange: Exchange
    doors: tuple[str, ...]

    def answered_by(self, reply: bytes) -> bool:
        """Whether ``reply`` is whole, of the right form, and by the board and about the lock that were asked."""
        read = self.form.read(reply)
        return read is not None and _is_of(read, self.address, self.lock)

    def refusal(self, reply: bytes) -> str:
        """Why the board did not do it; empty when it did."""
        read = {word: f"{byte:02X}" for word, byte in (self.form.read(reply) or {}).items()}
        if "result" in read and (result := read["result"]) not in self.exchange.ok:
            return self.exchange.refused.get(result, f"result {result}, which its manual does not know")
        if "door" in read and (door := read["door"]) not in self.doors:
            return f"door {door}, which its manual does not know"
        return ""

    def stands_in(self, received: bytes) -> bool:
        """Whether a whole frame of the reply's form stands anywhere in ``received``, whoever's it is."""
        return any(self.form.read(frame) is not None for frame in _slices(received, self.reply_bytes))


class LockFraming:
    """The board's frames as they are, nothing around them."""

    around_bytes = 0

    def wrap(self, request: Request) -> bytes:
        """The bytes to send."""
        return request.pdu

    def find(self, request: Request, received: bytes) -> bytes | None:
        """The reply, at whatever place it begins."""
        return next(filter(request.answered_by, _slices(received, request.reply_bytes)), None)

    def blame(self, request: Request, received: bytes) -> Cause:
        """FOREIGN for a whole frame that answers something else, else GARBLED, else NO_REPLY."""
        if not received:
            return Cause.NO_REPLY
        foreign = isinstance(request, LockRequest) and request.stands_in(received)
        return Cause.FOREIGN if foreign else Cause.GARBLED


class LockSpeech:
    """What one board of this kind is asked, and what its replies mean."""

    def __init__(self, frames: Frames, device: str, address: int, inputs: int) -> None:
        self._frames = frames
        self._device = device
        self._address = address
        self._inputs = inputs
        self._change = None if frames.change is None else frames.form(frames.change)
        self.polls = self._polls()

    def pulse(self, channel: int, _pulse_ms: int) -> LockRequest:
        """Open one lock; how long the current flows, the board decides. The caller has asked ``unfit`` before."""
        request = self._request(self._frames.open, channel)
        if name := self._frames.forbidden(request.pdu):
            raise ValueError(f"{self._device}: opening channel {channel} would {name}")
        return request

    def all_off(self) -> None:
        """Nothing releases such a board's locks but its own timer."""

    def inputs(self, poll: int, reply: bytes) -> dict[int, bool | None]:
        """The bits by input (from 0) that the reply to ``polls[poll]`` tells; a door byte nobody knows tells none."""
        request = self.polls[poll]
        read = request.form.read(reply) or {}
        if request.form.mentions("door"):
            return self._door_bit(poll, read)
        return dict(self._mask_bits(request.form, read))

    def change(self, frame: bytes) -> dict[int, bool | None]:
        """The bit by input (from 0) that a frame of the board's own accord tells; none when it is no such frame."""
        read = None if self._change is None else self._change.read(frame)
        if read is None or not _is_of(read, self._address, None):
            return {}
        index = read["lock"] - self._frames.lock_offset - 1
        return self._door_bit(index, read) if 0 <= index < self._inputs else {}

    @property
    def replies_alike(self) -> bool:
        """Whether an answer to a question could be taken for the word on an opening."""
        return self._frames.form(self._frames.open.reply).may_equal(self._frames.form(self._frames.query.reply))

    @property
    def unguarded(self) -> bool:
        """Whether no checksum guards the answer to a question."""
        return not self._frames.form(self._frames.query.reply).mentions("check")

    @property
    def change_bytes(self) -> int:
        """How long such a frame is; 0 where the board sends none."""
        return 0 if self._change is None else len(self._change)

    def _polls(self) -> tuple[LockRequest, ...]:
        query = self._frames.query
        each = self._frames.form(query.request).names_lock
        return tuple(self._request(query, channel) for channel in range(1, self._inputs + 1 if each else 2))

    def _request(self, exchange: Exchange, channel: int) -> LockRequest:
        asking, answer = self._frames.form(exchange.request), self._frames.form(exchange.reply)
        lock = channel + self._frames.lock_offset
        frame = asking.made(self._address, lock)
        told = lock if asking.names_lock else None
        doors = () if self._frames.door is None else tuple(self._frames.door.bits)
        return LockRequest(self._device, self._address, frame, len(answer), told, answer, exchange, doors)

    def _door_bit(self, index: int, read: Read) -> dict[int, bool | None]:
        bits = self._frames.door.bits if self._frames.door else {}
        says = f"{read['door']:02X}"
        return {index: bits[says]} if says in bits else {}

    def _mask_bits(self, form: Form, read: Read) -> Iterator[tuple[int, bool]]:
        for word, first in form.masks():
            for bit in range(INPUTS_A_BYTE):
                if first - 1 + bit < self._inputs:
                    yield first - 1 + bit, bool(read[word] >> bit & 1)


def _is_of(read: Read, board: int, lock: int | None) -> bool:
    return read.get("board", board) == board and (lock is None or read.get("lock", lock) == lock)


def _slices(received: bytes, size: int) -> Iterator[bytes]:
    return (received[start : start + size] for start in range(len(received) - size + 1))
