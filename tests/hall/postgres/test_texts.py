"""Texts that PostgreSQL cannot keep stop nobody: neither a kiosk's log nor a page."""

from functools import partial

import pytest
from django.test import Client
from msgspec.structs import replace

from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.chain import Cursor
from hall.ingest.messages import Addresses, Message
from hall.kiosks.models import Deposit, Dropped, Event
from locker.contract import events as ev
from locker.contract.facts import Alarm
from locker.contract.ids import CaseNumber
from tests.hall.desk_story import Person
from tests.hall.postgres.at_once import Lock
from tests.hall.story import KioskLog, begun

NOW_MS = 1_795_100_000_000


def arrive(log: KioskLog, payload: bytes, topic: str | None = None) -> Cursor | None:
    message = Message(topic or log.topics.log, payload, False)
    return take(Addresses(machine().kiosk), [message], NOW_MS).get(log.kiosk)


@pytest.mark.parametrize("case", ["E\0", "😀" * 4000, "\ud7ff\ufffd𠮷·"])
def test_a_log_goes_on_after_an_event_with_any_text(lock: Lock, case: str) -> None:
    log = KioskLog()
    arrive(log, log.writes(replace(begun("k1-7"), case=CaseNumber(case))))

    assert arrive(log, log.writes(begun("k1-8"))) == Cursor(2, log.hash)
    assert [row.hash for row in Event.objects.order_by("seq")] == [entry.hash for entry in log.entries]
    assert Deposit.objects.filter(deposit="k1-8").exists()


def test_an_alarm_of_a_long_subject_is_kept_and_not_understood(lock: Lock) -> None:
    log = KioskLog()
    arrive(log, log.writes(ev.AlarmRaised(alarm=Alarm.HELP_WANTED, subject="".join(map(chr, range(0x4E00, 0x5E00))))))

    assert Dropped.objects.get().cause == "not_understood"
    assert Event.objects.get().kind == "alarm_raised"


@pytest.mark.parametrize("part", ["status", "telemetry", "cabinet"])
def test_a_state_with_a_nul_is_dropped(lock: Lock, part: str) -> None:
    log = KioskLog()
    topics = {"status": log.topics.status, "telemetry": log.topics.telemetry, "cabinet": log.topics.cabinet_state}

    arrive(log, b'{"s":"online","boot":"\\u0000","poll_ms":{"\\u0000":1}}', topics[part])

    assert Dropped.objects.get().cause == "malformed"


def test_an_entry_whose_request_holds_a_nul_is_none(lock: Lock) -> None:
    log = KioskLog()
    log.writes(begun("k1-7"), request="r\0")

    assert arrive(log, log.messages()[0]) is None
    assert Dropped.objects.get().cause == "malformed"


def test_whoever_types_a_nul_at_a_page_is_refused_and_the_page_lives_on(lock: Lock) -> None:
    person, browser, opens = Person("li", "viewer"), Client(), partial(Client().post, "/login")

    assert opens({"name": "li\0", "password": "x"}).status_code == 400
    assert person.browser.get("/kiosk/k%001").status_code == 400
    assert person.browser.get("/desk/?tab=%00").status_code == 400
    assert browser.get("/", headers={"cookie": 'sessionid="a\\000b\\000"'}).status_code == 400
    assert opens({"name": "li", "password": "quiet-river-stone"}).status_code == 302
