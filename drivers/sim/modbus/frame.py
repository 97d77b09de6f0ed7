"""Modbus RTU frames: the CRC, taking apart and putting together.

Source: Modbus over Serial Line 1.02, section 2.5.
"""

FRAME_BYTES_MAX = 256


def _table() -> tuple[int, ...]:
    values = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
        values.append(value)
    return tuple(values)


_CRC = _table()


def crc(data: bytes) -> bytes:
    """The two CRC bytes, low byte first."""
    value = 0xFFFF
    for byte in data:
        value = value >> 8 ^ _CRC[(value ^ byte) & 0xFF]
    return value.to_bytes(2, "little")


def seal(address: int, pdu: bytes) -> bytes:
    """Address and PDU as a frame."""
    body = bytes((address,)) + pdu
    return body + crc(body)


def unseal(frame: bytes) -> tuple[int, bytes] | None:
    """The address and the PDU, or None for what is no whole frame."""
    if not 4 <= len(frame) <= FRAME_BYTES_MAX or crc(frame[:-2]) != frame[-2:]:
        return None
    return frame[0], frame[1:-2]
