"""A GSM modem on a serial port, through ``drivers.modem``: its event loop runs in a thread beside the courier."""

import asyncio
import threading
from concurrent.futures import TimeoutError as FutureTimeoutError

from drivers.modem.gsm import GsmModem, Patience
from drivers.modem.gsm import Sent as ModemSent
from drivers.modem.pdu import Delivery
from drivers.modem.pdu import Report as ModemReport
from drivers.trouble import Cause, Trouble
from hall.sms.senders import OnReport, Report, Sent, SmsTrouble

PART_S_MAX = 30.0
SEND_S_MAX = 45.0  # under the unit's WatchdogSec


class ModemSender:
    """References of a modem are 0 to 255 and come round again, so its reports also name the phone."""

    def __init__(self, port: str, baud: int) -> None:
        self._port = port
        self._baud = baud
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="modem", daemon=True)
        self._modem: GsmModem | None = None

    def start(self, on_report: OnReport) -> None:
        """Look for the modem from now on."""

        def told(report: ModemReport) -> None:
            word = _read(report)
            if word is not None:
                on_report(word)

        self._thread.start()
        self._modem = GsmModem(self._port, self._baud, told, patience=Patience(send_s=PART_S_MAX))
        asyncio.run_coroutine_threadsafe(self._modem.start(), self._loop).result()

    def stop(self) -> None:
        """Close the port."""
        if self._modem is not None:
            asyncio.run_coroutine_threadsafe(self._modem.stop(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    def send(self, phone: str, text: str) -> Sent | SmsTrouble:
        """Through the modem, at most :data:`SEND_S_MAX` seconds."""
        if self._modem is None:
            return SmsTrouble("modem not started")
        waiting = asyncio.run_coroutine_threadsafe(self._modem.send(phone, text), self._loop)
        try:
            outcome = waiting.result(SEND_S_MAX)
        except FutureTimeoutError:
            waiting.cancel()
            return SmsTrouble("modem gave no answer in time", maybe_sent=True)
        return _outcome(outcome)


def _outcome(outcome: ModemSent | Trouble) -> Sent | SmsTrouble:
    if isinstance(outcome, ModemSent):
        return Sent(tuple(str(reference) for reference in outcome.references))
    words = outcome.detail or str(outcome.cause)
    # A refusal is an answer: the text did not go out.
    maybe_sent = outcome.sent and outcome.cause is not Cause.REFUSED
    return SmsTrouble(words, maybe_sent=maybe_sent, for_good=outcome.cause is Cause.UNFIT)


def _read(report: ModemReport) -> Report | None:
    """None: the network still tries."""
    if report.delivery is Delivery.TRYING:
        return None
    delivered = report.delivery is Delivery.DELIVERED
    return Report(str(report.reference), delivered, "" if delivered else "not delivered", report.phone)
