"""The commands a Quectel-like modem answers (TS 27.005 and 27.007), for the simulated one."""

import re
from typing import Protocol

CTRL_Z = b"\x1a"
ESC = b"\x1b"


class Faults(Protocol):
    """What the answers depend on."""

    network: bool
    sim_card: bool


class Modem(Protocol):
    """What the commands need of the modem."""

    @property
    def faults(self) -> Faults:
        """What is wrong with it."""

    def say(self, *lines: str) -> None:
        """Send lines."""

    def ask_for_message(self, octets: int) -> None:
        """Show the prompt."""

    def stored(self) -> dict[int, str]:
        """Reports in memory."""


class Commands:
    """A modem's settings since it started. ``reports``: 0 dropped, 1 as ``+CDS``, 2 stored and told by ``+CDSI``."""

    def __init__(self, modem: Modem) -> None:
        self._modem = modem
        self.echo = True
        self.pdu_mode = False
        self.reports = 0
        self._numbered_errors = False

    def obey(self, command: str) -> None:
        """Answer one command line."""
        if not command:
            return
        name, _, value = command.upper().partition("=")
        if found := _ANSWERS.get(name):
            found(self, value)
        else:
            self._modem.say("ERROR")

    def at(self, _value: str) -> None:
        """Are you there?"""
        self._modem.say("OK")

    def echo_off(self, _value: str) -> None:
        """ATE0."""
        self.echo = False
        self._modem.say("OK")

    def echo_on(self, _value: str) -> None:
        """ATE1."""
        self.echo = True
        self._modem.say("OK")

    def errors(self, value: str) -> None:
        """AT+CMEE."""
        self._numbered_errors = value == "1"
        self._modem.say("OK")

    def pin(self, _value: str) -> None:
        """AT+CPIN?"""
        if self._modem.faults.sim_card:
            self._modem.say("+CPIN: READY", "OK")
        else:
            self._fail("+CME ERROR: 10")

    def registration(self, _value: str) -> None:
        """AT+CREG?"""
        self._modem.say(f"+CREG: 0,{1 if self._modem.faults.network else 2}", "OK")

    def registration_lte(self, _value: str) -> None:
        """AT+CEREG?"""
        self._modem.say(f"+CEREG: 0,{1 if self._modem.faults.network else 2}", "OK")

    def centre(self, _value: str) -> None:
        """AT+CSCA?"""
        self._modem.say('+CSCA: "+8613800210500",145', "OK")

    def mode(self, value: str) -> None:
        """AT+CMGF."""
        self.pdu_mode = value == "0"
        self._modem.say("OK")

    def indications(self, value: str) -> None:
        """AT+CNMI."""
        if not re.fullmatch(r"[0-3],[0-3],[0-3],[0-2],[01]", value):
            self._fail("+CMS ERROR: 302")
            return
        self.reports = int(value.split(",")[3])
        self._modem.say("OK")

    def memory(self, _value: str) -> None:
        """AT+CPMS."""
        self._modem.say("+CPMS: 0,255,0,255,0,255", "OK")

    def send(self, value: str) -> None:
        """AT+CMGS."""
        if not self._modem.faults.sim_card:
            self._fail("+CMS ERROR: 310")
        elif self.pdu_mode and value.isdecimal() and 8 <= int(value) <= 164:
            self._modem.ask_for_message(int(value))
        else:
            self._fail("+CMS ERROR: 304")

    def every_stored(self, _value: str) -> None:
        """AT+CMGL."""
        lines: list[str] = []
        for index, line in self._modem.stored().items():
            lines += [f"+CMGL: {index},1,,25", line]
        self._modem.say(*lines, "OK")

    def one_stored(self, value: str) -> None:
        """AT+CMGR."""
        line = self._modem.stored().get(int(value)) if value.isdecimal() else None
        self._modem.say(*(("+CMGR: 0,,25", line) if line else ()), "OK")

    def forget(self, value: str) -> None:
        """AT+CMGD."""
        if value.endswith(",4"):
            self._modem.stored().clear()
        elif value.isdecimal():
            self._modem.stored().pop(int(value), None)
        self._modem.say("OK")

    def _fail(self, error: str) -> None:
        self._modem.say(error if self._numbered_errors else "ERROR")


_ANSWERS = {
    "AT": Commands.at,
    "ATE0": Commands.echo_off,
    "ATE1": Commands.echo_on,
    "AT+CMEE": Commands.errors,
    "AT+CPIN?": Commands.pin,
    "AT+CREG?": Commands.registration,
    "AT+CEREG?": Commands.registration_lte,
    "AT+CSCA?": Commands.centre,
    "AT+CMGF": Commands.mode,
    "AT+CNMI": Commands.indications,
    "AT+CPMS": Commands.memory,
    "AT+CMGS": Commands.send,
    "AT+CMGL": Commands.every_stored,
    "AT+CMGR": Commands.one_stored,
    "AT+CMGD": Commands.forget,
}
