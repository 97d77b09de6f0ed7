"""Lines of Chinese and of words."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.glass.wrapping import wrap


def width(text: str) -> float:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def test_chinese_breaks_anywhere_but_before_its_full_stop() -> None:
    assert wrap("请把柜门关好。", 12, width) == ["请把柜门关", "好。"]


def test_words_stay_whole() -> None:
    assert wrap("push the door shut", 9, width) == ["push the", "door shut"]


def test_a_newline_breaks() -> None:
    assert wrap("一\n二", 100, width) == ["一", "二"]


@given(st.text(alphabet="请关门。，ab c\n（）", max_size=60), st.integers(min_value=6, max_value=40))
def test_nothing_is_lost_by_wrapping(text: str, wide: int) -> None:
    assert "".join(wrap(text, wide, width)).replace(" ", "") == text.replace(" ", "").replace("\n", "")
