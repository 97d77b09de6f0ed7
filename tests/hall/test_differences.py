"""In what doors and books differ stands on the kiosk's page, each with what settles it."""

from pathlib import Path

import msgspec
import pytest
from django.test import Client

from hall.dashboard.words import WORDS
from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Message
from hall.staff.logins import save_staff
from locker.contract.facts import Differs, Settling
from locker.contract.topics import CabinetSnapshot, DifferenceSnapshot
from tests.hall.story import START_MS, KioskLog

PASSWORD = "quiet-river-stone"


def snapshot(*differences: DifferenceSnapshot) -> CabinetSnapshot:
    return CabinetSnapshot(accepting=True, why_not="", alarms=[], boards={}, differences=list(differences))


@pytest.fixture
def desk(hall_home: Path) -> Client:
    assert save_staff("viewer", "viewer", PASSWORD) == []
    browser = Client()
    browser.post("/login", {"name": "viewer", "password": PASSWORD})
    return browser


def kiosk_says(word: CabinetSnapshot) -> None:
    message = Message(KioskLog().topics.cabinet_state, msgspec.json.encode(word), retained=True)
    take(Addresses(machine().kiosk), [message], START_MS)


def test_each_difference_is_shown_with_its_act(desk: Client) -> None:
    kiosk_says(snapshot(DifferenceSnapshot(differs="shut_unseen", subject="A3", settling="look_inside")))

    page = desk.get("/kiosk/k1").content.decode()

    assert "停机前开着，现在关着" in page
    assert "请到柜前打开查看" in page
    assert "柜门与账本不一致 <b>1</b>" in desk.get("/").content.decode()


def test_a_difference_a_newer_kiosk_knows_is_shown_by_its_name(desk: Client) -> None:
    kiosk_says(snapshot(DifferenceSnapshot(differs="door_stolen", subject="A3", settling="call_police")))

    assert "differs_door_stolen" in desk.get("/kiosk/k1").content.decode()


def test_a_cabinet_that_agrees_with_its_books_shows_nothing_of_it(desk: Client) -> None:
    kiosk_says(snapshot())

    assert "柜门与账本不一致" not in desk.get("/kiosk/k1").content.decode()


def test_every_difference_and_every_act_has_words() -> None:
    assert {f"differs_{d}" for d in Differs} | {f"settling_{s}" for s in Settling} <= WORDS.keys()
