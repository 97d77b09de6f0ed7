"""A GSM modem kept ready for ever: found, set up, registered, found again; texts out, delivery reports in.

Sequence of commands from TS 27.005 and 27.007 as Quectel EC2x and SIMCom modules understand them.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from drivers.modem.at import AtLine, Lines
from drivers.modem.pdu import PARTS_MAX, Report, Submit, international, read_report, split, submits
from drivers.trouble import Cause, Trouble

_log = logging.getLogger(__name__)

_SET_UP = ("ATE0", "AT+CMEE=1", "AT+CPIN?", "AT+CMGF=0", "AT+CNMI=2,1,0,1,0")
_WELCOME_BUT_NOT_NEEDED = ('AT+CPMS="ME","ME","ME"', "AT+CSCA?")
_REGISTERED = frozenset({"1", "5", "6", "7"})  # home, roaming, and the same for SMS alone (TS 27.007, 7.2)


class ModemState(StrEnum):
    """How far the modem has come."""

    AWAY = "away"
    NOT_READY = "not_ready"
    NOT_REGISTERED = "not_registered"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Sent:
    """The network took every part. ``references``: one for each part, 0 to 255, as reports will name them."""

    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds. ``pauses_s``: before trying again, the last one for ever."""

    reply_s: float = 5.0
    send_s: float = 60.0
    look_s: float = 30.0
    pauses_s: Sequence[float] = (1, 2, 5, 10, 30)


class GsmModem:
    """One modem. Call from one event loop only.

    :param port: the serial port's stable name; ``baud`` is ignored by USB modems.
    :param on_report: called with every delivery report: of earlier runs too, and maybe before ``send`` has returned.
    :param on_state: called with every new state.
    """

    def __init__(
        self,
        port: str,
        baud: int,
        on_report: Callable[[Report], None],
        *,
        on_state: Callable[[ModemState], None] = lambda _: None,
        patience: Patience | None = None,
        name: str = "modem",
    ) -> None:
        self._port = port
        self._baud = baud
        self._name = name
        self._on_report = on_report
        self._on_state = on_state
        self._patience = patience or Patience()
        self._line: AtLine | None = None
        self._task: asyncio.Task[None] | None = None
        self._stored: set[asyncio.Task[None]] = set()
        self._joint = secrets.randbelow(256)
        self.state = ModemState.AWAY
        self.trouble: Trouble | None = None

    @property
    def registered(self) -> bool:
        """The network will take a text now."""
        return self.state is ModemState.READY

    async def start(self) -> None:
        """Begin to look for the modem; returns at once, whether it is there or not."""
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Close the port. A text being sent ends with trouble."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._become(ModemState.AWAY)

    async def send(self, phone: str, text: str) -> Sent | Trouble:
        """Send a text: up to 70 UTF-16 units in one part, up to 670 in ten.

        :param phone: a mainland mobile number (11 digits), or ``+`` and E.164.
        :return: trouble ``unfit``: never try this again; ``sent``: some of it may arrive; else nothing has left.
        """
        digits = international(phone)
        if digits is None:
            return Trouble(self._name, Cause.UNFIT, "no phone number that can get an SMS")
        if unfit := _unfit(text):
            return Trouble(self._name, Cause.UNFIT, unfit)
        self._joint = (self._joint + 1) % 256
        return await self._send_all(submits(digits, text, self._joint))

    async def _send_all(self, parts: list[Submit]) -> Sent | Trouble:
        references: list[int] = []
        for part in parts:
            answer = await self._send_part(part)
            if isinstance(answer, Trouble):
                return replace(answer, sent=answer.sent or bool(references))
            references.append(answer)
        return Sent(tuple(references))

    async def _send_part(self, part: Submit) -> int | Trouble:
        if self._line is None or not self.registered:
            return self.trouble or Trouble(self._name, Cause.PORT_GONE, f"the modem is {self.state}")
        line = self._line
        answer = await line.ask_with_message(f"AT+CMGS={part.octets}", part.hex, self._patience.send_s)
        if isinstance(answer, Trouble):
            if answer.cause is not Cause.REFUSED:
                line.close()  # a late answer must not be taken for the next one's
            return answer
        reference = _after(answer, "+CMGS:")
        if reference.isdecimal() and int(reference) < 256:
            return int(reference)
        return Trouble(self._name, Cause.GARBLED, "taken, but without a reference", sent=True)

    async def _keep(self) -> None:
        failures = 0
        while True:
            line = AtLine(self._name, self._port, self._baud, self._unasked)
            trouble = line.open()
            try:
                trouble = trouble or await self._set_up(line)
                if trouble is None:
                    failures = 0
                    trouble = await self._watch(line)
            finally:
                self._line = None
                line.close()
            self._note(trouble, ModemState.AWAY if trouble.cause is Cause.PORT_GONE else ModemState.NOT_READY)
            pauses = self._patience.pauses_s
            await asyncio.sleep(pauses[min(failures, len(pauses) - 1)])
            failures += 1

    async def _set_up(self, line: AtLine) -> Trouble | None:
        if trouble := await line.wake(self._patience.reply_s):
            return trouble
        for command in _SET_UP:
            answer = await line.ask(command, self._patience.reply_s)
            if isinstance(answer, Trouble):
                return answer
            if command == "AT+CPIN?" and _after(answer, "+CPIN:") != "READY":
                return Trouble(self._name, Cause.REFUSED, f"SIM card: {_after(answer, '+CPIN:')[:40]}")
        for command in _WELCOME_BUT_NOT_NEEDED:
            await line.ask(command, self._patience.reply_s)
        return await self._take_stored(line)

    async def _take_stored(self, line: AtLine) -> Trouble | None:
        """Reports that came while nobody was here; then empty the memory, which would not take new ones when full."""
        self._reports_in(await line.ask("AT+CMGL=4", self._patience.reply_s))
        emptied = await line.ask("AT+CMGD=1,4", self._patience.reply_s)
        return emptied if isinstance(emptied, Trouble) and emptied.cause is not Cause.REFUSED else None

    async def _watch(self, line: AtLine) -> Trouble:
        """Ask now and then whether the network is there, until the line is of no more use."""
        self._line = line
        while True:
            trouble = await self._registration(line)
            if trouble is None:
                self._note(None, ModemState.READY)
            elif trouble.cause is not Cause.REFUSED:
                return trouble
            else:
                self._note(trouble, ModemState.NOT_REGISTERED)
            pause_s = self._patience.look_s if trouble is None else self._patience.pauses_s[0]
            with suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await line.closed.wait()
            if line.closed.is_set():
                return Trouble(self._name, Cause.PORT_GONE, "the port closed")

    async def _registration(self, line: AtLine) -> Trouble | None:
        for command, prefix in (("AT+CEREG?", "+CEREG:"), ("AT+CREG?", "+CREG:")):
            answer = await line.ask(command, self._patience.reply_s)
            if isinstance(answer, Trouble):
                if answer.cause is not Cause.REFUSED:
                    return answer
            elif _REGISTERED.intersection(_after(answer, prefix).split(",")[1:2]):
                return None
        return Trouble(self._name, Cause.REFUSED, "not registered in a network")

    def _unasked(self, line: str, pdu: str) -> None:
        if line.startswith("+CDS:"):
            self._report(pdu)
        elif line.startswith(("+CDSI:", "+CMTI:")):
            self._later(line.rpartition(",")[2].strip())
        elif line == "RDY" and self._line:
            self._line.close()  # the modem has started again and forgot how it was set up

    def _report(self, pdu: str) -> None:
        report = read_report(pdu)
        if report:
            self._on_report(report)
        else:
            _log.warning("%s: a delivery report that cannot be read", self._name)

    def _later(self, index: str) -> None:
        if self._line and index.isdecimal() and len(index) <= 4 and len(self._stored) < 100:
            task = asyncio.create_task(self._take_one(self._line, index))
            self._stored.add(task)
            task.add_done_callback(self._stored.discard)

    async def _take_one(self, line: AtLine, index: str) -> None:
        self._reports_in(await line.ask(f"AT+CMGR={index}", self._patience.reply_s))
        await line.ask(f"AT+CMGD={index}", self._patience.reply_s)

    def _reports_in(self, stored: Lines | Trouble) -> None:
        for line in stored if not isinstance(stored, Trouble) else ():
            if report := read_report(line):
                self._on_report(report)

    def _note(self, trouble: Trouble | None, state: ModemState) -> None:
        if trouble and trouble != self.trouble:
            _log.warning("%s", trouble)
        self.trouble = trouble
        self._become(state)

    def _become(self, state: ModemState) -> None:
        if state is not self.state:
            self.state = state
            self._on_state(state)


def _after(lines: Lines, prefix: str) -> str:
    return next((line[len(prefix) :].strip() for line in lines if line.startswith(prefix)), "")


def _unfit(text: str) -> str:
    if not text:
        return "an empty text"
    if any("\ud800" <= character <= "\udfff" for character in text):
        return "half a character in the text"
    parts = len(split(text[:10_000]))
    return f"{parts} parts, at most {PARTS_MAX}" if parts > PARTS_MAX else ""
