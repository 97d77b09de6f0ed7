"""What both makers' boards understand alike: reading coils and inputs, writing coils."""

import struct
from collections.abc import Callable, Sequence

from drivers.sim.world.board import Board

ILLEGAL_FUNCTION = 1
ILLEGAL_ADDRESS = 2
ILLEGAL_VALUE = 3

ON = 0xFF00
OFF = 0x0000

Handler = Callable[[Board, bytes], bytes]


def refuse(pdu: bytes, code: int) -> bytes:
    """The exception reply to a request."""
    return bytes((pdu[0] | 0x80, code))


def read_coils(board: Board, pdu: bytes) -> bytes:
    """FC01: the relays."""
    return _read_bits(pdu, [int(relay.on) for relay in board.relays])


def read_inputs(board: Board, pdu: bytes) -> bytes:
    """FC02: the inputs."""
    return _read_bits(pdu, [board.input(number + 1) for number in range(board.input_count)])


def write_coils(board: Board, pdu: bytes) -> bytes:
    """FC0F: several relays at once."""
    if len(pdu) < 6:
        return refuse(pdu, ILLEGAL_VALUE)
    start, count, size = struct.unpack(">HHB", pdu[1:6])
    if not count or size != (count + 7) // 8 or len(pdu) != 6 + size:
        return refuse(pdu, ILLEGAL_VALUE)
    if start + count > len(board.relays):
        return refuse(pdu, ILLEGAL_ADDRESS)
    for index in range(count):
        board.relay(start + index + 1).switch(bool(pdu[6 + index // 8] >> index % 8 & 1))
    return pdu[:5]


def pack_bits(bits: Sequence[int]) -> bytes:
    """Bits to bytes, the first bit lowest."""
    packed = bytearray((len(bits) + 7) // 8)
    for index, bit in enumerate(bits):
        packed[index // 8] |= bit << index % 8
    return bytes(packed)


def _read_bits(pdu: bytes, bits: Sequence[int]) -> bytes:
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    start, count = struct.unpack(">HH", pdu[1:])
    if not 1 <= count <= 2000:
        return refuse(pdu, ILLEGAL_VALUE)
    if start + count > len(bits):
        return refuse(pdu, ILLEGAL_ADDRESS)
    packed = pack_bits(bits[start : start + count])
    return bytes((pdu[0], len(packed))) + packed
