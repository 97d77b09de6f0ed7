"""A scanner that types like a keyboard, and a person who does."""

from kiosk.flows import Key, Scanned
from kiosk.keystrokes import Keystrokes, Out


def typed(names: list[str], gap_ms: int) -> list[Out]:
    keys, out, at_ms = Keystrokes(), [], 1000
    for name in names:
        at_ms += gap_ms
        out += keys.feed(name, at_ms)
    return out + keys.flush(at_ms + 1000)


def test_a_persons_keys_go_through_one_by_one() -> None:
    assert typed([*"4a8", "enter"], 200) == [Key("4"), Key("a"), Key("8"), Key("enter")]


def test_digits_never_wait() -> None:
    assert Keystrokes().feed("4", 1000) == [Key("4")]


def test_a_scanners_burst_is_one_text() -> None:
    assert typed([*"PK1:k1:48291367", "enter"], 5) == [Scanned("PK1:k1:48291367")]


def test_a_scanned_number_that_begins_with_digits_is_whole() -> None:
    assert typed([*"1525-2026A", "enter"], 5)[-1] == Scanned("1525-2026A")


def test_a_burst_without_an_end_is_given_back() -> None:
    assert typed([*"PK"], 5) == [Key("P"), Key("K")]


def test_an_endless_burst_is_bounded() -> None:
    keys = Keystrokes()
    for n in range(10_000):
        keys.feed("x", 1000 + n)

    assert len(keys.held) <= 512
