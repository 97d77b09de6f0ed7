"""Bytes to try: any at all, and true ones with something wrong: cut, changed, doubled, spliced, blown up."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.fuzz.target import INPUT_BYTES_MAX

BLOWN_UP = [
    b"[" * 5000,
    b"{" * 5000,
    b'{"a":' * 3000,
    b"9" * 400,
    b"-1",
    b"1e999",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\x00",
    b"null",
    b"18446744073709551616",
    "，".encode(),
    b'"' + b"x" * 3000 + b'"',
    b"\r\n",
    b"=" * 50,
]


def inputs(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """At most 64 KiB each."""
    raw = st.binary(max_size=300)
    if not seeds:
        return raw
    return st.one_of(raw, _spoiled(seeds))


@st.composite
def _spoiled(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    data = draw(st.sampled_from(list(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        data = _once(draw, data, seeds)
    return data[:INPUT_BYTES_MAX]


def _once(draw: st.DrawFn, data: bytes, seeds: Sequence[bytes]) -> bytes:
    at = draw(st.integers(0, len(data)))
    before, after = data[:at], data[at + draw(st.integers(0, 12)) :]
    match draw(st.sampled_from(["cut", "drop", "put", "blow up", "double", "splice"])):
        case "cut":
            after = b""
        case "put":
            before += draw(st.binary(max_size=8))
        case "blow up":
            before += draw(st.sampled_from(BLOWN_UP))
        case "double":
            before += data[at : at + 100] * 3
        case "splice":
            other = draw(st.sampled_from(list(seeds)))
            after = other[draw(st.integers(0, len(other))) :]
    return before + after
