"""What the SMS say, and that they fit in one part, or in two with a link to a notice."""

from datetime import date

import pytest
from msgspec.structs import replace

from hall.sms.code import grouped, pickup_code
from hall.sms.models import Reason
from hall.sms.phones import Phones
from hall.sms.text import WITH_CODE, CaseFacts, Facts, about_case, compose, signed
from locker.domain.code import CodeBook
from tests.hall.conftest import HOME, Seal

DUE_MS = 1_797_523_200_000  # 2026-12-18 00:00 in China
FACTS = Facts(
    signature="二连浩特政务大厅",
    cabinet="一楼大厅东门文件柜",
    help_phone="0479-7520000",
    due_at_ms=DUE_MS,
    code="4829 1367",
)
ABOUT_DEPOSITS = (Reason.READY, Reason.OVERDUE, Reason.DISPUTED, Reason.TAKEN_BACK)
ABOUT_CASES = tuple(reason for reason in Reason if reason not in ABOUT_DEPOSITS)
LONGEST = CaseFacts(
    case="E26112300423",
    help_phone="0479-7520000",
    day=date(2026, 12, 28),
    what="居民户口簿和身份证复印…等10份材料",
    count=30,
    link="https://hall.example:8443/n/123456k3h7x2m9pq",
)
ONE_PART, TWO_PARTS = 70, 2 * 67


def test_the_first_message_names_cabinet_code_day_and_phone() -> None:
    text = compose(Reason.READY, FACTS)
    assert text == (
        "【二连浩特政务大厅】您的办件已办好，请于12月18日前到一楼大厅东门文件柜领取，取件码4829 1367。咨询0479-7520000"
    )


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("reason", ABOUT_DEPOSITS)
def test_every_text_fits_in_one_part_and_names_the_cabinet(reason: Reason, again: bool) -> None:
    text = compose(reason, replace(FACTS, again=again))
    assert len(text) <= 70, len(text)
    assert FACTS.cabinet in text
    assert FACTS.help_phone in text
    assert ("4829 1367" in text) == (reason in WITH_CODE)


@pytest.mark.parametrize("reason", ABOUT_CASES)
def test_every_text_about_a_case_names_it_and_fits_in_two_parts_with_a_link(reason: Reason) -> None:
    text = signed(about_case(reason, LONGEST), FACTS.signature, again=True)
    assert len(text) <= TWO_PARTS, len(text)
    assert LONGEST.case in text
    assert text.endswith(f" {LONGEST.link}"), "nothing behind a link that a phone could take for a part of it"


@pytest.mark.parametrize("reason", [Reason.EXTENDED, Reason.LAPSED, Reason.AT_COUNTER, Reason.ACCEPTED_BY_TERM])
def test_what_has_no_notice_fits_in_one_part(reason: Reason) -> None:
    text = signed(about_case(reason, replace(LONGEST, link="")), FACTS.signature, again=False)
    assert len(text) <= ONE_PART, (len(text), text)


def test_what_was_posted_is_told_with_its_number() -> None:
    text = about_case(Reason.POSTED, replace(LONGEST, what="EA123456789CN", link=""))
    assert text == "办件E26112300423的结果已寄出，邮件号EA123456789CN，请留意查收。咨询0479-7520000"
    assert len(signed(text, FACTS.signature, again=False)) <= ONE_PART


def test_a_repeat_says_so() -> None:
    assert compose(Reason.READY, replace(FACTS, again=True)).startswith("【二连浩特政务大厅】重发：")


def test_hall_and_kiosk_compute_the_same_code() -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert [pickup_code(secret, n) for n in range(20)] == [CodeBook(secret).code(n) for n in range(20)]
    assert grouped("48291367") == "4829 1367"


def test_a_phone_is_opened_by_this_hall_only(seal: Seal) -> None:
    phones = Phones((HOME / "keys" / "hall_box.key").read_text().strip())
    assert phones.unseal(seal("13812348000")) == "13812348000"
    assert phones.unseal(seal("not a phone")) is None
    assert phones.unseal("AAAA") is None
    assert phones.unseal("%%%") is None
    assert phones.key("13812348000") == phones.key("+8613812348000") != phones.key("13812348001")
