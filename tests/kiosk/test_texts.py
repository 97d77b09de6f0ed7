"""What the screens say: for every reason, in every language, with nothing missing."""

import re
import string

import polib
import pytest

from kiosk.texts import FILES, load_texts, read_texts
from locker.contract.facts import Alarm, DepositState
from locker.contract.refusal import Refusal

LANGUAGES = tuple(FILES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_says_what_happened_and_what_to_do(refusal: Refusal, language: str) -> None:
    texts = read_texts(language)

    assert texts[f"refusal.{refusal}.what"]
    assert texts[f"refusal.{refusal}.do"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alarm_and_state_has_a_text(language: str) -> None:
    texts = read_texts(language)

    assert {f"alarm.{alarm}" for alarm in Alarm} <= texts.keys()
    assert {f"state.{state}" for state in DepositState} <= texts.keys()


def test_all_languages_say_the_same_things_with_the_same_values() -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    chinese, english = read_texts("zh"), read_texts("en")

    assert chinese.keys() == english.keys()
    missing = {key for key in chinese if values(english[key]) - values(chinese[key])}
    assert not missing


def test_a_fuzzy_translation_is_not_shown(tmp_path: object) -> None:
    entry = polib.POEntry(msgid="x", msgstr="unreviewed", flags=["fuzzy"])

    assert not entry.translated()


def test_chinese_is_written_with_chinese_punctuation() -> None:
    wrong = {key: text for key, text in read_texts("zh").items() if re.search(r"[\u4e00-\u9fff][,.!?;:]", text)}

    assert not wrong


@pytest.mark.parametrize("word", ["格子", "柜子", "取件柜", "箱门"])
def test_one_term_is_used_for_each_thing(word: str) -> None:
    assert not [key for key, text in read_texts("zh").items() if word in text]


def test_a_language_that_lacks_a_text_falls_back_to_the_source() -> None:
    assert load_texts(("zh", "en"))["en"].language == "en"
    assert "refusal.code_used.what" in load_texts(("en",))["en"]
