"""Every item of the shipped catalogue is applied for: with everything, with nothing, with a condition not met."""

import pytest

from bench.applications import LONG_NAME, empty_application, full_applications
from intake.catalogue.item import Item
from intake.form.asked import applies, settled
from intake.gap import Cause, Gap
from intake.identity.names import NAME_MAX
from intake.materials.check import needed
from intake.review.outcome import Accepted, NotAccepted, ToBeCorrected
from tests.intake.story import TODAY, answering, catalogue, decided, item

CODES = [one.code for one in catalogue().items]


@pytest.mark.parametrize("code", CODES)
def test_a_full_application_is_accepted_whatever_is_chosen_on_its_way(code: str) -> None:
    wanted = item(code)
    tried = list(full_applications(wanted, TODAY))

    assert all(isinstance(decided(wanted, one), Accepted) for one in tried)
    assert {one.applicant.kind for one in tried} == set(wanted.applicants)
    assert {key for one in tried for key in one.given} >= {material.key for material in wanted.material}
    assert len(tried[0].applicant.name) == len(LONG_NAME) <= NAME_MAX


@pytest.mark.parametrize("code", CODES)
def test_whoever_brings_nothing_is_told_everything_at_once(code: str) -> None:
    wanted = item(code)
    outcome = decided(wanted, empty_application(wanted))

    assert isinstance(outcome, ToBeCorrected)
    assert [(gap.part, gap.key) for gap in outcome.gaps] == lacking(wanted)
    assert all(told_in_words(gap) for gap in outcome.gaps)


@pytest.mark.parametrize(
    ("code", "condition"), [(one.code, condition.key) for one in catalogue().items for condition in one.condition]
)
def test_each_condition_that_is_not_met_is_told_with_its_reason_and_where_to_go(code: str, condition: str) -> None:
    wanted = item(code)
    asked = next(one for one in wanted.condition if one.key == condition)
    other = {"yes": "no", "no": "yes"}[asked.required]
    reached = (
        answering(one, **{condition: other})
        for one in full_applications(wanted, TODAY)
        if applies(asked.when, settled(wanted, one.answers))
    )

    outcome = decided(wanted, next(reached))

    assert isinstance(outcome, NotAccepted)
    told = next(reason for reason in outcome.reasons if reason.key == condition)
    assert (told.cause, told.rule.zh, told.remedy.zh) == (Cause.CONDITION_FAILED, asked.reason, asked.go_to)


def lacking(wanted: Item) -> list[tuple[str, str]]:
    """Everything that is asked when no question has an answer: what hangs on an answer is asked too, as perhaps."""
    known = settled(wanted, {})
    return [
        *(("applicant", key) for key in ("name", "number", "mobile")),
        *(("condition", one.key) for one in wanted.condition),
        *(("field", one.key) for one in wanted.field if one.required),
        *(("material", one.key) for one, _ in needed(wanted, known, agent=False)),
    ]


def told_in_words(gap: Gap) -> bool:
    return all([gap.name.zh, gap.rule.zh, gap.remedy.zh])
