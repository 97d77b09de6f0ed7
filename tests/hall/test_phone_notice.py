"""A notice on the applicant's phone: who may read it, and for how long."""

import pytest
from django.test import RequestFactory
from msgspec.structs import replace

from hall.cases.models import Case, IssuedNotice
from hall.cases.tries import FREE, PAUSE_MS
from hall.cases.vault import notice_mac
from hall.clock import now_ms
from hall.notices.token import notice_of_token, token_of
from hall.phone.notice import read
from hall.phone.notice_texts import LANGUAGES, TEXTS
from hall.phone.proof import SEEN_S, is_key, key_of, prove
from intake.notices.basis import short_basis
from intake.review.application import Application
from tests.hall.case_story import CLERK_DECIDES, KIOSK_DECIDES, comes_in, handing_in
from tests.intake.story import NUMBERS, applying, item, without

pytestmark = pytest.mark.usefixtures("hall_home")

NOON_S = 1_795_406_400
NOON_MS = NOON_S * 1000


def case_of(application: Application) -> Case:
    return Case.objects.get(pk=comes_in(*handing_in(application)).case)


def test_the_last_four_of_number_or_mobile_open_it_of_who_applied_or_acts_for_them() -> None:
    acted_for = applying(item(CLERK_DECIDES), agent=True)
    company = replace(acted_for.applicant, kind="company", number=NUMBERS["company"])
    case = case_of(replace(acted_for, applicant=company))
    for typed in ("8000", "0Y43", "0y43", " 9000", "002X", "００２ｘ"):
        assert prove(case, typed, NOON_MS) is True, typed


@pytest.mark.parametrize("typed", ["", "000", "1234", "13800138000", "8000" * 20, "%00", "😀😀😀😀"])
def test_anything_else_does_not(typed: str) -> None:
    assert prove(case_of(applying(item(KIOSK_DECIDES))), typed, NOON_MS) is False


def test_where_a_number_was_left_empty_nothing_is_not_the_answer() -> None:
    whole = applying(item(KIOSK_DECIDES))
    case = case_of(replace(whole, applicant=replace(whole.applicant, mobile="")))
    assert prove(case, "", NOON_MS) is False


def test_who_guesses_has_to_wait_longer_and_longer_even_with_the_right_number() -> None:
    case = case_of(applying(item(KIOSK_DECIDES)))
    assert [prove(case, "0000", NOON_MS) for _ in range(FREE + 1)] == [False] * (FREE + 1)
    assert prove(case, "8000", NOON_MS) == PAUSE_MS // 1000
    after = NOON_MS + PAUSE_MS
    assert prove(case, "0000", after) is False
    assert prove(case, "8000", after) == 2 * PAUSE_MS // 1000
    assert prove(case, "8000", after + 2 * PAUSE_MS) is True
    assert prove(case, "0000", after + 2 * PAUSE_MS) is False, "the free tries begin anew"


def test_what_one_guesses_at_another_case_hinders_nobody() -> None:
    guessed, other = case_of(applying(item(KIOSK_DECIDES))), case_of(applying(item(KIOSK_DECIDES)))
    for _ in range(FREE + 1):
        prove(guessed, "0000", NOON_MS)
    assert prove(other, "8000", NOON_MS) is True


def test_after_half_an_hour_it_is_asked_again_and_a_key_opens_one_notice_only() -> None:
    key = key_of("1aaaaaaaaaa", NOON_S)
    assert is_key("1aaaaaaaaaa", key, NOON_S + SEEN_S - 1)
    assert not is_key("1aaaaaaaaaa", key, NOON_S + SEEN_S)
    assert not is_key("2aaaaaaaaaa", key, NOON_S)
    longer = key.replace(key.partition("-")[0], str(NOON_S + 10 * SEEN_S))
    assert not is_key("1aaaaaaaaaa", longer, NOON_S)


@pytest.mark.parametrize("key", ["", "-", "1", "x-y", "9" * 400, "٩٩٩-1", f"{NOON_S + 9}-é"])
def test_what_is_no_key_opens_nothing(key: str) -> None:
    assert not is_key("1aaaaaaaaaa", key, NOON_S)


def test_rule_and_remedy_are_told_apart_as_on_paper() -> None:
    lacking = case_of(without(applying(item(KIOSK_DECIDES)), "card"))
    notice = IssuedNotice.objects.get(case=lacking)
    token = token_of(notice.pk, notice_mac)
    page = read(RequestFactory().get("/"), token, key_of(token, now_ms() // 1000)).content.decode()
    law = short_basis(item(KIOSK_DECIDES).basis)
    assert f"<span>依据：申请材料应当齐全、符合法定形式（{law}）</span>" in page
    assert "<span>办法：请提交" in page


def test_a_token_names_its_notice_and_nobody_makes_one_up() -> None:
    token = token_of(42, notice_mac)
    assert notice_of_token(token, notice_mac) == 42
    assert len(token) == 12
    for forged in ("", "42", token[:-1], token[1:], f"1{token}", token.upper(), f"{token}\n", f"٤٢{token[2:]}"):
        assert notice_of_token(forged, notice_mac) is None, forged
    assert notice_of_token(token, lambda _: b"another hall's key, of this length") is None


def test_every_text_is_there_in_every_language() -> None:
    assert {tuple(said) for said in TEXTS.values()} == {tuple(LANGUAGES)}
