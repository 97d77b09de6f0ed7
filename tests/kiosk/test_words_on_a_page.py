"""How much room words are given, and what they look like in the face of the glass."""

import string

from fontTools.ttLib import TTFont

from kiosk.page import Page
from kiosk.scene import Words
from kiosk.texts import load_texts
from kiosk.widgets.measure import wide
from tests.kiosk.glass import fonts

SIGNS = " " + string.ascii_letters + string.digits + "!-,.:;?()'/&%“”…，。"


def set_on(language: str, text: str) -> str:
    page = Page(1080, 1920, load_texts(("zh", "en"))[language])
    page.words(page.rect, text)
    (words,) = (one for one in page.elements if isinstance(one, Words))
    return words.text


def test_words_beside_a_picture_have_the_room_their_face_needs() -> None:
    with TTFont(fonts() / "NotoSansSC-Bold.otf", lazy=True) as face:
        unit, known, advances = face["head"].unitsPerEm, face.getBestCmap(), face["hmtx"]
        needed = {sign: advances[known[ord(sign)]][0] / unit for sign in SIGNS}

    given = {sign: wide(sign) - wide("") for sign in SIGNS}

    assert not [sign for sign in SIGNS if given[sign] < needed[sign] - 0.01]
    assert not [sign for sign in SIGNS if given[sign] > needed[sign] + 0.15], "else words stand left of the middle"


def test_english_words_in_quotes_are_not_torn_apart_by_signs_as_wide_as_characters() -> None:
    assert set_on("en", "Page 2 of “Business licence”, please") == 'Page 2 of "Business licence", please'


def test_chinese_keeps_its_own_quotes() -> None:
    assert set_on("zh", "请点“OK”") == "请点“OK”"
    assert set_on("en", "请先办理“企业开办一件事”") == "请先办理“企业开办一件事”"
