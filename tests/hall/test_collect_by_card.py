"""Whoever lays the identity card down at a cabinet is told what waits there for them, and may open it once."""

from pathlib import Path

import pytest
from msgspec import structs

from hall.cases.collecting import collect_by_card
from hall.cases.models import Case
from hall.cases.tries import FREE, note_wrong
from hall.cases.vault import vault
from hall.here import credentials
from intake.contract.answers import Collectable, Collectables, HallRefusal
from intake.contract.answers import Refused as HallRefused
from locker.contract.facts import DepositKind
from locker.contract.ids import DepositId
from locker.contract.permission import PERMISSION_S_MAX
from locker.contract.refusal import Refusal
from locker.contract.requests import OpenByCard
from locker.domain.code import CodeBook
from tests.hall.case_story import CLERK_DECIDES, KIOSK_DECIDES, applied, comes_in, handing_in
from tests.hall.desk_story import Cabinet
from tests.intake.story import NUMBERS, applying, item
from tests.locker.story import Story, opened, refusal

NOW_MS = 1_795_406_400_000
NUMBER = NUMBERS["person"]
OTHER = "110101199003070134"


def waiting(number: str = NUMBER, kiosk: str = "k1") -> tuple[Collectable, ...]:
    answer = collect_by_card(number, kiosk, NOW_MS)
    assert isinstance(answer, Collectables), answer
    return answer.deposits


def test_the_applicants_card_finds_the_result_and_lockerd_takes_the_halls_word_for_it(hall_home: Path) -> None:
    Cabinet().holds("k1-1", applied(KIOSK_DECIDES).case)

    (found,) = waiting()

    codes = CodeBook(credentials().text("kiosk-k1.key"))
    assert found.permission == codes.permission("k1-1", NOW_MS // 1000 + PERMISSION_S_MAX)
    assert (found.deposit, found.until_s) == ("k1-1", NOW_MS // 1000 + PERMISSION_S_MAX)
    assert found.item.zh == item(KIOSK_DECIDES).name
    assert codes.code(1) not in str(found)


def test_somebody_elses_card_finds_nothing(hall_home: Path) -> None:
    Cabinet().holds("k1-1", applied(KIOSK_DECIDES).case)
    assert waiting(OTHER) == ()
    assert waiting("") == ()


def test_two_results_are_two_and_each_permission_is_for_its_own(hall_home: Path) -> None:
    cabinet = Cabinet()
    cabinet.holds("k1-1", applied(KIOSK_DECIDES).case)
    cabinet.holds("k1-2", applied(CLERK_DECIDES).case)

    first, second = waiting()

    assert (first.deposit, second.deposit) == ("k1-1", "k1-2")
    assert first.permission != second.permission


def test_what_lies_in_another_cabinet_or_is_not_a_result_is_not_found(hall_home: Path) -> None:
    cabinet, case = Cabinet(), applied(KIOSK_DECIDES).case
    cabinet.holds("k1-1", case)
    cabinet.holds("k1-2", case, DepositKind.MATERIAL)

    assert waiting(kiosk="k2") == ()
    assert [one.deposit for one in waiting()] == ["k1-1"]


def test_what_was_collected_or_taken_back_is_not_found(hall_home: Path) -> None:
    cabinet = Cabinet()
    cabinet.holds("k1-1", applied(KIOSK_DECIDES).case)
    cabinet.holds("k1-2", applied(CLERK_DECIDES).case)

    cabinet.is_emptied_by_the_applicant("k1-1")
    cabinet.is_emptied_by_staff("k1-2")

    assert waiting() == ()


def test_a_companys_result_is_found_by_the_card_of_the_agent_the_case_names_and_of_nobody_else(hall_home: Path) -> None:
    whole = applying(item(CLERK_DECIDES), agent=True)
    assert whole.agent
    case = comes_in(*handing_in(whole)).case
    Case.objects.filter(pk=case).update(applicant_key=vault().person_key(NUMBERS["company"]))
    Cabinet().holds("k1-1", case)

    assert [one.deposit for one in waiting(whole.agent.number)] == ["k1-1"]
    assert waiting(OTHER) == ()


def test_after_too_many_wrong_tries_a_card_waits_too(hall_home: Path) -> None:
    for _ in range(FREE + 1):
        note_wrong([f"person:{vault().person_key(NUMBER)}"], NOW_MS)
    answer = collect_by_card(NUMBER, "k1", NOW_MS)
    assert isinstance(answer, HallRefused)
    assert answer.refusal is HallRefusal.TOO_MANY_TRIES
    assert answer.wait_s > 0


def test_from_the_card_to_the_open_door_once_and_to_no_other(hall_home: Path) -> None:
    cabinet = Story(now_ms=NOW_MS)
    cabinet.codes = CodeBook(credentials().text("kiosk-k1.key"))
    mine = cabinet.deposited(case := applied(KIOSK_DECIDES).case)
    cabinet.deposited("E26112300999", "M")
    Cabinet().holds(mine.id, case)

    (found,) = waiting()
    card = OpenByCard(
        id=cabinet.new_id(), deposit=DepositId(found.deposit), until_s=found.until_s, permission=found.permission
    )

    assert opened(cabinet.act(card)).compartment == mine.compartment
    again = structs.replace(card, id=cabinet.new_id())
    assert refusal(cabinet.act(again)) is Refusal.PERMISSION_OVER


@pytest.mark.parametrize("kiosk", ["k1", "k2"])
def test_a_permission_holds_in_the_cabinet_that_asked_only(hall_home: Path, kiosk: str) -> None:
    Cabinet().holds("k1-1", applied(KIOSK_DECIDES).case)
    (found,) = waiting()
    codes = CodeBook(credentials().text(f"kiosk-{kiosk}.key"))
    assert (codes.permission("k1-1", found.until_s) == found.permission) is (kiosk == "k1")
