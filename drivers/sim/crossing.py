"""What can become of frames on a shared wire."""

from collections.abc import Sequence


def garble(frame: bytes, bit: int) -> bytes:
    """One bit arrives wrong: ``bit`` counts from the lowest of the first byte."""
    place, in_byte = divmod(bit, 8)
    return frame[:place] + bytes((frame[place] ^ 1 << in_byte,)) + frame[place + 1 :]


def collide(frames: Sequence[bytes]) -> bytes:
    """Twins speak at once: where they differ the dominant level (0) wins on RS-485."""
    merged = bytearray(max(frames, key=len))
    for frame in frames:
        for index, byte in enumerate(frame):
            merged[index] &= byte
    return bytes(merged)
