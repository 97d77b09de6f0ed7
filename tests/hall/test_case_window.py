"""The window's decisions and the days they count from; commands of the hall that belong to cases."""

from datetime import date
from pathlib import Path

from hall.cases.acts import Done, No, Turn
from hall.cases.dossier import dossier
from hall.cases.findings import Found, Lack, to_look_at
from hall.cases.models import Case, Commitment, IssuedNotice, Task
from hall.cases.record import Actor, clock_of
from hall.cases.transitions import By
from hall.cases.window import Decide, accept, correct, judge, tolerate
from hall.process import create_staff, sweep_cases
from intake.contract.stage import Stage
from tests.hall.case_story import CLERK_DECIDES, KIOSK_DECIDES, TOLERANT, applied, at, comes_in, handing_in, later
from tests.intake.story import TODAY, applying, item

RULED = "MZ-SH-01"
"""Social assistance: a statement of income may come within ten working days."""

WANG = Actor("wang", By.CLERK)


def judged(number: str, decide: Decide, day: date, lacking: str = "") -> object:
    """A clerk looks at everything and decides; ``lacking``: what is not in order."""
    case = Case.objects.get(pk=number)
    found = [Found(one.key, Lack.UNSIGNED if one.key == lacking else None) for one in to_look_at(dossier(case))]
    return judge(Turn(number, case.revision, WANG, at(day)), found, decide)


def test_complete_at_once_is_accepted_from_the_day_it_came(hall_home: Path) -> None:
    number = applied(CLERK_DECIDES).case
    assert judged(number, accept, later(2)) == Done(Stage.ACCEPTED)
    case = Case.objects.get(pk=number)
    assert (clock_of(case).complete, case.promised) == (TODAY, later(7))
    assert [task.department for task in Task.objects.filter(case=case)] == ["market"]


def test_what_was_mended_at_the_kiosk_is_accepted_from_the_day_it_was_mended(hall_home: Path) -> None:
    number = applied(CLERK_DECIDES).case
    assert judged(number, correct, later(1), lacking="licence") == Done(Stage.TO_BE_CORRECTED)
    mended = handing_in(
        applying(item(CLERK_DECIDES)), reason="correction", case=number, day=later(3), only=("licence",), label="new"
    )
    assert comes_in(*mended).stage is Stage.RECEIVED, "what a clerk asked for, a clerk looks at"
    assert judged(number, correct, later(4), lacking="licence") is No.TOLD_ALREADY
    assert judged(number, accept, later(4)) == Done(Stage.ACCEPTED)
    assert clock_of(Case.objects.get(pk=number)).complete == later(3)


def test_what_is_brought_to_the_window_counts_from_that_day(hall_home: Path) -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, correct, later(1), lacking="licence")
    assert judged(number, accept, later(4)) == Done(Stage.ACCEPTED)
    assert clock_of(Case.objects.get(pk=number)).complete == later(4)


def test_a_new_round_is_looked_at_anew(hall_home: Path) -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, correct, later(1), lacking="licence")
    comes_in(*handing_in(applying(item(CLERK_DECIDES)), reason="correction", case=number, day=later(2)))
    case = Case.objects.get(pk=number)
    assert judge(Turn(number, case.revision, WANG, at(later(2))), (), accept) is No.NOT_LOOKED_AT


def test_a_promise_stands_as_it_was_signed_at_the_kiosk(hall_home: Path) -> None:
    number = applied(RULED, tolerance=True, lacking=("income_proof",)).case
    signed = Commitment.objects.get(case=number)
    assert judged(number, tolerate(signed=False), later(2), lacking="income_proof") == Done(Stage.TOLERATED)
    stands = Commitment.objects.get(case=number)
    assert (stands.made, stands.until, stands.state) == (signed.made, signed.until, "open")


def test_a_promise_whose_day_passed_while_it_waited_is_signed_anew(hall_home: Path) -> None:
    number = applied(TOLERANT, tolerance=True, lacking=("photo",)).case
    assert judged(number, tolerate(signed=False), later(2), lacking="photo") in {No.NOT_SIGNED, No.BEYOND_PROMISE}


def test_the_halls_notices_are_numbered_one_after_the_other(hall_home: Path) -> None:
    for _ in range(3):
        judged(applied(CLERK_DECIDES).case, accept, TODAY)
    ours = IssuedNotice.objects.filter(by="desk", kind="A").order_by("id")
    assert [row.sequence for row in ours] == [1, 2, 3]


def test_what_the_rules_accepted_no_clerk_accepts_again(hall_home: Path) -> None:
    assert judged(applied(KIOSK_DECIDES).case, accept, TODAY) is No.NOT_NOW


def test_terms_that_ran_out_are_ended_by_one_command(hall_home: Path) -> None:
    applied(CLERK_DECIDES, day=date(2020, 1, 6))
    assert sweep_cases() == 1
    assert sweep_cases() == 0


def test_a_login_of_no_department_is_not_made(hall_home: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("quiet-river-stone")
    assert create_staff("li", "department", "nobody", tmp_path / "password") == 2
    assert create_staff("li", "department", "market", tmp_path / "password") == 0
