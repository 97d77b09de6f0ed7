"""Whatever the hall, the reader or a code answers, there are words for it, in every language."""

import pytest

from intake.contract.answers import HallRefusal
from intake.contract.stage import Stage
from intake.notices.qr import QrTrouble
from kiosk.flows.enquire.enquire import NO_DRAFT
from kiosk.flows.enquire.rate import REASONS
from kiosk.flows.inputs import Unread
from kiosk.texts import FILES, read_texts

MISTAKES = (
    *(f"hall.{refusal}" for refusal in HallRefusal),
    *(f"qr.{trouble}" for trouble in QrTrouble),
    *(f"enquire.card.{why}" for why in Unread),
    *(f"draft.{why}" for why in NO_DRAFT),
)


@pytest.mark.parametrize("language", FILES)
def test_every_no_says_what_happened_and_what_to_do(language: str) -> None:
    texts = read_texts(language)
    assert not [key for key in MISTAKES if not (texts.get(f"{key}.what") and texts.get(f"{key}.do"))]


@pytest.mark.parametrize("language", FILES)
def test_every_stage_says_where_the_case_is_and_what_to_do(language: str) -> None:
    texts = read_texts(language)
    assert not [stage for stage in Stage if not (texts.get(f"stage.{stage}") and texts.get(f"stage.{stage}.do"))]


@pytest.mark.parametrize("language", FILES)
def test_every_grade_and_reason_has_its_words(language: str) -> None:
    texts = read_texts(language)
    wanted = {f"rate.{grade}" for grade in range(1, 6)} | {f"rate.reason.{reason}" for reason in REASONS}
    assert wanted <= texts.keys()


def test_a_reason_fits_what_the_hall_takes() -> None:
    assert all(len(text) <= 40 for text in REASONS.values())
