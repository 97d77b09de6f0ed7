"""Text broken into lines as a printer's columns and Chinese punctuation want it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.lines import columns, lines

TEXT = st.text(st.sampled_from("您申请办理的材料，。；：（）《》“”、！？ab1 -/·二连浩特"), max_size=80)


@pytest.mark.parametrize(
    ("text", "width", "broken"),
    [
        ("二连浩特市政务服务中心", 10, ["二连浩特市", "政务服务中", "心"]),
        ("请携带户口簿，再来办理", 12, ["请携带户口", "簿，再来办理"]),
        ("根据《许可法》办理", 6, ["根据", "《许可", "法》办", "理"]),
        ("电话 0479-7500000", 12, ["电话", "0479-7500000"]),
        ("", 10, [""]),
    ],
)
def test_marks_cling_to_their_words(text: str, width: int, broken: list[str]) -> None:
    assert lines(text, width) == broken


@given(TEXT, st.integers(4, 48))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    broken = lines(text, width)

    assert all(columns(line) <= width for line in broken)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from("材料补正"), min_size=3, max_size=40), st.sampled_from("，。；：）》”、！？"))
def test_no_line_begins_with_a_closing_mark(text: str, mark: str) -> None:
    for width in (8, 10, 12):
        assert not any(line.startswith(mark) for line in lines(mark.join(text), width))
