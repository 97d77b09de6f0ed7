"""When bytes are on a half-duplex serial wire, and what they make up. Pure: time comes in as seconds.

Characters are 10 bits (8N1). A frame ends with 3.5 characters of silence, 1.75 ms above 19200 baud
(source: Modbus over Serial Line 1.02, section 2.5.1.1).
"""

from dataclasses import dataclass

from drivers.sim.modbus.frame import FRAME_BYTES_MAX

BITS_A_CHARACTER = 10
SILENCE_CHARACTERS = 3.5
SILENCE_S_FAST = 0.00175
BAUD_FAST = 19200
PIECE_S = 0.001


@dataclass(frozen=True, slots=True)
class Heard:
    """What stood between two silences. ``too_soon``: it began within the silence that had to be kept."""

    data: bytes
    too_soon: bool


class Wire:
    """One line at one baud rate: who speaks until when."""

    def __init__(self, baud: int) -> None:
        self.baud = baud
        self.char_s = BITS_A_CHARACTER / baud
        self.silence_s = SILENCE_S_FAST if baud > BAUD_FAST else SILENCE_CHARACTERS * self.char_s
        self._busy_until_s = float("-inf")
        self._frame = bytearray()
        self._too_soon = False

    def hear(self, at_s: float, data: bytes) -> float:
        """Bytes begin to arrive at ``at_s``; the answer is when their frame is over, if none follow."""
        if not self._frame:
            self._too_soon = at_s < self._busy_until_s + self.silence_s
        self._busy_until_s = max(at_s, self._busy_until_s) + len(data) * self.char_s
        self._frame += data[: FRAME_BYTES_MAX + 1 - len(self._frame)]
        return self._busy_until_s + self.silence_s

    def frame(self) -> Heard:
        """The frame that is over."""
        heard = Heard(bytes(self._frame), self._too_soon)
        self._frame.clear()
        return heard

    def say(self, at_s: float, frame: bytes) -> list[tuple[float, bytes]]:
        """A board begins to send at ``at_s``: when which bytes have arrived, in pieces as of a USB adapter."""
        self._busy_until_s = max(at_s, self._busy_until_s) + len(frame) * self.char_s
        size = max(1, round(PIECE_S / self.char_s))
        ends = range(len(frame), 0, -size)
        pieces = [
            (self._busy_until_s - (len(frame) - end) * self.char_s, frame[max(0, end - size) : end]) for end in ends
        ]
        return pieces[::-1]
