"""A GSM modem of the Quectel kind on a pseudo-terminal, with a network that takes texts and reports them delivered.

``link`` is the port's stable name. What a person or a mishap may do to it are plain attributes and two verbs:
:meth:`SimulatedModem.unplug` and :meth:`SimulatedModem.plug`.
"""

import asyncio
import os
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from drivers.sim.modem_at import CTRL_Z, ESC, Commands
from drivers.sim.modem_pdu import Received, UnreadableError, read_submit, report

INBOX_MAX = 1000
_LINE_BYTES_MAX = 4096


@dataclass(frozen=True, slots=True)
class ReceivedSms:
    """A whole text on the phone ``to`` (with ``+`` and country code); ``at_ms`` since 1970."""

    to: str
    text: str
    at_ms: int
    parts: int


@dataclass
class ModemFaults:
    """What is wrong, as long as it stands. ``report_status`` is TP-ST of the reports: 0 delivered, 0x46 failed."""

    network: bool = True
    sim_card: bool = True
    cms_error: int | None = None
    silent: bool = False
    silent_after_message: bool = False
    garbled: bool = False
    reports: bool = True
    report_status: int = 0


@dataclass
class _Memory:
    whole: dict[tuple[str, int, int], dict[int, str]] = field(default_factory=dict)
    stored: dict[int, str] = field(default_factory=dict)


class SimulatedModem:
    """One modem and the phones behind its network. Call from one event loop only."""

    def __init__(
        self,
        link: Path,
        on_sms: Callable[[ReceivedSms], None] = lambda _: None,
        *,
        report_after_s: float = 0.2,
        now_ms: Callable[[], int] = lambda: int(time.time() * 1000),
    ) -> None:
        self.link = link
        self.inbox: list[ReceivedSms] = []
        self.faults = ModemFaults()
        self.heard: list[str] = []
        self._on_sms = on_sms
        self._report_after_s = report_after_s
        self._now_ms = now_ms
        self._memory = _Memory()
        self._reference = 0
        self._terminals: tuple[int, int] | None = None
        self._rest = b""
        self._commands = Commands(self)
        self._message_octets: int | None = None

    async def start(self) -> None:
        """Make the port appear."""
        self.plug()

    async def stop(self) -> None:
        """Make the port go away."""
        self.unplug()

    def plug(self) -> None:
        """Plug the modem in, freshly started: it echoes and forgot its settings."""
        if self._terminals:
            return
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._terminals = master, slave
        self._commands, self._rest, self._message_octets = Commands(self), b"", None
        asyncio.get_running_loop().add_reader(master, self._readable, master)
        self._point_link_at(os.ttyname(slave))

    def unplug(self) -> None:
        """Pull it out: the link is gone and who had the port open is hung up on."""
        if self._terminals:
            asyncio.get_running_loop().remove_reader(self._terminals[0])
            for terminal in self._terminals:
                os.close(terminal)
            self._terminals = None
            self.link.unlink(missing_ok=True)

    def restart(self) -> None:
        """The modem starts again by itself and says so; the port stays."""
        self._commands, self._message_octets = Commands(self), None
        self.say("RDY")

    def say(self, *lines: str) -> None:
        """Send lines to whoever has the port open."""
        self._send("".join(f"\r\n{line}\r\n" for line in lines).encode())

    def ask_for_message(self, octets: int) -> None:
        """Show the prompt; the next Ctrl-Z ends a message of that length."""
        self._message_octets = octets
        self._send(b"\r\n> ")

    def stored(self) -> dict[int, str]:
        """The reports in the modem's memory by index."""
        return self._memory.stored

    def _send(self, data: bytes) -> None:
        if self._terminals is None or self.faults.silent:
            return
        if self.faults.garbled:
            data = bytes(octet ^ 0x55 for octet in data)
        with suppress(BlockingIOError):  # nobody reads: a real modem does not wait either
            os.write(self._terminals[0], data)

    def _readable(self, master: int) -> None:
        try:
            self._rest += os.read(master, 4096)
        except OSError:
            return
        while self._step():
            pass
        self._rest = self._rest[-_LINE_BYTES_MAX:]

    def _step(self) -> bool:
        """Take one line or message off what has arrived; False when there is no whole one."""
        if self._message_octets is not None:
            return self._step_in_message(self._message_octets)
        line, end, rest = self._rest.lstrip(ESC + b"\n").partition(b"\r")
        if not end:
            return False
        self._rest = rest
        if self._commands.echo:
            self._send(line + b"\r")
        command = line.decode("ascii", "replace").strip()
        self.heard.append(command)
        self._commands.obey(command)
        return True

    def _step_in_message(self, octets: int) -> bool:
        ends = [at for at in map(self._rest.find, (CTRL_Z, ESC)) if at >= 0]
        if not ends:
            return False
        end = min(ends)
        message, ending, self._rest = self._rest[:end], self._rest[end : end + 1], self._rest[end + 1 :]
        self._message_octets = None
        if ending == ESC:
            self.say("OK")
        else:
            self._take(octets, message.decode("ascii", "replace").strip())
        return True

    def _take(self, octets: int, line: str) -> None:
        if self.faults.cms_error is not None:
            self.say(f"+CMS ERROR: {self.faults.cms_error}")
            return
        if not self.faults.network:
            self.say("+CMS ERROR: 331")
            return
        try:
            part = read_submit(octets, line)
        except UnreadableError:
            self.say("+CMS ERROR: 304")
            return
        self._reference = (self._reference + 1) % 256
        if not self.faults.silent_after_message:
            self.say(f"+CMGS: {self._reference}", "OK")
        self._deliver(part)
        if part.wants_report and self.faults.reports:
            later = asyncio.get_running_loop().call_later
            later(self._report_after_s, self._report, self._reference, part.to)

    def _deliver(self, part: Received) -> None:
        whole, parts, number = part.joint
        pieces = self._memory.whole.setdefault((part.to, whole, parts), {})
        pieces[number] = part.text
        if len(pieces) < parts:
            return
        del self._memory.whole[part.to, whole, parts]
        text = "".join(pieces[number] for number in sorted(pieces))
        sms = ReceivedSms(part.to, text, self._now_ms(), parts)
        self.inbox.append(sms)
        del self.inbox[:-INBOX_MAX]
        self._on_sms(sms)

    def _report(self, reference: int, to: str) -> None:
        length, line = report(reference, to, self.faults.report_status)
        if self._commands.reports == 1:
            self.say(f"+CDS: {length}", line)
        elif self._commands.reports == 2:
            index = max(self._memory.stored, default=0) + 1
            self._memory.stored[index] = line
            self.say(f'+CDSI: "ME",{index}')

    def _point_link_at(self, target: str) -> None:
        self.link.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.link.with_name(self.link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(self.link)
