"""eletechsup R421A08, R4D8A08 and RYN408F, whose timer counts whole seconds.

Facts from public maps: one holding register a relay, from 1 or (RYN408F) from 0; FC06 with a command in the high
byte: 01 on, 02 off, 03 toggle, 05 one second, 06 as many seconds as the low byte says; where registers count from 1,
register 0 takes 07 all on and 08 all off. FC03 reads the relays. No inputs: FC02 is refused. RYN408F knows FC05 and 0F.
"""

import struct
from collections.abc import Callable, Mapping

from drivers.sim.modbus.bits import ILLEGAL_ADDRESS, ILLEGAL_VALUE, Handler, refuse, write_coils
from drivers.sim.world.board import Board
from drivers.sim.world.relay import Relay

SECOND_MS = 1000
ALL_ON, ALL_OFF = 0x07, 0x08

_COMMANDS: Mapping[int, Callable[[Relay, int], None]] = {
    0x01: lambda relay, _: relay.switch(on=True),
    0x02: lambda relay, _: relay.switch(on=False),
    0x03: lambda relay, _: relay.switch(on=not relay.on),
    0x05: lambda relay, _: relay.pulse(SECOND_MS),
    0x06: lambda relay, seconds: relay.pulse(seconds * SECOND_MS),
}


def hears(board: Board, address: int) -> bool:
    """Its own address only."""
    return address == board.address


def answers(_address: int) -> bool:
    """Whatever it hears, it answers."""
    return True


def read_holding(board: Board, pdu: bytes) -> bytes:
    """FC03: 1 for a relay that is on."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    start, count = struct.unpack(">HH", pdu[1:])
    first = start - board.plan.first_register
    if not count or first < 0 or first + count > len(board.relays):
        return refuse(pdu, ILLEGAL_ADDRESS)
    states = [int(relay.on) for relay in board.relays[first : first + count]]
    return struct.pack(f">BB{count}H", pdu[0], 2 * count, *states)


def write_holding(board: Board, pdu: bytes) -> bytes:
    """FC06: a command to one relay, or to all; echoed."""
    if len(pdu) != 5:
        return refuse(pdu, ILLEGAL_VALUE)
    register, command, seconds = struct.unpack(">HBB", pdu[1:])
    index = register - board.plan.first_register
    if index == -1 and command in (ALL_ON, ALL_OFF):
        for relay in board.relays:
            relay.switch(on=command == ALL_ON)
        return pdu
    if not 0 <= index < len(board.relays):
        return refuse(pdu, ILLEGAL_ADDRESS)
    if command not in _COMMANDS or (command == 0x06 and not seconds):
        return refuse(pdu, ILLEGAL_VALUE)
    _COMMANDS[command](board.relay(index + 1), seconds)
    return pdu


FUNCTIONS: Mapping[int, Handler] = {0x03: read_holding, 0x06: write_holding, 0x0F: write_coils}
