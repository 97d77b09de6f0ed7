"""Typing Chinese: letters, candidates, signs; names with dots, rare characters, long texts."""

from kiosk.flows import Touched
from kiosk.flows.apply.entry import CANDIDATES_A_PAGE, Entry, typed_chinese, typed_signs
from kiosk.flows.effects import Compose, Effect
from kiosk.flows.inputs import Composed, Input

CANDIDATES = ("乌云", "无云", "五云", "雾云", "物云", "乌", "无")
TAKES = (5, 5, 5, 5, 5, 2, 2)


def does(entry: Entry, *inputs: Input | str, length_max: int = 40) -> tuple[Entry, list[Effect]]:
    """Touches by name, or inputs."""
    wanted: list[Effect] = []
    for one in inputs:
        what = Touched(one) if isinstance(one, str) else one
        entry, effects = typed_chinese(entry, what, length_max, names=True)
        wanted += effects
    return entry, wanted


def spelt() -> Entry:
    entry, _ = does(Entry(), *(f"key.{letter}" for letter in "wuyun"), Composed("wuyun", CANDIDATES, TAKES))
    return entry


def test_each_letter_asks_what_they_may_mean() -> None:
    _, wanted = does(Entry(), "key.w", "key.u")

    assert wanted == [Compose("w", names=True), Compose("wu", names=True)]


def test_a_touch_on_a_candidate_writes_it() -> None:
    entry, wanted = does(spelt(), "pick.1")

    assert (entry.text, entry.letters, entry.candidates) == ("无云", "", ())
    assert wanted == []


def test_a_candidate_for_some_letters_leaves_the_rest_to_go_on_with() -> None:
    entry, wanted = does(spelt(), "pick_next", "pick.0")

    assert (entry.text, entry.letters) == ("乌", "yun")
    assert wanted == [Compose("yun", names=True)]


def test_space_takes_the_first_candidate_and_between_words_is_a_space() -> None:
    assert does(spelt(), "key.space")[0].text == "乌云"
    assert does(Entry(text="BAT", board="abc"), "key.space", "key.d")[0].text == "BAT d"
    assert does(Entry(), "key.space")[0].text == ""


def test_a_keyboards_digits_take_candidates_while_letters_wait() -> None:
    assert does(spelt(), "key.3")[0].text == "五云"
    assert does(Entry(text="云"), "key.3")[0].text == "云3"


def test_pages_of_candidates_are_turned_and_end() -> None:
    entry, _ = does(spelt(), "pick_next", "pick_next", "pick_next")
    assert entry.shown == CANDIDATES[CANDIDATES_A_PAGE:]

    assert does(entry, "pick_before", "pick_before")[0].page == 0


def test_an_answer_to_letters_that_were_changed_since_is_not_shown() -> None:
    entry, _ = does(Entry(), "key.w", "key.u", Composed("w", ("我",)))

    assert entry.candidates == ()


def test_delete_takes_letters_first_then_what_was_written() -> None:
    entry, wanted = does(Entry(text="云", letters="wu"), "key.delete")
    assert (entry.text, entry.letters) == ("云", "w")
    assert wanted == [Compose("w", names=True)]

    entry, _ = does(entry, "key.delete", "key.delete")
    assert (entry.text, entry.letters) == ("", "")


def test_a_dot_stands_between_the_parts_of_a_minority_name() -> None:
    entry, _ = does(spelt(), "pick.0", "key.·")

    assert entry.text == "乌云·"


def test_letters_digits_and_signs_go_in_as_they_are() -> None:
    entry, _ = does(Entry(), "board.abc", "key.a", "key.shift", "key.b", "board.signs", "key.3", "key.（")

    assert entry.text == "aB3（"


def test_a_rare_character_is_written_by_its_code_point() -> None:
    entry, wanted = does(Entry(), *(f"key.{sign}" for sign in "u20bb7"))
    assert entry.candidates == ("\U00020bb7",)
    assert wanted[-1] != Compose("u20bb7", names=True)

    assert does(entry, "pick.0")[0].text == "\U00020bb7"
    assert does(Entry(), *(f"key.{sign}" for sign in "ud800"))[0].candidates == (), "half a character is none"


def test_letters_that_were_meant_as_letters_stay_when_the_keys_change() -> None:
    entry, _ = does(Entry(text="K"), "key.t", "key.v", "board.signs", "key.3")

    assert (entry.text, entry.letters) == ("Ktv3", "")


def test_a_rare_character_is_asked_for_by_a_key_and_the_next_one_is_usual_again() -> None:
    entry, wanted = does(Entry(), "key.rare", "key.y", "key.i")
    assert wanted[-1] == Compose("yi", names=True, rare=True)

    entry, wanted = does(entry, Composed("yi", ("祎",), (2,)), "pick.0", "key.y")
    assert entry.text == "祎"
    assert wanted[-1] == Compose("y", names=True)
    assert does(entry, "key.rare")[1] == [Compose("y", names=True, rare=True)]


def test_forty_characters_are_the_end_of_a_name() -> None:
    entry = Entry(text="云" * 39)
    entry, _ = does(entry, *(f"key.{sign}" for sign in "wuyun"), Composed("wuyun", CANDIDATES, TAKES), "pick.0")

    assert len(entry.text) == 40
    assert len(does(entry, "board.abc", "key.x")[0].text) == 40


def test_a_touch_on_what_is_not_there_does_nothing() -> None:
    for control in ("pick.9", "pick.x", "pick.-1", "board.none", "key.", "key.enter", "pick_next"):
        assert does(Entry(text="云"), control)[0].text == "云"


def test_many_letters_and_many_candidates_are_bounded() -> None:
    entry, _ = does(Entry(), *("key.a",) * 90)
    assert len(entry.letters) == 40

    entry, _ = does(entry, Composed(entry.letters, ("啊",) * 5000))
    assert len(entry.candidates) <= 120


def test_nothing_typed_is_in_a_repr() -> None:
    assert "wuyun" not in repr(spelt())
    assert "云" not in repr(spelt())


def test_a_field_of_digits_takes_no_letters_and_ends() -> None:
    entry = Entry()
    for sign in "13a80-013800099":
        entry = typed_signs(entry, Touched(f"key.{sign}"), "0123456789", 11)

    assert entry.text == "13800138000"
    assert typed_signs(entry, Touched("key.delete"), "0123456789", 11).text == "1380013800"
    assert typed_signs(entry, Touched("key.clear"), "0123456789", 11).text == ""


def test_small_letters_become_capitals_in_numbers() -> None:
    assert typed_signs(Entry(), Touched("key.x"), "0123456789X", 18).text == "X"
