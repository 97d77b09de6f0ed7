"""Bytes to words and back: JSON by msgspec, strict, one place for every wire."""

import hashlib

import msgspec

from locker.contract.answers import AnyReply
from locker.contract.events import AnyEvent, Entry
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.contract.requests import LINE_BYTES_MAX, AnyRequest

GENESIS_HASH = "0" * 64

_request: msgspec.json.Decoder[AnyRequest] = msgspec.json.Decoder(AnyRequest)
_reply: msgspec.json.Decoder[AnyReply] = msgspec.json.Decoder(AnyReply)
_event: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_entry = msgspec.json.Decoder(Entry)
_encoder = msgspec.json.Encoder()


class MalformedError(Exception):
    """Bytes that are not a word of this contract: ``refusal`` and a detail safe to log (no content)."""

    def __init__(self, refusal: Refusal, detail: str) -> None:
        super().__init__(f"{refusal}: {detail}")
        self.refusal = refusal
        self.detail = detail


def decode_request(line: bytes) -> AnyRequest:
    """Read one request line. :raises MalformedError: too long, not JSON, not a request."""
    if len(line) > LINE_BYTES_MAX:
        raise MalformedError(Refusal.REQUEST_TOO_LONG, f"{len(line)} bytes, at most {LINE_BYTES_MAX}")
    try:
        return _request.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(Refusal.REQUEST_MALFORMED, _place(error)) from None


def decode_reply(line: bytes) -> AnyReply:
    """Read one line of lockerd's. :raises MalformedError: as for requests."""
    try:
        return _reply.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(Refusal.REQUEST_MALFORMED, _place(error)) from None


def encode_line(word: msgspec.Struct) -> bytes:
    """One JSON line with its newline."""
    return _encoder.encode(word) + b"\n"


def encode_event(event: AnyEvent) -> bytes:
    """An event's body as it is stored, hashed and sent."""
    return _encoder.encode(event)


def decode_event(body: bytes | str) -> AnyEvent:
    """Read an event's body. :raises msgspec.DecodeError: not one of ours."""
    return _event.decode(body)


def encode_entry(entry: Entry) -> bytes:
    """An entry as published under ``log``."""
    return _encoder.encode(entry)


def decode_entry(payload: bytes) -> Entry:
    """Read a ``log`` message. :raises msgspec.DecodeError: not one of ours."""
    return _entry.decode(payload)


def entry_hash(prev_hash: str, seq: int, at_ms: int, boot: str, request: RequestId | None, body: bytes) -> str:
    """SHA-256 in hex over the hash before and this entry, fields parted by 0x1F."""
    head = f"{prev_hash}\x1f{seq}\x1f{at_ms}\x1f{boot}\x1f{request or ''}\x1f"
    return hashlib.sha256(head.encode() + body).hexdigest()


def _place(error: Exception) -> str:
    # msgspec names the path and what was expected, never the value: safe for a log.
    return str(error)[:200]
