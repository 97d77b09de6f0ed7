"""The two checksums these boards know."""

from collections.abc import Iterable


def with_xor(body: Iterable[int]) -> bytes:
    """The bytes and their exclusive or (BCC)."""
    data = bytes(body)
    check = 0
    for byte in data:
        check ^= byte
    return data + bytes((check,))


def with_sum(body: Iterable[int]) -> bytes:
    """The bytes and the low byte of their sum."""
    data = bytes(body)
    return data + bytes((sum(data) % 256,))
