"""What applicants' things are sealed in: uploads to the hall, visits put aside, and the slips that open those."""

import hashlib
from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
from nacl.public import SealedBox
from nacl.secret import SecretBox

from hall.cases.pages import media_type
from hall.counter.opening import Opened, Unfit, open_parts
from intake.contract.submission import PageRef, Submission
from kiosk.acts.drafts import keep_draft, open_draft
from kiosk.acts.slip import Slip, _check, read_slip
from kiosk.devices.pages import PageStore
from tests.fuzz.target import Target
from tests.intake.story import applying, decided, item
from tests.kiosk.acts.story import HALL_KEY, ID, TODAY, UNSEAL, couple, jpeg

NEXT_PART = b"\x1e\x1e\x1e\x1e"
SLIP = Slip(ID, bytes(range(32)))
WANTED = item("MZ-HY-01")


def _upload(data: bytes) -> None:
    """Parts in clear, the submission first. Digests that were right stay right, so that pictures are looked at."""
    first, *pages = data.split(NEXT_PART)
    for page, digest in zip(pages, DIGESTS, strict=False):
        first = first.replace(digest.encode(), hashlib.sha256(page).hexdigest().encode())
    seal = SealedBox(HALL_KEY.public_key).encrypt
    for parts in ([seal(part) for part in (first, *pages)], [seal(first), *pages], [data]):
        opened = open_parts("k1", ID, parts, UNSEAL, lambda picture: bool(media_type(picture)))
        assert isinstance(opened, Opened | Unfit)


def _box(data: bytes) -> None:
    open_draft(SLIP, data)
    open_draft(SLIP, SecretBox(SLIP.key).encrypt(data))


def _slip(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    body = text.rpartition(":")[0]
    for said in (text, f"{body}:{_check(body)}"):
        slip = read_slip(said)
        assert slip is None or read_slip(slip.text) == slip


def _uploads() -> list[bytes]:
    application = applying(WANTED)
    pages = tuple(
        PageRef(material="photo", number=number, part=number, digest=digest)
        for number, digest in enumerate(DIGESTS, start=1)
    )
    submission = Submission(
        id=ID,
        kiosk="k1",
        at_ms=1_795_000_000_000,
        reason="application",
        case="E26112300423",
        application=application,
        pages=pages,
        outcome=decided(WANTED, application),
        consent=1,
    )
    return [NEXT_PART.join((msgspec.json.encode(submission), *PICTURES))]


def _clear() -> list[bytes]:
    """What a real visit with its pages is inside its box."""
    kept: list[bytes] = []

    def keep(_draft: str, box: bytes, today: date) -> date:
        kept.append(box)
        return today

    store: Any = SimpleNamespace(drafts=SimpleNamespace(keep=keep))
    pages = PageStore()
    visit = couple(pages)
    taken = [page.id for paper in visit.papers.values() for page in paper.pages]
    sheets = {page: sheet for page in taken if (sheet := pages.sheet(page))}
    done = keep_draft(visit, sheets, store, TODAY)
    assert isinstance(done, tuple)
    return [SecretBox(done[0].key).decrypt(kept[0])]


PICTURES = (jpeg(), jpeg("blue"))
DIGESTS = [hashlib.sha256(picture).hexdigest() for picture in PICTURES]

TARGETS = [
    Target("sealed upload", _upload, _uploads()),
    Target("draft box", _box, _clear()),
    Target("draft slip", _slip, [SLIP.text.encode(), SLIP.text.lower().encode() + b"\r\n"]),
]
