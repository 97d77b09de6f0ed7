"""Bytes and words: what goes out comes back, and whatever comes in is a word or a clear refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.codec import (
    MalformedError,
    decode_entry,
    decode_event,
    decode_request,
    encode_entry,
    encode_event,
    encode_line,
)
from locker.contract.facts import Door
from locker.contract.ids import CompartmentId, RequestId
from locker.contract.refusal import Refusal
from tests.locker.story import Story


def whole_day() -> list[ev.AnyEvent]:
    story = Story()
    deposit = story.deposited()
    story.visitor_enters(story.code_of(deposit))
    story.opens(deposit.compartment)
    story.wait(200)
    story.power_cut()
    return [event for _, _, event in story.log]


def test_every_event_of_a_day_comes_back_as_it_was() -> None:
    for event in whole_day():
        assert decode_event(encode_event(event)) == event


def test_a_request_comes_back_as_it_was() -> None:
    request = rq.OpenForPickup(id=RequestId("a"), code="12345678")
    assert decode_request(encode_line(request)) == request


def test_an_entry_with_fields_of_a_newer_kiosk_can_be_read() -> None:
    entry = ev.Entry(
        seq=1,
        at_ms=2,
        boot="b",
        request=None,
        body=ev.DoorSeen(compartment=CompartmentId("A1"), door=Door.OPEN),
        hash="h",
    )
    newer = encode_entry(entry).replace(b'"door":"open"', b'"door":"open","lux":7')
    assert decode_entry(newer) == entry


def test_a_line_that_is_too_long_is_not_even_read() -> None:
    with pytest.raises(MalformedError) as refused:
        decode_request(b"x" * (rq.LINE_BYTES_MAX + 1))
    assert refused.value.refusal is Refusal.REQUEST_TOO_LONG


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: f'{{"do":"{text}"}}'.encode("utf8", "replace")))
def test_any_bytes_are_a_request_or_refused(line: bytes) -> None:
    assert read(line) in {"a request", Refusal.REQUEST_MALFORMED}


def read(line: bytes) -> str:
    try:
        decode_request(line)
    except MalformedError as refused:
        return refused.refusal
    return "a request"


@given(st.text(min_size=1, max_size=60))
def test_a_refusal_of_garbage_never_repeats_what_was_typed(secret: str) -> None:
    """What somebody typed may be a code, a phone number or a PIN; the detail of a refusal is logged."""
    marked = f"S3CRET{secret}"
    line = encode_line(rq.OpenForPickup(id=RequestId("a"), code="1")).replace(
        b'"code":"1"', b'"code":["%s"]' % marked.encode("utf8", "replace").replace(b'"', b"").replace(b"\\", b"")
    )
    with pytest.raises(MalformedError) as refused:
        decode_request(line)
    assert "S3CRET" not in refused.value.detail
