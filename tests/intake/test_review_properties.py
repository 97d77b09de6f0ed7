"""Whatever is brought to the window: it never breaks, tells everything, and more papers never hurt."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from intake.catalogue.item import Item
from intake.form.asked import settled
from intake.form.values import day
from intake.gap import Gap
from intake.materials.check import needed
from intake.materials.given import Given, Page, PageTrouble
from intake.review.application import ApplicantStanding, Application
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from tests.intake.story import TODAY, answering, applying, catalogue, decided, giving, good_answers, good_given

ITEMS = st.sampled_from(catalogue().items)
WORDS = st.one_of(
    st.sampled_from(["", "yes", "no", "2026-02-30", "9999-12-31", "-1", "{name}", "\x00", "11010519491231002X"]),
    st.text(max_size=40),
)
PAGES = st.builds(Page, st.sampled_from("abc"), st.sampled_from([None, None, *PageTrouble]))
DAYS = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=3))
GIVEN = st.builds(
    Given, st.integers(-1, 3), st.integers(-1, 3), st.lists(PAGES, max_size=4).map(tuple), st.none() | DAYS
)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

RANK: dict[type, int] = {Accepted: 0, AcceptedWithTolerance: 1, ToBeCorrected: 2, NotAccepted: 3}
"""From best to worst for the applicant."""


@st.composite
def applications(draw: st.DrawFn) -> tuple[Item, Application]:
    """A good application with some answers and papers taken away or spoilt."""
    wanted = draw(ITEMS)
    choices = {field.key: draw(st.sampled_from(field.answers())) for field in wanted.field if field.answers()}
    whole = applying(wanted, agent=draw(st.booleans()), tolerance=draw(st.booleans()), **choices)
    keys = [one.key for one in wanted.condition] + [one.key for one in wanted.field]
    answers = draw(st.dictionaries(st.sampled_from(keys), WORDS, max_size=4)) if keys else {}
    spoilt = draw(st.dictionaries(st.sampled_from(sorted(whole.given)), st.none() | GIVEN, max_size=4))
    left = {key: one for key, one in (whole.given | spoilt).items() if one is not None}
    return wanted, replace(answering(whole, **answers), given=left)


STANDINGS = st.builds(ApplicantStanding, st.booleans())


def gaps_of(outcome: Outcome) -> tuple[Gap, ...]:
    match outcome:
        case ToBeCorrected(gaps=gaps):
            return gaps
        case AcceptedWithTolerance(commitment=promised):
            return tuple(gap for owed in promised.owed for gap in owed.gaps)
    return ()


def mended(wanted: Item, application: Application, gaps: tuple[Gap, ...]) -> Application:
    """The applicant does exactly what was told, and nothing else; nobody ends a thing before it begins."""
    good, answers = good_answers(wanted, {}), dict(application.answers)
    told = {gap.key for gap in gaps if gap.part in {"condition", "field"}}
    answers |= {one.key: good[one.key] for one in wanted.condition if one.key in told}
    for field in wanted.field:
        if field.key in told:
            begins = day(answers.get(field.not_before, ""))
            answers[field.key] = max(good[field.key], begins.isoformat()) if begins else good[field.key]
    papers = {gap.key for gap in gaps if gap.part == "material"}
    asked = needed(wanted, {}, agent=True) + [(one, False) for one in wanted.material]
    given_now = {one.key: good_given(one) for one, _ in asked if one.key in papers}
    return giving(answering(application, **answers), **given_now)


@given(applications(), STANDINGS)
@SETTINGS
def test_the_same_application_gets_the_same_decision(
    case: tuple[Item, Application], standing: ApplicantStanding
) -> None:
    assert decided(*case, standing) == decided(*case, standing)


@given(applications(), STANDINGS)
@SETTINGS
def test_mending_everything_that_was_told_leads_to_acceptance(
    case: tuple[Item, Application], standing: ApplicantStanding
) -> None:
    wanted, application = case
    outcome = decided(wanted, application, standing)
    if not isinstance(outcome, NotAccepted):
        again = mended(wanted, application, gaps_of(outcome))

        assert isinstance(decided(wanted, again, standing), Accepted)


@given(applications(), STANDINGS, st.data())
@SETTINGS
def test_one_more_good_paper_never_makes_it_worse(
    case: tuple[Item, Application], standing: ApplicantStanding, data: st.DataObject
) -> None:
    wanted, application = case
    asked = needed(wanted, settled(wanted, application.answers), agent=application.agent is not None)
    paper = data.draw(st.sampled_from([one for one, _ in asked] or list(wanted.material)))
    before = decided(wanted, application, standing)

    after = decided(wanted, giving(application, **{paper.key: good_given(paper)}), standing)

    assert RANK[type(after)] <= RANK[type(before)]
    assert len(gaps_of(after)) <= len(gaps_of(before))


@given(
    ITEMS,
    st.dictionaries(st.text(max_size=12), WORDS, max_size=8),
    st.dictionaries(st.text(max_size=12), GIVEN, max_size=5),
    st.text(max_size=60),
    st.dates(date(1, 1, 1), date(9979, 1, 1)),
)
@SETTINGS
def test_nothing_that_is_brought_breaks_the_window(
    wanted: Item, answers: dict[str, str], papers: dict[str, Given], name: str, today: date
) -> None:
    application = replace(applying(wanted), answers=answers, given=papers)
    people = replace(application.applicant, name=name, number=name, mobile=name)

    assert type(decided(wanted, replace(application, applicant=people), today=today)) in RANK


@given(applications())
@SETTINGS
def test_a_commitment_never_reaches_beyond_the_promised_day(case: tuple[Item, Application]) -> None:
    outcome = decided(*case)

    if isinstance(outcome, AcceptedWithTolerance):
        assert TODAY < outcome.commitment.until <= outcome.promised <= outcome.legal
