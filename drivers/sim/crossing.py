"""What can become of frames on a shared wire."""

from collections.abc import Sequence


def garble(frame: bytes, at: int | None = None) -> bytes:
    """One byte is wrong, the one in the middle if no other is named."""
    place = len(frame) // 2 if at is None else at
    return frame[:place] + bytes((frame[place] ^ 0x24,)) + frame[place + 1 :]


def collide(frames: Sequence[bytes]) -> bytes:
    """Twins speak at once: where they differ the dominant level (0) wins on RS-485."""
    merged = bytearray(max(frames, key=len))
    for frame in frames:
        for index, byte in enumerate(frame):
            merged[index] &= byte
    return bytes(merged)
