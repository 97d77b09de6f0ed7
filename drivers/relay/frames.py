"""Modbus requests and replies as bytes. The only file of the drivers that knows pymodbus, which makes and reads them.

A request is made once and sent many times. ``find`` picks its reply out of whatever came in: noise, late replies
and replies of other boards are stepped over; a reply counts only when address, function and echo are the request's.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from pymodbus.framer import FramerRTU, FramerSocket
from pymodbus.pdu import DecodePDU, ModbusPDU
from pymodbus.pdu.bit_message import (
    ReadCoilsRequest,
    ReadDiscreteInputsRequest,
    WriteMultipleCoilsRequest,
    WriteSingleCoilRequest,
)
from pymodbus.pdu.register_message import (
    ReadHoldingRegistersRequest,
    WriteMultipleRegistersRequest,
    WriteSingleRegisterRequest,
)

from drivers.relay.profile import AllOff, Pulse
from drivers.relay.request import Request as AnyRequest
from drivers.trouble import Cause

EXCEPTION_BIT = 0x80
EXCEPTION_NAMES = {
    1: "illegal function",
    2: "illegal address",
    3: "illegal value",
    4: "device failure",
    6: "busy",
}
EXCEPTION_PDU_BYTES = 2
RTU_AROUND_BYTES = 3
RTU_REPLY_BYTES_MIN = EXCEPTION_PDU_BYTES + RTU_AROUND_BYTES
MBAP_BYTES = 7

_decoder = DecodePDU(False)
_rtu = FramerRTU(_decoder)
_socket = FramerSocket(_decoder)


@dataclass(frozen=True, slots=True)
class Request:
    """A PDU for the board at ``address``; its reply begins with ``echo`` and is ``reply_bytes`` long."""

    device: str
    address: int
    pdu: bytes
    echo: bytes
    reply_bytes: int

    def answered_by(self, pdu: bytes) -> bool:
        """Whether ``pdu`` is this request's reply, or the board's refusal of its function."""
        if pdu[:1] == bytes([self.pdu[0] | EXCEPTION_BIT]):
            return len(pdu) == EXCEPTION_PDU_BYTES
        return len(pdu) == self.reply_bytes and pdu.startswith(self.echo)

    def refusal(self, reply: bytes) -> str:
        """The board's reason when ``reply`` is an exception response, else empty."""
        return refusal(reply)


class FlashCoil(WriteSingleCoilRequest):
    """Function 05 whose value is a number of ticks. Maker's frame: HARDWARE 1.1 (Waveshare flash-on)."""

    ticks = 0

    def encode(self) -> bytes:
        """Address and ticks, big-endian."""
        return struct.pack(">HH", self.address, self.ticks)


class RtuFraming:
    """Address, PDU and CRC (Modbus over serial line 1.02, section 2.5.1)."""

    around_bytes = RTU_AROUND_BYTES

    def wrap(self, request: AnyRequest) -> bytes:
        """The bytes to send."""
        return _rtu.encode(request.pdu, request.address, 0)

    def find(self, request: AnyRequest, received: bytes) -> bytes | None:
        """The reply's PDU, at whatever place it begins."""
        for start in range(len(received) - RTU_REPLY_BYTES_MIN + 1):
            if received[start] != request.address:
                continue
            refused = received[start + 1] & EXCEPTION_BIT
            pdu_bytes = EXCEPTION_PDU_BYTES if refused else request.reply_bytes
            frame = received[start : start + pdu_bytes + RTU_AROUND_BYTES]
            if request.answered_by(frame[1:-2]) and _crc_fits(frame):
                return frame[1:-2]
        return None

    def blame(self, _request: AnyRequest, received: bytes) -> Cause:
        """FOREIGN for a sound frame that answers something else, else GARBLED, else NO_REPLY."""
        if not received:
            return Cause.NO_REPLY
        sound = len(received) >= RTU_REPLY_BYTES_MIN and _crc_fits(received)
        return Cause.FOREIGN if sound else Cause.GARBLED


class TcpFraming:
    """The MBAP header (Modbus messaging on TCP/IP 1.0b, 3.1.3); each request has a transaction id of its own."""

    around_bytes = MBAP_BYTES

    def __init__(self) -> None:
        self._transaction = 0

    def wrap(self, request: AnyRequest) -> bytes:
        """The bytes to send, under the next transaction id."""
        self._transaction = self._transaction % 0xFFFF + 1
        return _socket.encode(request.pdu, request.address, self._transaction)

    def find(self, request: AnyRequest, received: bytes) -> bytes | None:
        """The reply's PDU under the last transaction id, after any late ones."""
        start = 0
        while len(received) - start > MBAP_BYTES:
            used, address, transaction, pdu = _socket.decode(received[start:])
            if not used:
                return None
            start += used
            if (transaction, address) == (self._transaction, request.address) and request.answered_by(pdu):
                return pdu
        return None

    def blame(self, _request: AnyRequest, received: bytes) -> Cause:
        """FOREIGN for a sound frame that answers something else, else GARBLED, else NO_REPLY."""
        if not received:
            return Cause.NO_REPLY
        return Cause.FOREIGN if _socket.decode(received)[0] else Cause.GARBLED


def pulse(pulse: Pulse, device: str, address: int, channel: int, pulse_ms: int) -> Request:
    """The maker's timed pulse; the caller has asked ``Profile.unfit`` before."""
    return _PULSES[pulse.kind](pulse, device, address, channel, pulse_ms)


def _flash_coil(pulse: Pulse, device: str, address: int, channel: int, pulse_ms: int) -> Request:
    message = FlashCoil(address=pulse.first + pulse.stride * (channel - 1))
    message.ticks = pulse_ms // pulse.unit_ms
    return _echoed(device, address, message)


def _flash_registers(pulse: Pulse, device: str, address: int, channel: int, pulse_ms: int) -> Request:
    words = [pulse.mode, pulse_ms // pulse.unit_ms]
    start = pulse.first + pulse.stride * (channel - 1)
    return _echoed(device, address, WriteMultipleRegistersRequest(address=start, registers=words))


def _delay_register(pulse: Pulse, device: str, address: int, channel: int, pulse_ms: int) -> Request:
    register = pulse.first + pulse.stride * (channel - 1)
    return write_register(device, address, register, pulse.mode + pulse_ms // pulse.unit_ms)


_PULSES: dict[str, Callable[[Pulse, str, int, int, int], Request]] = {
    "flash_coil": _flash_coil,
    "flash_registers": _flash_registers,
    "delay_register": _delay_register,
}


def all_off(off: AllOff, channels: int, device: str, address: int) -> Request:
    """Release every relay."""
    if off.kind == "coil_for_all":
        return _echoed(device, address, WriteSingleCoilRequest(address=off.address, bits=[False]))
    if off.kind == "register_for_all":
        return write_register(device, address, off.address, off.value)
    return _echoed(device, address, WriteMultipleCoilsRequest(address=off.address, bits=[False] * channels))


def read_inputs(device: str, address: int, first: int, count: int) -> Request:
    """``count`` inputs from ``first`` on (function 02)."""
    return _read(device, address, ReadDiscreteInputsRequest(address=first, count=count), (count + 7) // 8)


def read_coils(device: str, address: int, first: int, count: int) -> Request:
    """``count`` relays from ``first`` on (function 01)."""
    return _read(device, address, ReadCoilsRequest(address=first, count=count), (count + 7) // 8)


def read_registers(device: str, address: int, first: int, count: int) -> Request:
    """``count`` holding registers from ``first`` on (function 03)."""
    return _read(device, address, ReadHoldingRegistersRequest(address=first, count=count), 2 * count)


def write_register(device: str, address: int, register: int, value: int) -> Request:
    """One holding register (function 06)."""
    return _echoed(device, address, WriteSingleRegisterRequest(address=register, registers=[value]))


def bits(reply: bytes, count: int) -> tuple[bool, ...]:
    """The first ``count`` bits of a reply to ``read_inputs`` or ``read_coils``."""
    return tuple(_decoded(reply).bits[:count])


def registers(reply: bytes) -> list[int]:
    """The words of a reply to ``read_registers``."""
    return list(_decoded(reply).registers)


def refusal(reply: bytes) -> str:
    """The board's reason when ``reply`` is an exception response, else empty."""
    if not reply[0] & EXCEPTION_BIT:
        return ""
    code = reply[1]
    return f"exception {code} ({EXCEPTION_NAMES.get(code, 'unknown')})"


def _read(device: str, address: int, message: ModbusPDU, data_bytes: int) -> Request:
    echo = bytes([message.function_code, data_bytes])
    return Request(device, address, _encoded(message), echo, 2 + data_bytes)


def _echoed(device: str, address: int, message: ModbusPDU) -> Request:
    # A write is answered by its own first five bytes: function, address, and value or count.
    pdu = _encoded(message)
    return Request(device, address, pdu, pdu[:5], 5)


def _encoded(message: ModbusPDU) -> bytes:
    return bytes([message.function_code]) + message.encode()


def _decoded(reply: bytes) -> ModbusPDU:
    message = _decoder.decode(reply)
    if message is None:
        raise ValueError(f"not a reply: {reply.hex()}")
    return message


def _crc_fits(frame: bytes) -> bool:
    return FramerRTU.check_CRC(frame[:-2], int.from_bytes(frame[-2:], "big"))
