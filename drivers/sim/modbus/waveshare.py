"""Waveshare Modbus relays: RTU 8/16/32CH, Relay (D) with inputs, and the TCP siblings (same map).

Facts from the maker's wiki and public maps: relay n is coil n-1; FC05 at 0x0200+n-1 is on for a time,
at 0x0400+n-1 off for a time, the value counting 100 ms; 0x00FF all relays, 0x01FF toggles all; holding
0x4000 the address, 0x8000 the firmware; Relay (D) keeps 0x1000+n-1 as the control mode of each relay,
linkage when it leaves the factory.
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
from drivers.sim.world.relay import Relay

TICK_MS = 100
TICKS_MAX = 0x7FFF
TOGGLE = 0x5500
ALL, TOGGLE_ALL = 0x00FF, 0x01FF
FLASH_ON, FLASH_OFF = 0x0200, 0x0400
LINKAGE, UART, ADDRESS, FIRMWARE = 0x1000, 0x2000, 0x4000, 0x8000
UART_9600_8N1 = 0x0001
VERSION = 200
BROADCAST = 0


def hears(board: Board, address: int) -> bool:
    """Its own address, and the broadcast."""
    return address in (board.address, BROADCAST)


def answers(address: int) -> bool:
    """A broadcast is obeyed in silence."""
    return address != BROADCAST


def write_coil(board: Board, pdu: bytes) -> bytes:
    """FC05: switch, flash, all, toggle all; echoed."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    address, value = struct.unpack(">HH", pdu[1:])
    code = _flash(board, address, value) if address >= FLASH_ON else _switch(board, address, value)
    return refuse(pdu, code) if code else pdu


def read_holding(board: Board, pdu: bytes) -> bytes:
    """FC03: settings."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    start, count = struct.unpack(">HH", pdu[1:])
    if not 1 <= count <= 125:
        return refuse(pdu, ILLEGAL_VALUE)
    holding = _holding(board)
    if any(start + index not in holding for index in range(count)):
        return refuse(pdu, ILLEGAL_ADDRESS)
    return struct.pack(f">BB{count}H", pdu[0], 2 * count, *(holding[start + index] for index in range(count)))


def write_holding(board: Board, pdu: bytes) -> bytes:
    """FC06: one setting; echoed."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    code = _set(board, *struct.unpack(">HH", pdu[1:]))
    return refuse(pdu, code) if code else pdu


def write_holdings(board: Board, pdu: bytes) -> bytes:
    """FC10: several settings."""
    if len(pdu) < 6:
        return refuse(pdu, ILLEGAL_VALUE)
    start, count, size = struct.unpack(">HHB", pdu[1:6])
    if not 1 <= count <= 123 or size != 2 * count or len(pdu) != 6 + size:
        return refuse(pdu, ILLEGAL_VALUE)
    for index, value in enumerate(struct.unpack(f">{count}H", pdu[6:])):
        if code := _set(board, start + index, value):
            return refuse(pdu, code)
    return pdu[:5]


def _switch(board: Board, address: int, value: int) -> int:
    chosen = _chosen(board, address)
    if not chosen:
        return ILLEGAL_ADDRESS
    if value == TOGGLE or address == TOGGLE_ALL:
        _toggle(chosen)
    elif value in (ON, OFF):
        for relay in chosen:
            relay.switch(value == ON)
    else:
        return ILLEGAL_VALUE
    return 0


def _flash(board: Board, address: int, ticks: int) -> int:
    base = FLASH_ON if address < FLASH_OFF else FLASH_OFF
    index = address - base
    if index >= len(board.relays):
        return ILLEGAL_ADDRESS
    if not 1 <= ticks <= TICKS_MAX:
        return ILLEGAL_VALUE
    relay = board.relay(index + 1)
    act = relay.pulse if base == FLASH_ON else relay.pause
    act(ticks * TICK_MS)
    return 0


def _chosen(board: Board, address: int) -> list[Relay]:
    return board.relays if address in (ALL, TOGGLE_ALL) else board.relays[address : address + 1]


def _toggle(relays: list[Relay]) -> None:
    for relay in relays:
        relay.switch(not relay.on)


def _holding(board: Board) -> dict[int, int]:
    modes = {LINKAGE + index: int(linked) for index, linked in enumerate(board.linked)}
    settings = {UART: UART_9600_8N1, ADDRESS: board.address, FIRMWARE: VERSION}
    return settings | (modes if board.has_linkage else {})


def _set(board: Board, register: int, value: int) -> int:
    if register not in _holding(board) or register in (FIRMWARE, UART):
        return ILLEGAL_ADDRESS
    if register == ADDRESS:
        if not 1 <= value <= 255:
            return ILLEGAL_VALUE
        board.set_address(value)
        return 0
    if value not in (0, 1):
        return ILLEGAL_VALUE
    board.link(register - LINKAGE + 1, bool(value))
    return 0


FUNCTIONS: Mapping[int, Handler] = {
    0x01: read_coils,
    0x02: read_inputs,
    0x03: read_holding,
    0x05: write_coil,
    0x06: write_holding,
    0x0F: write_coils,
    0x10: write_holdings,
}
