"""JY-DAM and LC relay boards, which share one command set.

Facts from the makers' examples: FC05/01/02/0F from 0; FC10 at 3 + 5(n-1) with two words, the mode
(4: on, then off after the time; 2: off, then on) and the time in 0.1 s; register 0 holds the address;
FE and FF are heard by every board and answered with the address that was called.
"""

import struct
from collections.abc import Mapping

from drivers.sim.modbus.bits import (
    ILLEGAL_ADDRESS,
    ILLEGAL_VALUE,
    OFF,
    ON,
    Handler,
    read_coils,
    read_inputs,
    refuse,
    write_coils,
)
from drivers.sim.world.board import Board

TICK_MS = 100
FLASH_ON, FLASH_OFF = 4, 2
FLASH_START, FLASH_STEP = 3, 5
ADDRESS = 0
EVERY_BOARD = (0x00, 0xFE, 0xFF)


def hears(board: Board, address: int) -> bool:
    """Its own address, and those that every board hears."""
    return address == board.address or address in EVERY_BOARD


def answers(_address: int) -> bool:
    """Whatever it hears, it answers."""
    return True


def write_coil(board: Board, pdu: bytes) -> bytes:
    """FC05: on or off; echoed."""
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
    """FC03: the address, register 0."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    if struct.unpack(">HH", pdu[1:]) != (ADDRESS, 1):
        return refuse(pdu, ILLEGAL_ADDRESS)
    return struct.pack(">BBH", pdu[0], 2, board.address)


def write_holdings(board: Board, pdu: bytes) -> bytes:
    """FC10: a flash of one relay, or the address."""
    if len(pdu) < 6:
        return refuse(pdu, ILLEGAL_VALUE)
    start, count, size = struct.unpack(">HHB", pdu[1:6])
    if size != 2 * count or len(pdu) != 6 + size:
        return refuse(pdu, ILLEGAL_VALUE)
    words = struct.unpack(f">{count}H", pdu[6:])
    code = _set_address(board, words) if start == ADDRESS else _flash(board, start, words)
    return refuse(pdu, code) if code else pdu[:5]


def _set_address(board: Board, words: tuple[int, ...]) -> int:
    if len(words) != 1 or not 1 <= words[0] <= 255:
        return ILLEGAL_VALUE
    board.set_address(words[0])
    return 0


def _flash(board: Board, register: int, words: tuple[int, ...]) -> int:
    index, rest = divmod(register - FLASH_START, FLASH_STEP)
    if rest or not 0 <= index < len(board.relays):
        return ILLEGAL_ADDRESS
    if len(words) != 2 or words[0] not in (FLASH_ON, FLASH_OFF) or not words[1]:
        return ILLEGAL_VALUE
    relay = board.relay(index + 1)
    act = relay.pulse if words[0] == FLASH_ON else relay.pause
    act(words[1] * TICK_MS)
    return 0


FUNCTIONS: Mapping[int, Handler] = {
    0x01: read_coils,
    0x02: read_inputs,
    0x03: read_holding,
    0x05: write_coil,
    0x0F: write_coils,
    0x10: write_holdings,
}
