"""Somebody was accepted on a commitment and comes back."""

from datetime import date

from intake.gap import Cause
from intake.materials.given import Given, Page
from intake.review.outcome import AcceptedWithTolerance, Commitment
from intake.review.supplement import Fulfilled, Lapsed, StillOwed, supplement
from tests.intake.story import TODAY, applying, decided, giving, item, without

BIRTH = item("WJ-CS-01")
WHOLE = applying(BIRTH, married="yes", insure="yes", tolerance=True)
FIRST = without(WHOLE, "marriage_certificate", "photo")
CERTIFICATE_DAY, PHOTO_DAY = date(2026, 11, 26), date(2026, 11, 30)
PAPER = Given(1, 0, (Page("paper"),))


def made() -> Commitment:
    outcome = decided(BIRTH, FIRST)
    assert isinstance(outcome, AcceptedWithTolerance)
    return outcome.commitment


def test_each_material_has_its_own_day() -> None:
    assert [(one.key, one.until) for one in made().owed] == [
        ("marriage_certificate", CERTIFICATE_DAY),
        ("photo", PHOTO_DAY),
    ]


def test_bringing_everything_fulfils_the_commitment() -> None:
    assert supplement(BIRTH, WHOLE, made(), PHOTO_DAY) == Fulfilled()


def test_bringing_half_leaves_the_other_half_with_its_day_unchanged() -> None:
    half = supplement(BIRTH, giving(FIRST, marriage_certificate=PAPER), made(), CERTIFICATE_DAY)

    assert isinstance(half, StillOwed)
    assert [(one.key, one.until) for one in half.rest.owed] == [("photo", PHOTO_DAY)]
    assert half.rest.until == PHOTO_DAY


def test_the_last_day_is_in_time_and_the_next_is_not() -> None:
    assert isinstance(supplement(BIRTH, FIRST, made(), CERTIFICATE_DAY), StillOwed)

    late = supplement(BIRTH, FIRST, made(), date(2026, 11, 27))

    assert isinstance(late, Lapsed)
    assert [one.key for one in late.late] == ["marriage_certificate"]


def test_a_supplement_that_is_no_good_is_told_and_still_owed() -> None:
    empty = giving(FIRST, marriage_certificate=PAPER, photo=Given(1, 0))

    still = supplement(BIRTH, empty, made(), TODAY)

    assert isinstance(still, StillOwed)
    assert [gap.cause for one in still.rest.owed for gap in one.gaps] == [Cause.NO_PAGES]
