"""The page for the applicant's own phone, as the hall's programs see it: who may use it, how long, for what."""

from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hall.phone.form import TOO_MANY
from hall.phone.frame import language_of
from hall.phone.models import Session
from hall.phone.page import NOTES
from hall.phone.sessions import LIVES_MS, LIVES_MS_MAX, PICTURES_MAX, SESSIONS_A_KIOSK_MAX, Sessions
from hall.phone.texts import LANGUAGES, TEXTS
from intake.contract.answers import Closed, HallRefusal, PhoneSession, Pictures, Refused
from intake.pages.head import Unfit
from tests.hall.counter.kiosk import VisitBox, photo

NOON_MS = 1_795_406_400_000
URL = "https://counter.example"


class Visit:
    """A visit at k1 whose page is open; ``phone`` finds it by its address."""

    def __init__(self, folder: Path) -> None:
        self.box = VisitBox()
        self.sessions = Sessions(folder / "phone", URL)
        opened = self.sessions.open("k1", self.box.public, "申请表", NOON_MS)
        assert isinstance(opened, PhoneSession)
        self.opened = opened

    def phone(self, at_ms: int = NOON_MS) -> Session | None:
        return self.sessions.by_token(self.opened.url.rpartition("/")[2], at_ms)

    def sends(self, content: bytes) -> bool:
        row = self.phone()
        assert row
        return self.sessions.keep(row, content)

    def waiting(self, kiosk: str = "k1", at_ms: int = NOON_MS) -> object:
        return self.sessions.pictures(kiosk, self.opened.session, at_ms)


@pytest.fixture
def visit(hall_home: Path, tmp_path: Path) -> Visit:
    return Visit(tmp_path)


def test_pictures_wait_sealed_and_in_order_until_the_kiosk_takes_them(visit: Visit) -> None:
    assert [visit.sends(photo(str(number))) for number in range(11)] == [True] * 11

    assert visit.waiting() == Pictures(ids=tuple(str(number) for number in range(1, 12)))
    path = visit.sessions.picture("k1", visit.opened.session, "11")
    assert path
    assert visit.box.opens(path.read_bytes()) == photo("10")
    assert b"JFIF" not in path.read_bytes()


def test_the_address_of_a_page_is_in_no_table(visit: Visit) -> None:
    token = visit.opened.url.rpartition("/")[2]
    row = Session.objects.get()

    assert len(token) >= 22
    assert token not in str(row.__dict__)


def test_no_other_kiosk_may_look(visit: Visit) -> None:
    visit.sends(photo("one"))

    assert visit.waiting("k2") == Refused(refusal=HallRefusal.ENDED)
    assert visit.sessions.picture("k2", visit.opened.session, "1") is None
    assert visit.sessions.picture("k1", visit.opened.session, "../x") is None


def test_an_unused_page_ends_after_ten_minutes_and_a_used_one_after_two_hours(visit: Visit) -> None:
    assert visit.phone(NOON_MS + LIVES_MS - 1)
    assert visit.phone(NOON_MS + 2 * LIVES_MS - 2)
    assert visit.phone(NOON_MS + 4 * LIVES_MS) is None

    fresh, at_ms = Visit(visit.sessions._folder), NOON_MS
    while fresh.phone(at_ms):
        at_ms += LIVES_MS // 2
    assert at_ms - NOON_MS == LIVES_MS_MAX


def test_closing_ends_the_page_and_deletes_what_was_not_taken(visit: Visit, tmp_path: Path) -> None:
    visit.sends(photo("one"))
    assert visit.sessions.close("k2", visit.opened.session) == Closed()
    assert visit.phone()

    assert visit.sessions.close("k1", visit.opened.session) == Closed()
    assert visit.phone() is None
    assert not list((tmp_path / "phone").rglob("*"))


def test_what_ran_out_is_swept_with_its_pictures(visit: Visit, tmp_path: Path) -> None:
    visit.sends(photo("one"))
    visit.sessions.sweep(NOON_MS + LIVES_MS)

    assert not Session.objects.exists()
    assert not list((tmp_path / "phone").rglob("*"))


def test_twenty_pictures_are_enough(visit: Visit) -> None:
    assert [visit.sends(photo("one")) for _ in range(PICTURES_MAX + 1)] == [True] * PICTURES_MAX + [False]


def test_a_kiosk_has_so_many_pages_and_no_more(visit: Visit) -> None:
    answers = [visit.sessions.open("k1", visit.box.public, "", NOON_MS) for _ in range(SESSIONS_A_KIOSK_MAX)]

    assert isinstance(answers[-1], Refused)
    assert isinstance(visit.sessions.open("k2", visit.box.public, "", NOON_MS), PhoneSession)


@pytest.mark.parametrize("box", ["", "short", "c2hvcnQ=", "!" * 44])
def test_a_key_that_is_none_opens_no_page(visit: Visit, box: str) -> None:
    assert visit.sessions.open("k1", box, "", NOON_MS) == Refused(refusal=HallRefusal.BROKEN)


def test_every_reason_why_a_picture_is_not_taken_has_its_words() -> None:
    assert {*Unfit, TOO_MANY} <= set(NOTES)
    assert set(NOTES) <= set(TEXTS)


def test_every_text_is_there_in_every_language() -> None:
    assert {tuple(said) for said in TEXTS.values()} == {tuple(LANGUAGES)}
    for said in TEXTS.values():
        assert len({text.count("{") for text in said.values()}) == 1


def test_the_page_speaks_the_phones_language_unless_another_was_chosen() -> None:
    def asked(address: str, accepted: str) -> HttpRequest:
        return RequestFactory().get(address, headers={"Accept-Language": accepted})

    assert language_of(asked("/p/x", "mn-MN,zh;q=0.5"), LANGUAGES) == "mn"
    assert language_of(asked("/p/x", "fr,ru"), LANGUAGES) == "zh"
    assert language_of(asked("/p/x", ""), LANGUAGES) == "zh"
    assert language_of(asked("/p/x?l=en", "mn"), LANGUAGES) == "en"
