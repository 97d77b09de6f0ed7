"""Somebody at a kiosk calls for help; staff say at their desk that they are on the way, and the kiosk can tell."""

from pathlib import Path

import pytest
from django.test import Client

from hall.counter.calls import COMING_MS, answer_call, coming, end_answered, help_for, note_call
from hall.counter.models import OnMyWay
from hall.dashboard.screen_words import SCREENS, screen_word
from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Message
from hall.kiosks.models import Alarm
from hall.staff.logins import save_staff
from intake.contract.answers import Help
from kiosk.screens.show import VIEWS
from locker.contract import events as ev
from locker.contract.facts import Alarm as Kind
from tests.hall.story import START_MS, KioskLog

PASSWORD = "quiet-river-stone"


def desk(role: str) -> Client:
    save_staff(role, role, PASSWORD)
    client = Client()
    assert client.login(username=role, password=PASSWORD)
    return client


def calls(since_ms: int = START_MS) -> None:
    Alarm.objects.create(kiosk_id="k1", alarm="help_wanted", subject="", since_ms=since_ms, detail="form")


def test_nobody_comes_where_nobody_called(hall_home: Path) -> None:
    assert not answer_call("k1", "wang", START_MS)
    assert coming("k1", START_MS) is None


def test_whoever_answers_is_known_and_only_that_call_is_answered(hall_home: Path) -> None:
    calls()
    assert coming("k1", START_MS) is None
    assert answer_call("k1", "wang", START_MS + 1000)
    answer = coming("k1", START_MS + 2000)
    assert answer
    assert answer.staff == "wang"
    assert coming("k2", START_MS + 2000) is None

    Alarm.objects.all().delete()
    assert coming("k1", START_MS + 3000) is None
    calls(START_MS + 4000)
    assert coming("k1", START_MS + 5000) is None


def logged(log: KioskLog, act: str, screen: str = "form") -> None:
    """The call comes in the kiosk's log."""
    payload = log.writes(ev.AlarmRaised(alarm=Kind.HELP_WANTED, detail=screen), act)
    take(Addresses(machine().kiosk), [Message(log.topics.log, payload, retained=False)], START_MS)


def test_staff_read_in_words_where_the_caller_stands(hall_home: Path) -> None:
    calls()

    shown = desk("maintenance").get("/kiosk/k1", follow=True).content.decode()

    assert "在填申请表" in shown
    assert ">form<" not in shown


def test_every_screen_of_the_kiosk_has_words_for_staff() -> None:
    assert set(SCREENS) == {screen.name for screen in VIEWS}


def test_a_screen_of_a_newer_kiosk_is_told_by_its_name() -> None:
    assert screen_word("hologram", "zh") == "hologram"


def test_a_second_person_gets_an_answer_of_their_own(hall_home: Path) -> None:
    log = KioskLog()
    logged(log, "act-1")
    answer_call("k1", "wang", START_MS + 1000)
    assert help_for("k1", "act-1", START_MS + 2000) == Help(coming=True, known=True)
    assert help_for("k1", "act-2", START_MS + 2000) == Help(coming=False), "not heard of yet"

    logged(log, "act-2", "collect")
    assert help_for("k1", "act-2", START_MS + 3000) == Help(coming=False, known=True)
    assert Alarm.objects.get().detail == "collect"
    assert "我这就过去" in desk("maintenance").get("/").content.decode(), "the button is back"


def test_a_call_that_came_both_ways_is_one(hall_home: Path) -> None:
    log = KioskLog()
    note_call("k1", "act-1", "form", START_MS)
    note_call("k1", "act-1", "form", START_MS + 1000)
    answer_call("k1", "wang", START_MS + 2000)
    logged(log, "act-1")

    assert help_for("k1", "act-1", START_MS + 3000) == Help(coming=True, known=True)
    assert Alarm.objects.get().since_ms == START_MS


def test_a_call_of_an_older_hour_does_not_hide_the_one_that_waits(hall_home: Path) -> None:
    note_call("k1", "act-9", "collect", START_MS + 3_600_000)
    logged(KioskLog(), "act-1")

    assert help_for("k1", "act-9", START_MS + 3_600_000).known


def test_a_call_is_over_for_the_hall_although_its_lockerd_is_gone(hall_home: Path) -> None:
    note_call("k1", "act-1", "form", START_MS)
    desk("maintenance").post("/kiosk/k1/alarm/help_wanted/clear", {"subject": ""})

    assert not Alarm.objects.exists()


@pytest.mark.parametrize("role", ["clerk", "lead"])
def test_a_clerk_sees_the_call_above_the_desk_and_may_answer_it(hall_home: Path, role: str) -> None:
    client = desk(role)
    assert 'data-live="/desk/calls"' in client.get("/desk/").content.decode()
    nobody = client.get("/desk/calls")
    assert nobody.content.strip() == b""
    calls()

    called = client.get("/desk/calls")
    assert called.headers["ETag"] != nobody.headers["ETag"]
    assert "我这就过去" in called.content.decode()
    answer = client.post("/kiosk/k1/on-my-way", {"from": "desk"})
    assert answer.headers["Location"] == "/desk/"
    assert "正在赶去" in client.get("/desk/calls").content.decode()


def test_who_is_not_of_the_desk_has_no_calls_there(hall_home: Path) -> None:
    assert desk("viewer").get("/desk/calls").status_code == 403


def test_an_answer_of_long_ago_is_no_answer(hall_home: Path) -> None:
    calls()
    answer_call("k1", "wang", START_MS)

    assert coming("k1", START_MS + COMING_MS) is None


def test_an_answered_call_ends_by_itself_and_one_that_nobody_answered_stands(hall_home: Path) -> None:
    calls()
    Alarm.objects.create(kiosk_id="k2", alarm="help_wanted", subject="", since_ms=START_MS, detail="form")
    answer_call("k1", "wang", START_MS + 5_000)

    end_answered(START_MS + COMING_MS)
    assert Alarm.objects.count() == 2
    end_answered(START_MS + 5_000 + COMING_MS)

    assert Alarm.objects.get().kiosk_id == "k2"
    assert OnMyWay.objects.get().staff == "wang", "who came stays on record"


def test_while_a_second_colleague_is_on_the_way_a_call_has_not_ended(hall_home: Path) -> None:
    calls()
    answer_call("k1", "wang", START_MS)
    answer_call("k1", "li", START_MS + 60_000)
    end_answered(START_MS + COMING_MS)
    assert Alarm.objects.exists()


def test_who_calls_again_after_an_answer_has_not_been_helped_by_it(hall_home: Path) -> None:
    note_call("k1", "act-1", "form", START_MS)
    answer_call("k1", "wang", START_MS + 1_000)
    note_call("k1", "act-2", "form", START_MS + 300_000)
    end_answered(START_MS + 2 * COMING_MS)
    assert Alarm.objects.get().call == "act-2"


def test_a_clerk_says_that_the_caller_was_helped_and_may_clear_nothing_else(hall_home: Path) -> None:
    calls()
    Alarm.objects.create(kiosk_id="k1", alarm="submission_unfit", subject="", since_ms=START_MS, detail="malformed")
    client = desk("clerk")
    assert "已处理" in client.get("/desk/calls").content.decode()

    done = client.post("/kiosk/k1/alarm/help_wanted/clear", {"subject": "", "from": "desk"})
    assert done.headers["Location"] == "/desk/"
    assert client.post("/kiosk/k1/alarm/submission_unfit/clear").status_code == 403
    assert Alarm.objects.get().alarm == "submission_unfit"


def test_the_desk_has_a_button_and_then_says_who_is_on_the_way(hall_home: Path) -> None:
    calls()
    client = desk("maintenance")
    page = client.get("/").content.decode()
    assert "我这就过去" in page
    mark = client.get("/live").headers["ETag"]

    client.post("/kiosk/k1/on-my-way", {"from": "overview"})

    assert OnMyWay.objects.get().staff == "maintenance"
    answered = client.get("/live")
    assert answered.headers["ETag"] != mark
    assert "正在赶去" in answered.content.decode()
    assert "我这就过去" not in answered.content.decode()


@pytest.mark.parametrize("address", ["/", "/kiosk/k1"])
def test_who_may_only_look_has_no_button_and_cannot_press_it(hall_home: Path, address: str) -> None:
    calls()
    client = desk("viewer")

    assert "我这就过去" not in client.get(address).content.decode()
    assert client.post("/kiosk/k1/on-my-way").status_code == 403
    assert not OnMyWay.objects.exists()


def test_a_submission_that_could_not_be_opened_is_seen_and_cleared_at_the_desk(hall_home: Path) -> None:
    Alarm.objects.create(kiosk_id="k1", alarm="submission_unfit", subject="", since_ms=START_MS, detail="malformed")
    client = desk("maintenance")
    assert "收到无法打开的申报材料" in client.get("/").content.decode()

    client.post("/kiosk/k1/alarm/submission_unfit/clear")
    assert not Alarm.objects.exists()
