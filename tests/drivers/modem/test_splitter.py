"""Lines out of bytes, however they arrive."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.modem.splitter import PROMPT, Splitter


def test_lines_and_the_prompt() -> None:
    splitter = Splitter()

    assert splitter.feed(b"\r\n+CMGS: 5\r\n\r\nOK\r") == ["+CMGS: 5", "OK"]
    assert splitter.feed(b"\n\r\n>") == []
    assert splitter.feed(b" ") == [PROMPT]


def test_a_line_without_end_is_thrown_away_and_the_next_is_heard() -> None:
    splitter = Splitter()

    assert [line for _ in range(50) for line in splitter.feed(b"x" * 1000)] == []
    assert splitter.feed(b"\r\nOK\r\n") == ["OK"]


@given(st.binary(max_size=300), st.lists(st.integers(1, 20)))
def test_any_bytes_in_any_pieces(data: bytes, sizes: list[int]) -> None:
    splitter = Splitter()
    for size in sizes:
        piece, data = data[:size], data[size:]
        assert all(splitter.feed(piece))
