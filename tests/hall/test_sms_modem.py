"""The courier with a GSM modem on a real pseudo-terminal, and the phone behind its network."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.sim.modem import SimulatedModem
from hall.clock import now_ms
from hall.here import credentials, machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Message
from hall.sms.courier import Courier
from hall.sms.models import Sms
from hall.sms.senders import SmsTrouble
from hall.sms.senders.modem import ModemSender
from hall.sms.service import courier_of
from tests.hall.conftest import Seal
from tests.hall.process import Hall, until
from tests.hall.story import KioskLog, begun, confirmed
from tests.hall.test_ingest_live import kiosk
from tests.real.broker import Broker


@contextmanager
def modem_at(port: Path) -> Iterator[SimulatedModem]:
    """The electronics, in a thread of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    far = SimulatedModem(port, report_after_s=0.05)
    asyncio.run_coroutine_threadsafe(far.start(), loop).result(10)
    try:
        yield far
    finally:
        asyncio.run_coroutine_threadsafe(far.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_killed_while_the_modem_is_asked_staff_see_that_nobody_knows(broker: Broker, tmp_path: Path) -> None:
    hall, log, port = Hall(tmp_path / "hall", broker), KioskLog(), tmp_path / "modem"
    hall.sends_through_modem(port)
    with modem_at(port) as far, hall.serving("ingest"), kiosk(broker, log) as link:
        far.faults.silent_after_message = True
        link.is_told(0)
        with hall.serving("sms") as process:
            until(lambda: "AT+CNMI" in " ".join(far.heard))
            link.sends(*log.writes_all(begun("k1-7", hall.seals("13812348000")), confirmed("k1-7")))
            until(lambda: hall.asks("SELECT COUNT(*) FROM sms WHERE state = 'sending'"))
            process.kill()
        with hall.serving("sms"):
            until(lambda: hall.asks("SELECT state FROM sms") == "unknown")


@pytest.fixture
def owed(hall_home: Path, seal: Seal) -> Sms:
    log = KioskLog()
    messages = [
        Message(log.topics.log, payload, False)
        for payload in log.writes_all(begun("k1-7", seal("13812348000")), confirmed("k1-7"))
    ]
    take(Addresses(machine().kiosk), messages, now_ms())
    return Sms.objects.get()


def test_the_phone_behind_the_modem_gets_the_text_and_reports_it(owed: Sms, tmp_path: Path) -> None:
    port = tmp_path / "modem"
    with modem_at(port) as far:
        sender = ModemSender(str(port), 115_200)
        courier = courier_of(machine(), credentials(), sender)
        courier.start()
        try:
            until(lambda: _state_after_turn(courier, owed) == "delivered")
        finally:
            sender.stop()
    (received,) = far.inbox
    assert received.to.endswith("13812348000")
    assert received.parts == 1
    assert "取件码" in received.text


def test_without_a_modem_it_is_surely_not_sent(tmp_path: Path) -> None:
    sender = ModemSender(str(tmp_path / "nothing"), 115_200)
    sender.start(lambda _report: None)
    try:
        trouble = sender.send("13812348000", "测试")
    finally:
        sender.stop()
    assert isinstance(trouble, SmsTrouble)
    assert not trouble.maybe_sent
    assert not trouble.for_good


def test_a_number_that_can_get_no_sms_is_refused_for_good(tmp_path: Path) -> None:
    sender = ModemSender(str(tmp_path / "nothing"), 115_200)
    sender.start(lambda _report: None)
    try:
        trouble = sender.send("12345", "测试")
    finally:
        sender.stop()
    assert isinstance(trouble, SmsTrouble)
    assert trouble.for_good


def _state_after_turn(courier: Courier, sms: Sms) -> str:
    courier.turn()
    Sms.objects.filter(state="owed").update(next_try_ms=0)
    sms.refresh_from_db()
    return sms.state
