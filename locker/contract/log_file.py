"""A log as a file of lines: what an auditor reads, and what the hall hands back to a kiosk that lost its ledger.

gzip of lines of JSON: the first is a :class:`LogHead`, each further one a :class:`LogLine`. ``body`` is a text and not
an object, so that it stays, byte for byte, what its hash covers. Files are opened by ``locker.ledger`` and the hall.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from typing import Annotated, BinaryIO

import msgspec
from msgspec import Meta, Struct

from locker.contract.codec import GENESIS_HASH, entry_hash
from locker.contract.ids import RequestId

VERSION = 1
LINE_BYTES_MAX = 65_536
INTEGER_MAX = 2**53

Number = Annotated[int, Meta(ge=0, le=INTEGER_MAX)]
Hash = Annotated[str, Meta(min_length=64, max_length=64, pattern="^[0-9a-f]+$")]
ShortText = Annotated[str, Meta(max_length=64)]


class LogHead(Struct, frozen=True, kw_only=True, tag_field="file", tag="kiosk_log"):
    """Which part of whose log: the entries above ``after`` (whose hash is ``after_hash``) up to ``seq`` with ``hash``.

    ``kiosk`` is empty where the writer did not know it.
    """

    kiosk: ShortText
    after: Number
    after_hash: Hash
    seq: Number
    hash: Hash
    version: int = VERSION


class LogLine(Struct, frozen=True, kw_only=True, gc=False):
    """One entry. ``hash`` is that of :func:`locker.contract.codec.entry_hash`."""

    seq: Annotated[int, Meta(ge=1, le=INTEGER_MAX)]
    at_ms: int
    boot: ShortText
    request: ShortText | None
    body: Annotated[str, Meta(max_length=LINE_BYTES_MAX)]
    hash: Hash


class LogFileError(Exception):
    """The file is no log, or not a whole and true one. Says where; never what a line holds."""


_head = msgspec.json.Decoder(LogHead)
_line = msgspec.json.Decoder(LogLine)
_TROUBLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def write(file: BinaryIO, head: LogHead, lines: Iterable[LogLine]) -> None:
    """Write head and entries. :raises LogFileError: ``lines`` are not what ``head`` says; the file is worth nothing."""
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(msgspec.json.encode(head) + b"\n")
        for line in checked(head, lines):
            packed.write(msgspec.json.encode(line) + b"\n")


def read(file: BinaryIO) -> tuple[LogHead, Iterator[LogLine]]:
    """The head, and the entries, each checked before it is given; ``file`` stays open as long as they are taken.

    :raises LogFileError: also while they are taken: at which entry the file cannot be believed.
    """
    lines = _unpacked(file)
    head = _read_head(next(lines, b""))
    return head, checked(head, _decoded(head.after, lines))


def checked(head: LogHead, lines: Iterable[LogLine]) -> Iterator[LogLine]:
    """Contiguous, chained, and ending where ``head`` says. :raises LogFileError: at which entry they are not."""
    seq, hash_ = head.after, head.after_hash
    for line in lines:
        seq += 1
        hash_ = hash_of(line, hash_)
        if line.seq != seq or line.hash != hash_ or seq > head.seq:
            raise LogFileError(f"the chain of hashes breaks at entry {seq}")
        yield line
    if (seq, hash_) != (head.seq, head.hash):
        raise LogFileError(f"the file ends at entry {seq}, and not with the entry {head.seq} that its first line names")


def hash_of(line: LogLine, before: str) -> str:
    """What its hash must be after an entry with the hash ``before``."""
    request = None if line.request is None else RequestId(line.request)
    return entry_hash(before, line.seq, line.at_ms, line.boot, request, line.body.encode())


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=file, mode="rb") as packed:
        for number in range(INTEGER_MAX):
            try:
                line = packed.readline(LINE_BYTES_MAX + 1)
            except (OSError, EOFError, zlib.error):
                raise LogFileError(f"the file is damaged after its line {number}") from None
            if not line:
                return
            if len(line) > LINE_BYTES_MAX:
                raise LogFileError(f"line {number + 1} is longer than {LINE_BYTES_MAX} bytes")
            yield line


def _read_head(line: bytes) -> LogHead:
    try:
        head = _head.decode(line)
    except _TROUBLE:
        raise LogFileError("the first line is not the head of a kiosk's log") from None
    if head.version != VERSION:
        raise LogFileError(f"the file has version {head.version}; this program reads {VERSION}")
    if head.after > head.seq or (head.after == 0 and head.after_hash != GENESIS_HASH):
        raise LogFileError("the first line contradicts itself")
    return head


def _decoded(after: int, lines: Iterable[bytes]) -> Iterator[LogLine]:
    for seq, line in enumerate(lines, after + 1):
        try:
            yield _line.decode(line)
        except _TROUBLE:
            raise LogFileError(f"the line of entry {seq} cannot be read") from None
