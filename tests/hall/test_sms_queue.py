"""The courier: every SMS that is owed goes out once, in order, and what became of it is always visible."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from hall.here import credentials, machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Message
from hall.sms.courier import DAY_MS, GIVE_UP_MS, UNKNOWN_WAIT_MS, Courier, resend
from hall.sms.letters import Letters
from hall.sms.models import Reason, Sms
from hall.sms.owing import PAUSE_MS, drop, owe
from hall.sms.phones import Phones
from hall.sms.senders import OnReport, Report, Sent, SmsTrouble
from locker.contract import events as ev
from locker.contract.ids import CaseNumber, DepositId, StaffNumber
from tests.hall.conftest import HOME, Seal
from tests.hall.database import database
from tests.hall.story import KioskLog, begun, collected, confirmed

PHONE = "13812348000"
CASE = "E26112300423"
Outcome = Sent | SmsTrouble


class Bench:
    """A hall with a clock in hand and an operator who answers as told."""

    def __init__(self, seal: Seal) -> None:
        self.now_ms = 1_795_100_000_000
        self.log = KioskLog()
        self.sent: list[tuple[str, str]] = []
        self.states_while_sending: list[int] = []
        self.answers: list[Outcome] = []
        self.report: OnReport = lambda _report: None
        self._seal = seal
        self.courier = self.starts_courier()

    def starts_courier(self, a_day_max: int = 50) -> Courier:
        phones = Phones(credentials().text("hall_box.key"))
        secrets = {"k1": credentials().text("kiosk-k1.key")}
        self.courier = Courier(Letters(machine(), phones, secrets), self, a_day_max, lambda: self.now_ms)
        self.courier.start()
        return self.courier

    def staff_place(self, deposit: str, phone: str = PHONE, counter: int = 7) -> None:
        self.kiosk_says(begun(deposit, self._seal(phone), counter=counter), confirmed(deposit))

    def clerk_decides(self, revision: int = 1, phone: str = PHONE) -> None:
        text = "您的申请E26112300423已受理。"
        owe("E26112300423", revision, Reason.ACCEPTED, text, {"applicant": phone}, self.now_ms)

    def says_it_is_ready_at_the_counter(self) -> None:
        owe(CASE, 2, Reason.AT_COUNTER, "您的办件已办结，请到窗口领取结果。", {"applicant": PHONE}, self.now_ms)

    def puts_it_into_the_locker(self, deposit: str) -> None:
        self.kiosk_says(replace(begun(deposit, self._seal(PHONE)), case=CaseNumber(CASE)), confirmed(deposit))

    def kiosk_says(self, *events: ev.AnyEvent) -> None:
        messages = [Message(self.log.topics.log, self.log.writes(event), False) for event in events]
        take(Addresses(machine().kiosk), messages, self.now_ms)

    def works(self) -> None:
        for _ in range(20):
            if not self.courier.turn():
                return

    def passes(self, ms: int) -> None:
        self.now_ms += ms
        self.works()

    def states(self) -> list[str]:
        return list(Sms.objects.order_by("id").values_list("state", flat=True))

    # the sender's side

    def start(self, on_report: OnReport) -> None:
        self.report = on_report

    def stop(self) -> None:
        pass

    def send(self, phone: str, text: str) -> Outcome:
        self.sent.append((phone, text))
        self.states_while_sending.append(Sms.objects.filter(state="sending").count())
        return self.answers.pop(0) if self.answers else Sent((f"m{len(self.sent)}",))


@pytest.fixture
def bench(hall_home: Path, seal: Seal) -> Bench:
    return Bench(seal)


def code_in(text: str) -> str:
    return text.split("取件码")[1][:9]


def test_a_placed_document_is_told_to_its_phone_and_the_report_makes_it_delivered(bench: Bench) -> None:
    bench.staff_place("k1-7")
    bench.works()
    ((phone, text),) = bench.sent
    assert phone == PHONE
    assert "一楼大厅东门文件柜" in text
    assert bench.states() == ["sent"]
    assert bench.states_while_sending == [1]  # the intention was committed first

    bench.report(Report("m1", delivered=True))
    bench.works()
    assert bench.states() == ["delivered"]


def test_the_code_is_nowhere_but_in_the_message(bench: Bench) -> None:
    bench.staff_place("k1-7")
    bench.works()
    digits = code_in(bench.sent[0][1]).replace(" ", "")
    assert len(digits) == 8
    held = database().on_disk(HOME)
    assert digits.encode() not in held
    assert PHONE.encode() not in held


def test_a_result_meant_for_the_counter_that_goes_into_the_locker_is_told_once_with_the_code(bench: Bench) -> None:
    bench.says_it_is_ready_at_the_counter()
    bench.works()
    assert bench.sent == []

    bench.puts_it_into_the_locker("k1-7")
    bench.works()
    assert len(bench.sent) == 1, "without waiting for the other"
    bench.passes(PAUSE_MS[Reason.AT_COUNTER])

    assert ["取件码" in text for _, text in bench.sent] == [True]
    assert bench.states() == ["not_needed", "sent"]


def test_a_result_that_lay_in_the_locker_before_it_was_said_to_be_ready_calls_nobody_to_the_counter(
    bench: Bench,
) -> None:
    bench.puts_it_into_the_locker("k1-7")
    bench.says_it_is_ready_at_the_counter()
    bench.works()
    bench.passes(PAUSE_MS[Reason.AT_COUNTER])
    assert bench.states() == ["sent", "not_needed"]


def test_a_result_that_stays_at_the_counter_is_told_after_the_clerk_had_time_to_think_of_the_locker(
    bench: Bench,
) -> None:
    bench.says_it_is_ready_at_the_counter()
    bench.works()
    bench.passes(PAUSE_MS[Reason.AT_COUNTER])
    assert [text for _, text in bench.sent if "窗口领取" in text]
    assert bench.states() == ["sent"]


def test_when_the_network_is_away_it_is_tried_again_with_growing_pauses(bench: Bench) -> None:
    bench.answers = [SmsTrouble("no network"), SmsTrouble("no network")]
    bench.staff_place("k1-7")
    bench.works()
    assert (bench.states(), len(bench.sent)) == (["owed"], 1)
    bench.passes(4_000)
    assert len(bench.sent) == 1
    bench.passes(2_000)
    bench.passes(14_000)
    assert len(bench.sent) == 2
    bench.passes(2_000)
    assert bench.states() == ["sent"]


def test_after_a_day_of_trying_it_is_failed_and_says_why(bench: Bench) -> None:
    bench.answers = [SmsTrouble("no network")] * 2
    bench.staff_place("k1-7")
    bench.works()
    bench.passes(GIVE_UP_MS + 1)
    assert bench.states() == ["failed"]
    assert Sms.objects.get().trouble == "no network"


def test_a_number_that_is_none_is_failed_at_once(bench: Bench) -> None:
    bench.staff_place("k1-7", phone="none")
    bench.works()
    assert (bench.states(), bench.sent) == (["failed"], [])


def test_cut_off_while_sending_staff_see_it_and_a_marked_repeat_goes_out(bench: Bench) -> None:
    bench.staff_place("k1-7")
    Sms.objects.update(state="sending")  # the process died between its commit and the modem's answer
    bench.starts_courier()
    bench.works()
    assert (bench.states(), bench.sent) == (["unknown"], [])

    bench.passes(UNKNOWN_WAIT_MS + 1)
    assert bench.states() == ["unknown", "sent"]
    assert "重发" in bench.sent[0][1]
    bench.passes(UNKNOWN_WAIT_MS + 1)
    assert len(bench.sent) == 1


def test_an_answer_that_never_came_is_unknown_not_sent_again_at_once(bench: Bench) -> None:
    bench.answers = [SmsTrouble("no reply", maybe_sent=True)]
    bench.staff_place("k1-7")
    bench.works()
    assert (bench.states(), len(bench.sent)) == (["unknown"], 1)


def test_a_resend_is_the_same_code_and_two_clicks_make_one(bench: Bench) -> None:
    bench.staff_place("k1-7")
    bench.works()
    sms = Sms.objects.get()
    assert resend(sms, bench.now_ms).id == resend(sms, bench.now_ms).id
    bench.works()
    first, second = (text for _, text in bench.sent)
    assert code_in(first) == code_in(second)


def test_one_phone_gets_its_messages_in_order_while_others_go_ahead(bench: Bench) -> None:
    bench.answers = [SmsTrouble("no network")]
    bench.staff_place("k1-7", counter=7)
    bench.staff_place("k1-8", counter=8)
    bench.staff_place("k1-9", phone="13900000000", counter=9)
    bench.works()
    assert bench.states() == ["owed", "owed", "sent"]
    bench.passes(20_000)
    assert bench.states() == ["sent", "sent", "sent"]


def test_a_phone_gets_no_more_than_its_limit_a_day(bench: Bench) -> None:
    bench.starts_courier(a_day_max=1)
    bench.staff_place("k1-7", counter=7)
    bench.staff_place("k1-8", counter=8)
    bench.works()
    assert bench.states() == ["sent", "owed"]
    assert "limit" in Sms.objects.get(deposit="k1-8").trouble
    bench.passes(DAY_MS)
    assert bench.states() == ["sent", "sent"]


def test_a_document_that_is_gone_needs_no_message(bench: Bench) -> None:
    bench.staff_place("k1-7")
    bench.kiosk_says(collected("k1-7"))
    bench.works()
    assert (bench.states(), bench.sent) == (["not_needed"], [])


def test_who_did_not_come_is_reminded_and_told_when_it_was_taken_back(bench: Bench) -> None:
    deposit = DepositId("k1-7")
    bench.staff_place(deposit)
    bench.works()
    bench.kiosk_says(ev.DepositOverdue(deposit=deposit))
    bench.works()
    bench.kiosk_says(ev.DepositTakenBack(deposit=deposit, staff=StaffNumber("1001")))
    bench.works()
    _, reminder, taken_back = (text for _, text in bench.sent)
    assert "已逾期" in reminder
    assert "取件码失效" in taken_back


def test_a_message_of_two_parts_is_delivered_when_both_are(bench: Bench) -> None:
    bench.answers = [Sent(("11", "12"))]
    bench.staff_place("k1-7")
    bench.works()
    bench.report(Report("12", delivered=True))
    bench.works()
    assert bench.states() == ["sent"]
    bench.report(Report("11", delivered=True))
    bench.works()
    assert bench.states() == ["delivered"]


@pytest.mark.parametrize("as_reported", [PHONE, f"86{PHONE}", f"+86{PHONE}"])
def test_a_modems_report_is_for_the_phone_it_names_though_its_number_came_round_again(
    bench: Bench, as_reported: str
) -> None:
    bench.answers = [Sent(("7",)), Sent(("7",))]
    bench.staff_place("k1-7")
    bench.works()
    bench.now_ms += 1
    bench.staff_place("k1-8", phone="13812348888", counter=8)
    bench.works()

    bench.report(Report("7", delivered=False, phone=as_reported))
    bench.report(Report("7", delivered=True, phone="+8613900000000"))
    bench.works()

    assert bench.states() == ["failed", "sent"]
    assert PHONE not in repr(Report("7", delivered=True, phone=PHONE))


def test_not_delivered_is_visible_as_failed_with_the_operators_word(bench: Bench) -> None:
    bench.staff_place("k1-7")
    bench.works()
    bench.report(Report("m1", delivered=False, detail="absent subscriber"))
    bench.works()
    assert bench.states() == ["failed"]
    assert Sms.objects.get().trouble == "absent subscriber"


def test_a_decision_on_a_case_goes_out_as_it_was_written_with_the_signature(bench: Bench) -> None:
    bench.clerk_decides()
    bench.works()
    assert bench.sent == [(PHONE, "【二连浩特政务大厅】您的申请E26112300423已受理。")]


def test_a_decision_that_was_not_delivered_is_sent_again_by_one_click_marked_as_a_repeat(bench: Bench) -> None:
    bench.clerk_decides(revision=1)
    bench.clerk_decides(revision=2)
    bench.works()
    first = Sms.objects.get(event_seq=1)
    assert resend(first, bench.now_ms).id == resend(first, bench.now_ms).id
    bench.works()
    assert bench.sent[-1] == (PHONE, "【二连浩特政务大厅】重发：您的申请E26112300423已受理。")
    assert list(Sms.objects.order_by("id").values_list("event_seq", "copy")) == [(1, 0), (2, 0), (1, 1)]


def test_cases_and_the_locker_share_the_limit_of_a_phone(bench: Bench) -> None:
    bench.starts_courier(a_day_max=1)
    bench.staff_place("k1-7")
    bench.clerk_decides()
    bench.works()
    assert bench.states() == ["sent", "owed"]


def test_what_a_case_needs_no_more_is_not_sent(bench: Bench) -> None:
    bench.clerk_decides()
    drop("E26112300423", bench.now_ms)
    bench.works()
    assert (bench.states(), bench.sent) == (["not_needed"], [])


def test_a_decision_for_a_number_that_is_none_is_seen_as_failed(bench: Bench) -> None:
    bench.clerk_decides(phone="")
    bench.works()
    assert bench.states() == ["failed"]
