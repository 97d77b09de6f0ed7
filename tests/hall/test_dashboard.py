"""The pages: who may see and do what, and that they show what happened, in words, within a second."""

import re
from pathlib import Path

import pytest
from django.test import Client

from hall.clock import now_ms
from hall.dashboard.event_words import SENTENCES, VALUES, sentence
from hall.dashboard.login import FREE_FAILURES
from hall.dashboard.models import LoginTry
from hall.dashboard.refusal_words import REFUSALS
from hall.dashboard.words import LANGUAGES, WORDS, word
from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Cause, Message
from hall.kiosks.models import Alarm as AlarmRow
from hall.sms.models import Reason, Sms, State
from hall.sms.owing import owe
from hall.staff.logins import save_staff
from locker.contract import events as ev
from locker.contract.codec import encode_event
from locker.contract.facts import Alarm, DepositKind, DepositState, Door, Outcome, Purpose, Service, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, StaffNumber
from locker.contract.refusal import Refusal
from tests.hall.case_story import KIOSK_DECIDES, applied
from tests.hall.story import KioskLog, begun, confirmed

PASSWORD = "quiet-river-stone"
A1 = CompartmentId("A1")


class Desk:
    """A member of staff at a browser, and a kiosk that says things."""

    def __init__(self) -> None:
        self.log = KioskLog()
        self.browser = Client(enforce_csrf_checks=False)

    def kiosk_says(self, *events: ev.AnyEvent) -> None:
        messages = [Message(self.log.topics.log, self.log.writes(event), False) for event in events]
        take(Addresses(machine().kiosk), messages, now_ms())

    def logs_in(self, role: str) -> None:
        assert save_staff(role, role, PASSWORD) == []
        self.browser.post("/login", {"name": role, "password": PASSWORD})

    def sees(self, address: str) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def cannot(self, address: str, **fields: str) -> int:
        return self.browser.post(address, fields).status_code


@pytest.fixture
def desk(hall_home: Path) -> Desk:
    return Desk()


# who


@pytest.mark.parametrize(
    "address", ["/", "/live", "/kiosk/k1", "/kiosk/k1/live", "/kiosk/k1/door/A1", "/sms", "/sms/console"]
)
def test_without_a_login_there_is_nothing_to_see(desk: Desk, address: str) -> None:
    answer = desk.browser.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/login?next={address}")


def test_a_viewer_sees_but_does_not_act(desk: Desk) -> None:
    desk.kiosk_says(begun("k1-7"), ev.DoorClosed(compartment=A1), confirmed("k1-7"))
    desk.logs_in("viewer")
    assert "等待领取" in desk.sees("/kiosk/k1")
    assert "<button>重发短信" not in desk.sees("/kiosk/k1")
    assert desk.cannot("/kiosk/k1/door/A1/command", verb="open", confirmed="yes") == 403
    assert desk.cannot(f"/sms/{Sms.objects.get().id}/resend") == 403
    assert desk.cannot("/kiosk/k1/alarm/log_forked/clear") == 403
    assert desk.browser.get("/sms/console").status_code == 404


def test_an_act_without_the_forms_token_is_refused(desk: Desk) -> None:
    desk.browser = Client(enforce_csrf_checks=True)
    assert desk.browser.post("/login", {"name": "x", "password": "y"}).status_code == 403


def test_guessing_a_password_is_stopped_and_the_right_one_must_wait(desk: Desk) -> None:
    save_staff("wang", "viewer", PASSWORD)
    for _ in range(FREE_FAILURES):
        assert desk.browser.post("/login", {"name": "wang", "password": "wrong"}).status_code == 403
    assert desk.browser.post("/login", {"name": "wang", "password": PASSWORD}).status_code == 429
    LoginTry.objects.update(locked_until_ms=now_ms() - 1)
    assert desk.browser.post("/login", {"name": "wang", "password": PASSWORD}).status_code == 302


def test_a_login_leads_back_inside_and_nowhere_else(desk: Desk) -> None:
    save_staff("wang", "viewer", PASSWORD)
    for target, leads_to in (("/sms", "/sms"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/")):
        answer = desk.browser.post("/login", {"name": "wang", "password": PASSWORD, "next": target})
        assert answer.headers["Location"] == leads_to


def test_a_weak_password_is_not_taken(desk: Desk) -> None:
    assert save_staff("wang", "viewer", "12345")


# what


def test_doors_show_their_state_and_change_without_reloading(desk: Desk) -> None:
    desk.kiosk_says(ev.LockerdStarted(version="1", compartments=[A1, CompartmentId("A10"), CompartmentId("A2")]))
    desk.kiosk_says(ev.DoorSeen(compartment=A1, door=Door.CLOSED))
    desk.logs_in("viewer")
    page = desk.sees("/kiosk/k1/live")
    assert re.findall(r"<b>(A\d+)</b><span>(.+?)</span>", page) == [("A1", "空闲"), ("A2", "未知"), ("A10", "未知")]

    desk.kiosk_says(ev.DoorOpened(compartment=A1))
    assert ("A1", "门开着") in re.findall(r"<b>(A\d+)</b><span>(.+?)</span>", desk.sees("/kiosk/k1/live"))


@pytest.mark.parametrize("address", ["/live", "/kiosk/k1/live"])
def test_asking_again_when_nothing_changed_costs_nothing(desk: Desk, address: str) -> None:
    desk.logs_in("viewer")
    mark = desk.browser.get(address).headers["ETag"]
    same = desk.browser.get(address, headers={"If-None-Match": mark})
    assert (same.status_code, same.content) == (304, b"")
    desk.kiosk_says(ev.DoorOpened(compartment=A1))
    assert desk.browser.get(address, headers={"If-None-Match": mark}).status_code == 200


def test_a_kiosk_is_online_offline_silent_or_never_seen(desk: Desk) -> None:
    desk.logs_in("viewer")
    assert "尚未连接" in desk.sees("/")
    birth = Message(desk.log.topics.status, b'{"s":"online","boot":"b"}', False)
    take(Addresses(machine().kiosk), [birth], now_ms() - 300_000)
    assert "在线但无消息" in desk.sees("/")
    take(Addresses(machine().kiosk), [birth], now_ms())
    assert "link online" in desk.sees("/")
    will = Message(desk.log.topics.status, b'{"s":"offline","boot":"b"}', False)
    take(Addresses(machine().kiosk), [will], now_ms())
    assert "离线" in desk.sees("/")


def test_the_phone_is_masked_and_the_sms_state_stands_beside_the_deposit(desk: Desk) -> None:
    desk.kiosk_says(begun("k1-7", "c2VhbGVk"), confirmed("k1-7"))
    desk.logs_in("maintenance")
    page = desk.sees("/kiosk/k1")
    assert "138****8000" in page
    assert "待发送" in page
    assert "c2VhbGVk" not in page


def test_staff_resend_a_failed_sms_with_one_click(desk: Desk) -> None:
    desk.kiosk_says(begun("k1-7"), confirmed("k1-7"))
    Sms.objects.update(state=State.FAILED, trouble="no network")
    desk.logs_in("maintenance")
    assert "发送失败" in desk.sees("/")
    desk.browser.post(f"/sms/{Sms.objects.get().id}/resend", {"from": "kiosk"})
    assert list(Sms.objects.order_by("id").values_list("copy", "state")) == [(0, "failed"), (1, "owed")]
    assert "短信发送正常" in desk.sees("/")


def test_what_was_not_told_of_a_case_is_seen_and_sent_again_by_the_desk_too(desk: Desk) -> None:
    desk.kiosk_says(begun("k1-7"), confirmed("k1-7"))
    applied(KIOSK_DECIDES)
    Sms.objects.update(state=State.FAILED, trouble="no network")
    about_case, about_deposit = Sms.objects.get(deposit=""), Sms.objects.get(case="")
    desk.logs_in("clerk")
    assert "受理告知 · 138****8000" in desk.sees("/sms")
    assert desk.browser.post(f"/sms/{about_case.id}/resend").status_code == 302
    assert desk.cannot(f"/sms/{about_deposit.id}/resend") == 403
    desk.logs_in("viewer")
    assert desk.cannot(f"/sms/{about_case.id}/resend") == 403


def test_an_sms_that_waits_for_the_limit_of_its_phone_is_seen(desk: Desk) -> None:
    owe("E26112300423", 1, Reason.ACCEPTED, "您的申请……", {"applicant": "13812348000"}, 1)
    desk.logs_in("clerk")
    assert "短信发送正常" in desk.sees("/")
    Sms.objects.update(trouble="limit a day for this phone reached")
    assert "该手机当日短信已达上限" in desk.sees("/")


def test_the_halls_own_alarms_are_cleared_here_and_none_whose_cause_stands(desk: Desk) -> None:
    desk.kiosk_says(ev.AlarmRaised(alarm=Alarm.BOARD_SILENT, subject="upper"))
    AlarmRow.objects.create(kiosk_id="k1", alarm="log_forked", subject="", since_ms=1, detail="")
    desk.logs_in("maintenance")
    assert desk.cannot("/kiosk/k1/alarm/board_silent/clear") == 404
    desk.browser.post("/kiosk/k1/alarm/log_forked/clear")
    assert [row.alarm for row in AlarmRow.objects.all()] == ["board_silent"]


def test_refused_messages_are_counted_on_the_first_page(desk: Desk) -> None:
    take(Addresses(machine().kiosk), [Message("hall/v1/x/y/log", b"", False)] * 3, now_ms())
    desk.logs_in("viewer")
    assert re.search(r"不属于本大厅的终端</span> <b>3</b>", desk.sees("/"))


def test_text_from_a_kiosk_cannot_become_markup(desk: Desk) -> None:
    desk.kiosk_says(ev.AlarmRaised(alarm=Alarm.HELP_WANTED, subject="<script>alert(1)</script>"))
    desk.logs_in("viewer")
    assert "<script>alert" not in desk.sees("/kiosk/k1")


def test_the_pages_are_chinese_and_switch_to_english(desk: Desk) -> None:
    desk.logs_in("viewer")
    assert "自助终端" in desk.sees("/")
    answer = desk.browser.get("/lang/en", {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    page = desk.sees("/")
    assert "Kiosks" in page
    assert 'lang="en"' in page


def test_pages_carry_strict_headers(desk: Desk) -> None:
    headers = desk.browser.get("/login").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_probe_is_told_that_all_is_well(desk: Desk) -> None:
    assert desk.browser.get("/health").json() == {"ok": True}


@pytest.mark.parametrize("path", ["../settings.py", "%2e%2e/settings.py", "/etc/passwd"])
def test_only_our_two_files_are_served(desk: Desk, path: str) -> None:
    assert desk.browser.get("/static/hall.css").status_code == 200
    assert desk.browser.get(f"/static/{path}").status_code == 404


# words


def test_every_event_of_the_contract_has_a_sentence() -> None:
    kinds = {str(kind.__struct_config__.tag) for kind in ev.AnyEvent.__args__}
    assert kinds == set(SENTENCES)


@pytest.mark.parametrize("pair", [*WORDS.values(), *SENTENCES.values(), *VALUES.values(), *REFUSALS.values()])
def test_every_word_is_there_in_both_languages(pair: tuple[str, str]) -> None:
    assert all(pair)


def test_every_closed_set_of_the_contract_is_in_words() -> None:
    sets = {"door": Door, "purpose": Purpose, "outcome": Outcome, "service": Service}
    assert set(VALUES) >= {(name, str(value)) for name, values in sets.items() for value in values}
    assert set(REFUSALS) == set(Refusal)
    wanted = {f"alarm_{a}" for a in Alarm} | {f"deposit_{s}" for s in DepositState} | {f"drop_{c}" for c in Cause}
    assert set(WORDS) >= wanted | {f"sms_{s}" for s in State} | {f"reason_{r}" for r in Reason}


def test_an_event_reads_as_a_person_would_say_it() -> None:
    event = ev.DoorOrdered(compartment=A1, purpose=Purpose.PICKUP, pulse_ms=500)
    body = encode_event(event).decode()
    assert [sentence("door_ordered", body, lang) for lang in LANGUAGES] == [
        "A1 下令开门（领取）",
        "A1: ordered open (pickup)",
    ]
    handed_in = ev.DepositBegun(
        deposit=DepositId("k1-9"), deposit_kind=DepositKind.MATERIAL, case=CaseNumber("C-9"), compartment=A1, counter=9,
        phone_sealed="", phone_masked="", staff=StaffNumber(""), size=Size.S,
    )  # fmt: skip
    assert sentence("deposit_begun", encode_event(handed_in).decode(), "zh") == "申请人开始交材料 k1-9，格口 A1"
    by_card = encode_event(ev.PickupBegun(deposit=DepositId("k1-9"), card_until_s=1_795_000_060)).decode()
    assert sentence("pickup_begun", by_card, "zh") == "k1-9 已核对身份证，开始领取"
    assert sentence("door_painted", "{}", "en") == "Unknown event: door_painted"
    assert word("no such word", "zh") == "no such word"
