"""What was promised for later: the window looks at it when it comes, and the case goes on by itself."""

from datetime import date
from pathlib import Path

import pytest

from hall.cases.acts import Done
from hall.cases.dossier import dossier
from hall.cases.findings import Found, Lack, Look, to_look_at
from hall.cases.handover import originals_came
from hall.cases.models import Case
from hall.cases.record import Actor
from hall.cases.routing import decide, give_opinion
from hall.cases.transitions import By
from hall.cases.window import Decide, judge, tolerate
from intake.contract.stage import Stage
from tests.hall.case_story import applied, at, comes_in, handing_in, later
from tests.hall.desk_story import Person
from tests.intake.story import applying, item

RULED, BY_RULE = "MZ-SH-01", "RS-SB-01"
"""A clerk decides the first: a statement of income may come within ten working days. Rules decide the second."""

WANG = Actor("wang", By.CLERK)


def department(number: str) -> Actor:
    name = Case.objects.get(pk=number).department
    return Actor(name, By.DEPARTMENT, name)


def revision(number: str) -> int:
    return Case.objects.get(pk=number).revision


def judged(number: str, act: Decide, day: date, lacking: str = "") -> object:
    """A clerk looks at everything and decides; ``lacking``: what is not in order."""
    found = [Found(one.key, Lack.OTHER if one.key == lacking else None, "照片是别人的") for one in looks(number)]
    return judge(number, revision(number), WANG, found, act, at(day))


def looks(number: str) -> list[Look]:
    return to_look_at(dossier(Case.objects.get(pk=number)))


def tolerated() -> str:
    number = applied(RULED, tolerance=True, lacking=("income_proof",)).case
    assert judged(number, tolerate(signed=False), later(1), lacking="income_proof") == Done(Stage.TOLERATED)
    return number


def brings_it(number: str, code: str, material: str, day: date) -> Stage:
    sent = handing_in(applying(item(code), tolerance=True), reason="supplement", case=number, day=day, only=(material,))
    return comes_in(*sent).stage


def agrees(number: str) -> object:
    return give_opinion(number, revision(number), department(number), "agree", "", at(later(1)))


# the last opinion came first


@pytest.mark.parametrize("how", ["at the kiosk", "at the counter"])
def test_a_promise_kept_after_the_last_opinion_brings_the_case_to_its_lead(hall_home: Path, how: str) -> None:
    number = applied(BY_RULE, tolerance=True, lacking=("photo",)).case
    assert agrees(number) == Done(Stage.TOLERATED)
    if how == "at the kiosk":
        brings_it(number, BY_RULE, "photo", later(1))
    else:
        originals_came(number, revision(number), WANG, at(later(1)), complete=True)
    case = Case.objects.get(pk=number)
    assert case.stage == Stage.EXAMINED
    assert number in Person("social", "department", case.department).queue("waiting")
    assert decide(number, revision(number), department(number), True, "", at(later(1))) == Done(Stage.DECIDED)


def test_a_promise_kept_before_the_opinions_waits_for_them(hall_home: Path) -> None:
    number = applied(BY_RULE, tolerance=True, lacking=("photo",)).case
    assert brings_it(number, BY_RULE, "photo", later(1)) is Stage.ACCEPTED
    assert agrees(number) == Done(Stage.EXAMINED)
