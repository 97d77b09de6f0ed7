"""Everything the camera, the printer and the rules can say has its words on the glass."""

from collections.abc import Iterable
from enum import StrEnum

import pytest

from intake.materials.given import PageTrouble
from intake.review.outcome import NoTolerance
from kiosk.flows.inputs import Paper, Sight
from kiosk.texts import FILES, read_texts

EACH: dict[str, tuple[Iterable[StrEnum], tuple[str, ...]]] = {
    "a sight of the camera": (set(Sight) - {Sight.NO_ZONE}, ("sight.{}.what", "sight.{}.do")),
    "a sight of a passport": (set(Sight) - {Sight.SAME_PAGE}, ("zone.{}.what", "zone.{}.do")),
    "a page of no use": (PageTrouble, ("camera.no.{}.what", "camera.no.{}.do")),
    "what became of a print": (Paper, ("done.paper.{}",)),
    "why nothing may come later": (NoTolerance, ("review.no_tolerance.{}",)),
}


@pytest.mark.parametrize("language", FILES)
@pytest.mark.parametrize("what", EACH)
def test_each_has_its_words(what: str, language: str) -> None:
    texts = read_texts(language)
    kinds, keys = EACH[what]

    assert not [key.format(one) for one in kinds for key in keys if key.format(one) not in texts]
