"""Maintenance staff at their desk say that an alarm was dealt with; the kiosk has the last word."""

from pathlib import Path

import jwt
import pytest
from django.test import Client

from hall.here import credentials, machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Message
from hall.kiosks.commands import Order, Verb, sign
from hall.kiosks.models import Alarm as AlarmRow
from hall.kiosks.models import Command, Kiosk
from hall.staff.logins import save_staff
from locker.contract import events as ev
from locker.contract.answers import AnyAnswer, Done
from locker.contract.facts import Alarm
from locker.contract.ids import KioskId, RequestId
from locker.contract.refusal import Refusal
from locker.daemon.commands import Command as Verified
from locker.daemon.commands import public_key, verify
from locker.domain.remote import obey
from tests.hall.story import START_MS, KioskLog
from tests.locker.story import Story, refusal

PASSWORD = "quiet-river-stone"
pytestmark = pytest.mark.usefixtures("hall_home")


def ordered(alarm: str) -> Order:
    kiosk = Kiosk.objects.get(pk="k1")
    return sign(kiosk, Verb.CLEAR_ALARM, alarm, "wang", credentials().text("command_signing.key"), START_MS)


def told(story: Story, order: Order, home: Path) -> AnyAnswer:
    """The kiosk gets the order and does what it says."""
    key = public_key((home / "keys" / "command_signing.pub").read_bytes())
    command = verify(
        order.token, key, KioskId("k1"), "clear_alarm", now_ms=START_MS + 900, clock_trusted=True, retained=False
    )
    assert isinstance(command, Verified), command
    decision = obey(story.situation(), command.id, command.verb, command.compartment, command.alarm, command.subject)
    return story.settle(RequestId(command.id), decision)


def with_alarm(alarm: Alarm, subject: str) -> Story:
    story = Story()
    story.write([ev.AlarmRaised(alarm=alarm, subject=subject)])
    return story


def a_desk(role: str, alarm: Alarm, subject: str) -> Client:
    log = KioskLog()
    payload = log.writes(ev.AlarmRaised(alarm=alarm, subject=subject))
    take(Addresses(machine().kiosk), [Message(log.topics.log, payload, retained=False)], START_MS)
    assert save_staff(role, role, PASSWORD) == []
    browser = Client()
    browser.post("/login", {"name": role, "password": PASSWORD})
    return browser


def test_an_alarm_that_was_dealt_with_ends_at_the_kiosk(hall_home: Path) -> None:
    story = with_alarm(Alarm.SENSOR_DOUBTFUL, "A3")

    answer = told(story, ordered("sensor_doubtful:A3"), hall_home)

    assert isinstance(answer, Done)
    assert not story.stands(Alarm.SENSOR_DOUBTFUL, "A3")


def test_an_alarm_whose_cause_stands_stays_whatever_the_desk_says(hall_home: Path) -> None:
    story = with_alarm(Alarm.BOARD_SILENT, "upper")

    answer = told(story, ordered("board_silent:upper"), hall_home)

    assert refusal(answer) is Refusal.ALARM_STANDS
    assert story.stands(Alarm.BOARD_SILENT, "upper")


def test_the_same_order_heard_twice_does_nothing_the_second_time(hall_home: Path) -> None:
    story = with_alarm(Alarm.HELP_WANTED, "")
    order = ordered("help_wanted:")
    told(story, order, hall_home)
    story.write([ev.AlarmRaised(alarm=Alarm.HELP_WANTED)])

    assert refusal(told(story, order, hall_home)) is Refusal.COMMAND_EXPIRED
    assert story.stands(Alarm.HELP_WANTED)


def test_the_signed_order_names_the_alarm_and_no_door() -> None:
    claims = jwt.decode(ordered("sensor_doubtful:A3").token, options={"verify_signature": False})

    assert (claims["compartment"], claims["alarm"], claims["subject"]) == ("", "sensor_doubtful", "A3")


def test_the_page_asks_the_kiosk_and_shows_what_it_said() -> None:
    desk = a_desk("maintenance", Alarm.SENSOR_DOUBTFUL, "A3")
    assert "/kiosk/k1/alarm/sensor_doubtful/clear" in desk.get("/kiosk/k1").content.decode()

    desk.post("/kiosk/k1/alarm/sensor_doubtful/clear", {"subject": "A3"})

    assert Command.objects.get().compartment == "sensor_doubtful:A3"
    assert "门磁传感器存疑 A3</span>" in desk.get("/kiosk/k1").content.decode()
    assert AlarmRow.objects.count() == 1, "only the kiosk's own word ends it"


def test_only_maintenance_may_and_only_what_stands() -> None:
    looking = a_desk("viewer", Alarm.SENSOR_DOUBTFUL, "A3")
    assert "alarm/sensor_doubtful/clear" not in looking.get("/kiosk/k1").content.decode()
    assert looking.post("/kiosk/k1/alarm/sensor_doubtful/clear", {"subject": "A3"}).status_code == 403

    save_staff("maintenance", "maintenance", PASSWORD)
    looking.post("/login", {"name": "maintenance", "password": PASSWORD})
    assert looking.post("/kiosk/k1/alarm/sensor_doubtful/clear", {"subject": "B9"}).status_code == 404
    assert Command.objects.count() == 0
