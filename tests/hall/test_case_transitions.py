"""The course of a case: which stage may follow which, by whom."""

from hypothesis import given
from hypothesis import strategies as st

from hall.cases.acts import No
from hall.cases.findings import Lack
from hall.cases.transitions import BEGINNINGS, MAY_FOLLOW, By, may_follow
from hall.desk.words import WORDS
from intake.clock.case import Standing
from intake.contract.stage import ENDED, Stage

STAGES, ANYBODY = st.sampled_from(list(Stage)), st.sampled_from(list(By))


def reachable() -> set[Stage]:
    """Every stage some case can come to."""
    seen, new = set[Stage](), set(BEGINNINGS)
    while new:
        seen |= new
        new = {after for stage in new for after in MAY_FOLLOW.get(stage, {})} - seen
    return seen


def test_every_stage_can_be_reached() -> None:
    assert reachable() == set(Stage)


def test_every_case_that_has_not_ended_can_go_on() -> None:
    assert {stage for stage in Stage if not MAY_FOLLOW.get(stage)} == ENDED - {Stage.LAPSED}


def test_what_lapsed_comes_back_only_by_what_was_handed_in_in_time() -> None:
    assert {by for bys in MAY_FOLLOW[Stage.LAPSED].values() for by in bys} == {By.KIOSK}


def test_only_a_department_decides_and_nobody_decides_what_was_not_examined() -> None:
    leading = {
        (before, bys) for before, after in MAY_FOLLOW.items() for to, bys in after.items() if to is Stage.DECIDED
    }
    assert leading == {(Stage.EXAMINED, (By.DEPARTMENT,))}


def test_nothing_is_handed_over_that_is_not_ready() -> None:
    assert {before for before, after in MAY_FOLLOW.items() if Stage.HANDED_OVER in after} == {Stage.READY}


@given(before=STAGES, after=STAGES, by=ANYBODY)
def test_no_stage_follows_itself_and_no_kiosk_accepts_what_a_clerk_must(before: Stage, after: Stage, by: By) -> None:
    if may_follow(before, after, by):
        assert before is not after
        assert not (before is Stage.RECEIVED and by is By.KIOSK)


def test_every_stage_and_act_has_a_word_at_the_desk() -> None:
    wanted = {f"stage_{stage}" for stage in Stage} | {f"no_{why}" for why in No}
    assert set(WORDS) >= wanted | {f"lack_{one}" for one in Lack} | {f"clock_{one}" for one in Standing}
