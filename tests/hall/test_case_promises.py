"""What was promised for later: the window looks at it when it comes, and the case goes on by itself."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from hall.cases.acts import Done, No, Turn
from hall.cases.dossier import dossier
from hall.cases.findings import Found, Lack, Look, to_look_at
from hall.cases.models import Case, Commitment, IssuedNotice
from hall.cases.originals import originals_came
from hall.cases.papers import notice_of
from hall.cases.progress import progress_by_notice
from hall.cases.record import Actor
from hall.cases.reopen import open_case
from hall.cases.routing import decide, give_opinion
from hall.cases.supplements import confirm, send_back
from hall.cases.sweep import sweep
from hall.cases.transitions import By
from hall.cases.window import Decide, judge, tolerate
from intake.contract.answers import HallRefusal, OpenedCase, Progress, Refused
from intake.contract.stage import Stage
from tests.hall.case_story import applied, at, comes_in, handing_in, later
from tests.hall.desk_story import Person
from tests.intake.story import NUMBERS, applying, item

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
    return judge(Turn(number, revision(number), WANG, at(day)), found, act)


def looks(number: str) -> list[Look]:
    return to_look_at(dossier(Case.objects.get(pk=number)))


def code_of(number: str) -> str:
    return notice_of(IssuedNotice.objects.filter(case=number).earliest("id")).qr


def tolerated() -> str:
    number = applied(RULED, tolerance=True, lacking=("income_proof",)).case
    assert judged(number, tolerate(signed=False), later(1), lacking="income_proof") == Done(Stage.TOLERATED)
    return number


def brings_it(number: str, code: str, material: str, day: date) -> Stage:
    sent = handing_in(applying(item(code), tolerance=True), reason="supplement", case=number, day=day, only=(material,))
    return comes_in(*sent).stage


def agrees(number: str) -> object:
    return give_opinion(Turn(number, revision(number), department(number), at(later(1))), "agree", "")


# the last opinion came first


@pytest.mark.parametrize("how", ["at the kiosk", "at the counter"])
def test_a_promise_kept_after_the_last_opinion_brings_the_case_to_its_lead(hall_home: Path, how: str) -> None:
    number = applied(BY_RULE, tolerance=True, lacking=("photo",)).case
    assert agrees(number) == Done(Stage.TOLERATED)
    if how == "at the kiosk":
        brings_it(number, BY_RULE, "photo", later(1))
    else:
        originals_came(Turn(number, revision(number), WANG, at(later(1))), complete=True)
    case = Case.objects.get(pk=number)
    assert (case.stage, case.changed_by) == (Stage.EXAMINED, "k1" if how == "at the kiosk" else "wang")
    assert number in Person("social", "department", case.department).queue("waiting")
    assert decide(Turn(number, revision(number), department(number), at(later(1))), True, "") == Done(Stage.DECIDED)


def test_a_promise_kept_before_the_opinions_waits_for_them(hall_home: Path) -> None:
    number = applied(BY_RULE, tolerance=True, lacking=("photo",)).case
    assert brings_it(number, BY_RULE, "photo", later(1)) is Stage.ACCEPTED
    assert agrees(number) == Done(Stage.EXAMINED)


# what came is looked at


def test_what_a_clerk_decides_is_looked_at_when_it_comes(hall_home: Path) -> None:
    number = tolerated()
    assert brings_it(number, RULED, "income_proof", later(3)) is Stage.TOLERATED
    clerk = Person("li", "clerk")
    assert number in clerk.queue("waiting")
    assert "没有勾选" in clerk.cannot(number, "confirm")
    assert "当前状态" in clerk.cannot(number, "accept", **clerk.ticks(number))
    clerk.does(number, "confirm", **clerk.ticks(number))
    assert Case.objects.get(pk=number).stage == Stage.ACCEPTED
    assert Commitment.objects.get(case=number).state == "kept"
    assert number not in clerk.queue("waiting")


def test_what_came_must_be_ticked_even_where_the_rules_find_nothing(hall_home: Path) -> None:
    number = tolerated()
    brings_it(number, RULED, "income_proof", later(3))
    found = [Found(one.key) for one in looks(number) if one.key != "income_proof"]
    assert judge(Turn(number, revision(number), WANG, at(later(3))), found, confirm) is No.NOT_LOOKED_AT


def test_while_it_is_looked_at_no_term_ends_and_the_applicant_is_told_so(hall_home: Path) -> None:
    number = tolerated()
    code = code_of(number)
    brings_it(number, RULED, "income_proof", later(3))
    until = Commitment.objects.get(case=number).until
    sweep(until + timedelta(days=2), at(until + timedelta(days=2)))
    told = progress_by_notice(code, until)
    assert isinstance(told, Progress)
    assert (told.cases[0].stage, told.cases[0].note.zh) == (Stage.TOLERATED, "补交的材料已经收到，窗口正在核对")
    assert open_case(code, NUMBERS["person"], later(4)) == Refused(refusal=HallRefusal.NOTHING_OPEN)


def test_what_is_not_in_order_is_told_once_more_and_may_be_brought_again(hall_home: Path) -> None:
    number = tolerated()
    code = code_of(number)
    brings_it(number, RULED, "income_proof", later(3))
    assert judged(number, send_back, later(4)) is No.NOTHING_LACKS
    assert judged(number, send_back, later(4), lacking="identity") is No.MAIN_MATERIAL
    assert judged(number, send_back, later(4), lacking="income_proof") == Done(Stage.TOLERATED)
    told = notice_of(IssuedNotice.objects.filter(case=number, kind="T").latest("id"))
    assert "照片是别人的" in told.rows[0].remedy.zh
    opened = open_case(code, NUMBERS["person"], later(4))
    assert isinstance(opened, OpenedCase)
    assert opened.open == (("material", "income_proof"),)
    assert brings_it(number, RULED, "income_proof", later(5)) is Stage.TOLERATED
    assert judged(number, confirm, later(5)) == Done(Stage.ACCEPTED)


def test_nobody_pays_with_their_days_for_those_it_lay_at_the_window(hall_home: Path) -> None:
    number = tolerated()
    until = Commitment.objects.get(case=number).until
    brings_it(number, RULED, "income_proof", until)
    judged(number, send_back, until + timedelta(days=1), lacking="income_proof")
    row = Commitment.objects.get(case=number)
    assert (row.state, row.until) == ("open", Case.objects.get(pk=number).promised)


def test_a_page_nobody_can_read_waits_for_a_clerk_also_where_rules_decide(hall_home: Path) -> None:
    number = applied(BY_RULE, tolerance=True, lacking=("photo",)).case
    sent, pages = handing_in(applying(item(BY_RULE)), reason="supplement", case=number, day=later(1), only=("photo",))
    content = b"no picture at all"
    (page,) = sent.pages
    sent = replace(sent, pages=(replace(page, digest=sha256(content).hexdigest()),))
    assert comes_in(sent, dict.fromkeys(pages, content)).stage is Stage.TOLERATED
    assert judged(number, confirm, later(1)) == Done(Stage.ACCEPTED)
