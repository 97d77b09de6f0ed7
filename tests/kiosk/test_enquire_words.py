"""Whatever the hall, the reader or a code answers, there are words for it, in every language."""

from dataclasses import replace

import pytest

from config.load import load_kiosk
from intake.contract.answers import HallRefusal
from intake.contract.stage import ENDED, Stage
from intake.notices.qr import QrTrouble
from kiosk.examples import examples
from kiosk.flows.enquire.enquire import NO_DRAFT
from kiosk.flows.enquire.rate import REASONS
from kiosk.flows.inputs import Unread
from kiosk.gallery import EXAMPLE
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.screens.enquire.cases import DONE
from kiosk.settings import place_of
from kiosk.texts import FILES, load_texts, read_texts

PLACE = place_of(load_kiosk(EXAMPLE))
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


def said(name: str, language: str = "zh") -> str:
    """Everything the example ``name`` says on an upright glass."""
    model = replace(examples(PLACE)[name], language=language)
    shown = scene(model, load_texts(PLACE.languages), 1080, 1920)
    return "\n".join(one.text for one in shown.elements if isinstance(one, Words))


@pytest.mark.parametrize("stage", sorted(DONE))
def test_a_case_that_is_done_has_no_last_day_any_more(stage: Stage) -> None:
    assert "承诺最晚" not in said(f"case-{stage}")


@pytest.mark.parametrize("stage", sorted(ENDED))
def test_a_case_that_is_over_says_since_when_in_the_past(stage: Stage) -> None:
    assert "更新于2026年11月23日" in said(f"case-{stage}")


@pytest.mark.parametrize("stage", sorted(set(Stage) - DONE))
def test_a_case_under_way_says_its_last_day_and_since_when(stage: Stage) -> None:
    shown = said(f"case-{stage}")

    assert "承诺最晚 2026年12月4日 办结" in shown
    assert "2026年11月23日起" in shown


def test_taking_pictures_and_putting_paper_in_are_told_apart() -> None:
    shown = said("case-tolerated")

    assert "缺的材料，在这里拍照提交\n拍照补交" in shown
    assert "大厅要收纸质原件的，在这里交\n把纸质原件放进文件柜" in shown
