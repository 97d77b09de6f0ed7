"""At the window: accepted, accepted with tolerated deficiency, to be corrected, not accepted."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from intake.gap import Cause, Gap
from intake.identity.resident_id import check_character
from intake.materials.given import Given, Page, PageTrouble
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, NoTolerance, Outcome, ToBeCorrected
from tests.intake.story import BAD, TODAY, answering, applying, catalogue, decided, giving, item, without

PASSPORT = item("GA-CRJ-01")
BIRTH = item("WJ-CS-01")
CODES = [one.code for one in catalogue().items]


def corrected(outcome: Outcome) -> ToBeCorrected:
    assert isinstance(outcome, ToBeCorrected)
    return outcome


def told(gaps: tuple[Gap, ...]) -> list[tuple[str, Cause]]:
    return [(gap.key, gap.cause) for gap in gaps]


@pytest.mark.parametrize("code", CODES)
def test_whoever_brings_everything_is_accepted(code: str) -> None:
    assert isinstance(decided(item(code), applying(item(code))), Accepted)


def test_the_promised_and_the_legal_day_are_told() -> None:
    outcome = decided(PASSPORT, applying(PASSPORT))

    assert outcome == Accepted(promised=date(2026, 12, 2), legal=date(2026, 12, 14))


def test_everything_that_is_lacking_is_told_at_once_in_the_guides_order() -> None:
    application = applying(PASSPORT, kind="renewal", minor="yes")
    application = answering(without(application, "old_passport", "guardian", "photo_receipt"), state_employee="")

    outcome = corrected(decided(PASSPORT, application))

    assert told(outcome.gaps) == [
        ("state_employee", Cause.EMPTY),
        ("photo_receipt", Cause.MISSING),
        ("old_passport", Cause.MISSING),
        ("guardian", Cause.MISSING),
        ("consent", Cause.MISSING),
    ]
    assert [gap.perhaps for gap in outcome.gaps] == [False, False, False, False, True]


def test_an_agent_may_show_a_passport_and_may_act_for_a_foreigner() -> None:
    residence = item("GA-CRJ-03")
    application = applying(residence, agent=True)
    assert application.agent
    by_passport = replace(application, agent=replace(application.agent, kind="foreigner", number="E1234567"))
    by_nothing = replace(application, agent=replace(application.agent, number="E1234567"))

    assert isinstance(decided(residence, by_passport), Accepted)
    assert told(corrected(decided(residence, by_nothing)).gaps) == [("agent.number", Cause.NUMBER_LENGTH)]


def test_nobody_applies_before_they_are_born() -> None:
    application = applying(PASSPORT)
    number = "15250120990312122" + check_character("15250120990312122")
    unborn = replace(application, applicant=replace(application.applicant, number=number))

    assert told(corrected(decided(PASSPORT, unborn)).gaps) == [("number", Cause.NUMBER_DATE)]


def test_every_gap_has_a_rule_and_a_remedy_in_both_languages() -> None:
    application = replace(applying(PASSPORT), given={}, answers={})

    for gap in corrected(decided(PASSPORT, application)).gaps:
        assert all([gap.rule.zh, gap.rule.en, gap.remedy.zh, gap.remedy.en, gap.name.zh])
        assert "{" not in gap.rule.zh + gap.remedy.zh + gap.rule.en + gap.remedy.en


def test_who_does_not_meet_a_condition_is_told_why_and_where_to_go() -> None:
    marriage = item("MZ-HY-01")

    outcome = decided(marriage, applying(marriage, of_age="no", unmarried="no"))

    assert isinstance(outcome, NotAccepted)
    assert told(outcome.reasons) == [("of_age", Cause.CONDITION_FAILED), ("unmarried", Cause.CONDITION_FAILED)]
    assert "婚龄" in outcome.reasons[0].rule.zh
    assert outcome.reasons[1].remedy.zh.startswith("请先到")


def test_a_condition_without_an_answer_is_asked_again_and_nothing_is_accepted() -> None:
    outcome = corrected(decided(PASSPORT, answering(applying(PASSPORT), free_to_leave="")))

    assert told(outcome.gaps) == [("free_to_leave", Cause.UNANSWERED)]
    assert outcome.no_tolerance == (NoTolerance.FORM_INCOMPLETE,)


def test_a_company_cannot_apply_for_a_persons_item() -> None:
    application = applying(PASSPORT)
    application = replace(application, applicant=replace(application.applicant, kind="company"))

    outcome = decided(PASSPORT, application)

    assert isinstance(outcome, NotAccepted)
    assert outcome.reasons[0].cause is Cause.APPLICANT_KIND


def test_a_secondary_material_may_come_later_when_the_applicant_chooses_so() -> None:
    outcome = decided(BIRTH, without(applying(BIRTH, married="yes", tolerance=True), "marriage_certificate"))

    assert isinstance(outcome, AcceptedWithTolerance)
    assert [owed.key for owed in outcome.commitment.owed] == ["marriage_certificate"]
    assert outcome.commitment.until == date(2026, 11, 26) <= outcome.promised
    assert "自动终止" in outcome.commitment.lateness.zh


def test_tolerance_is_offered_before_it_is_chosen() -> None:
    outcome = corrected(decided(BIRTH, without(applying(BIRTH, married="yes"), "marriage_certificate")))

    assert outcome.offer
    assert outcome.no_tolerance == ()


def test_the_supplement_makes_it_a_plain_acceptance() -> None:
    whole = applying(BIRTH, married="yes", tolerance=True)

    assert isinstance(decided(BIRTH, without(whole, "marriage_certificate")), AcceptedWithTolerance)
    assert isinstance(decided(BIRTH, whole), Accepted)


@pytest.mark.parametrize(
    ("missing", "reason"),
    [("household_book", NoTolerance.MAIN_MATERIAL), ("parents_identity", NoTolerance.MAIN_MATERIAL)],
)
def test_a_main_material_is_never_tolerated_missing(missing: str, reason: NoTolerance) -> None:
    application = without(applying(BIRTH, married="yes", tolerance=True), missing, "marriage_certificate")

    outcome = corrected(decided(BIRTH, application))

    assert outcome.offer is None
    assert outcome.no_tolerance == (reason,)


def test_a_main_material_that_cannot_be_read_is_not_tolerated_either() -> None:
    blurred = Given(originals=1, pages=(Page("a", PageTrouble.BLURRED),))

    outcome = corrected(decided(BIRTH, giving(applying(BIRTH, tolerance=True), household_book=blurred)))

    assert told(outcome.gaps) == [("household_book", Cause.PAGE_BLURRED)]
    assert outcome.gaps[0].page == 1


def test_a_secondary_material_of_strict_kind_must_come_now() -> None:
    insurance = item("YB-CB-01")

    outcome = corrected(
        decided(insurance, without(applying(insurance, newborn="yes", tolerance=True), "birth_certificate"))
    )

    assert outcome.no_tolerance == (NoTolerance.NOT_TOLERABLE,)


def test_unrepaired_bad_credit_rules_tolerance_out() -> None:
    application = without(applying(BIRTH, married="yes", tolerance=True), "marriage_certificate")

    assert corrected(decided(BIRTH, application, BAD)).no_tolerance == (NoTolerance.BAD_CREDIT,)


def test_an_incomplete_form_rules_tolerance_out() -> None:
    application = without(applying(BIRTH, married="yes", tolerance=True, hospital=""), "marriage_certificate")

    assert corrected(decided(BIRTH, application)).no_tolerance == (NoTolerance.FORM_INCOMPLETE,)


def test_a_deadline_beyond_the_promised_day_is_never_granted() -> None:
    careless = replace(BIRTH, promised_days=2)

    outcome = corrected(
        decided(careless, without(applying(careless, married="yes", tolerance=True), "marriage_certificate"))
    )

    assert outcome.no_tolerance == (NoTolerance.BEYOND_PROMISE,)


def test_an_agent_needs_a_mandate_and_an_identity() -> None:
    application = applying(PASSPORT, agent=True)

    assert isinstance(decided(PASSPORT, application), Accepted)
    lacking = corrected(decided(PASSPORT, without(application, "mandate", "agent_identity")))
    assert told(lacking.gaps) == [("mandate", Cause.MISSING), ("agent_identity", Cause.MISSING)]


def test_an_agents_number_and_phone_are_checked_too() -> None:
    application = applying(PASSPORT, agent=True)
    assert application.agent
    mistyped = replace(application.agent, number="110105194912310021", mobile="")

    assert told(corrected(decided(PASSPORT, replace(application, agent=mistyped))).gaps) == [
        ("agent.number", Cause.NUMBER_CHECK),
        ("agent.mobile", Cause.EMPTY),
    ]


def test_wrong_people_are_told_beside_wrong_papers() -> None:
    application = without(applying(PASSPORT), "identity")
    application = replace(
        application, applicant=replace(application.applicant, number="110105194912310021", mobile="12")
    )

    assert told(corrected(decided(PASSPORT, application)).gaps) == [
        ("number", Cause.NUMBER_CHECK),
        ("mobile", Cause.NUMBER_LENGTH),
        ("identity", Cause.MISSING),
    ]


def test_what_is_not_needed_does_no_harm() -> None:
    application = giving(applying(PASSPORT), unicorn=Given(pages=(Page("x", PageTrouble.GLARE),)))

    assert isinstance(decided(PASSPORT, application), Accepted)


@pytest.mark.parametrize(
    ("given", "causes"),
    [
        (Given(0, 0), [Cause.MISSING]),
        (Given(1, 0, (Page("a"),)), [Cause.FEW_COPIES]),
        (Given(0, 0, (Page("a"),)), [Cause.FEW_ORIGINALS, Cause.FEW_COPIES]),
        (Given(1, 1), [Cause.NO_PAGES]),
        (Given(1, 1, (Page("a"), Page("a"))), [Cause.PAGE_TWICE]),
        (Given(1, 1, tuple(Page(str(n)) for n in range(21))), [Cause.MANY_PAGES]),
        (
            Given(1, 1, tuple(Page(str(n), trouble) for n, trouble in enumerate(PageTrouble))),
            [Cause.PAGE_BLURRED, Cause.PAGE_DARK, Cause.PAGE_GLARE, Cause.PAGE_CUT_OFF, Cause.PAGE_SMALL],
        ),
    ],
)
def test_counts_and_pages_of_an_identity_card(given: Given, causes: list[Cause]) -> None:
    outcome = corrected(decided(PASSPORT, giving(applying(PASSPORT), identity=given)))

    assert [gap.cause for gap in outcome.gaps] == causes


@pytest.mark.parametrize(
    ("issued", "cause"),
    [
        (None, Cause.ISSUE_DATE_MISSING),
        (TODAY + timedelta(days=1), Cause.ISSUE_DATE_AHEAD),
        (TODAY - timedelta(days=181), Cause.EXPIRED),
        (TODAY - timedelta(days=180), None),
    ],
)
def test_a_photo_receipt_is_good_for_180_days(issued: date | None, cause: Cause | None) -> None:
    receipt = Given(1, 0, (Page("a"),), issued)

    outcome = decided(PASSPORT, giving(applying(PASSPORT), photo_receipt=receipt))

    assert [gap.cause for gap in outcome.gaps] == [cause] if isinstance(outcome, ToBeCorrected) else cause is None
