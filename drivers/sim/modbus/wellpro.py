"""Wellpro WP8025ADAM: eight relays that nothing but a command releases, no inputs.

Facts from the maker's manual 1.42 as public maps tell them: coils from 0 (FC01, 05, 0F); holding 100 the address, 101
the communication, both valid after the next start. It has no timer: a relay that is on stays on.
"""

import struct
from collections.abc import Mapping

from drivers.sim.modbus.bits import ILLEGAL_ADDRESS, ILLEGAL_VALUE, OFF, ON, Handler, read_coils, refuse, write_coils
from drivers.sim.world.board import Board

ADDRESS = 100
BAUD_9600_N = 2
SETTINGS = 2


def hears(board: Board, address: int) -> bool:
    """Its own address only."""
    return address == board.address


def answers(_address: int) -> bool:
    """Whatever it hears, it answers."""
    return True


def write_coil(board: Board, pdu: bytes) -> bytes:
    """FC05: on or off, until told otherwise; echoed."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    index, value = struct.unpack(">HH", pdu[1:])
    if index >= len(board.relays):
        return refuse(pdu, ILLEGAL_ADDRESS)
    if value not in (ON, OFF):
        return refuse(pdu, ILLEGAL_VALUE)
    board.relay(index + 1).switch(value == ON)
    return pdu


def read_holding(board: Board, pdu: bytes) -> bytes:
    """FC03: the settings."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    start, count = struct.unpack(">HH", pdu[1:])
    if not count or start < ADDRESS or start + count > ADDRESS + SETTINGS:
        return refuse(pdu, ILLEGAL_ADDRESS)
    words = (board.address, BAUD_9600_N)[start - ADDRESS :][:count]
    return struct.pack(f">BB{count}H", pdu[0], 2 * count, *words)


FUNCTIONS: Mapping[int, Handler] = {0x01: read_coils, 0x03: read_holding, 0x05: write_coil, 0x0F: write_coils}
