"""A visit put aside and taken up again: sealed with a key of its own, with its pages, before it touches the disk."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from intake.contract.submission import DRAFT_BYTES_MAX, PARTS_MAX, SUBMISSION_BYTES_MAX
from intake.materials.given import PageTrouble
from kiosk.acts.slip import KEY_BYTES, Slip
from kiosk.devices.sheet import Sheet
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.visit import Visit
from kiosk.store import Store, StoreTrouble

PictureBytes = Annotated[bytes, Meta(max_length=SUBMISSION_BYTES_MAX)]


class _Page(Struct, frozen=True):
    jpeg: PictureBytes
    width: int
    height: int
    trouble: PageTrouble | None = None


class _Clear(Struct, frozen=True):
    """What is inside the box."""

    visit: Visit
    pages: Annotated[dict[str, _Page], Meta(max_length=PARTS_MAX)]


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft: the visit, and its pages by id."""

    visit: Visit = field(repr=False)
    pages: Mapping[str, Sheet] = field(repr=False)


def keep_draft(visit: Visit, pages: Mapping[str, Sheet], store: Store, today: date) -> tuple[Slip, date] | StoreTrouble:
    """Seal it and keep the box; the slip that opens it, and its last day. For a worker thread."""
    slip = Slip(visit.id, secrets.token_bytes(KEY_BYTES))
    clear = msgspec.msgpack.encode(_Clear(visit, {page: _page(sheet) for page, sheet in pages.items()}))
    box = SecretBox(slip.key).encrypt(clear)
    if len(box) > DRAFT_BYTES_MAX:
        return StoreTrouble.FULL
    until = store.drafts.keep(visit.id, box, today)
    return until if isinstance(until, StoreTrouble) else (slip, until)


def open_draft(slip: Slip, box: bytes) -> Opened | None:
    """What is in the box; None when the slip does not open it. For a worker thread."""
    try:
        found = msgspec.msgpack.decode(SecretBox(slip.key).decrypt(box), type=_Clear)
    except (CryptoError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    pages = {key: Sheet(page.jpeg, page.width, page.height, page.trouble) for key, page in found.pages.items()}
    return Opened(replace(found.visit, id=slip.draft), pages)


def brought_up(visit: Visit, catalogue: CatalogueInUse) -> Visit | None:
    """The visit with its item as it is in force today; None when there is no such item any more."""
    if visit.item is None:
        return visit
    if visit.reopened is not None:
        known = catalogue.catalogue.version(visit.item.code, visit.item.version)
    else:
        known = catalogue.catalogue.in_force(catalogue.today).get(visit.item.code)
    return replace(visit, item=known) if known else None


def _page(sheet: Sheet) -> _Page:
    return _Page(sheet.jpeg, sheet.width, sheet.height, sheet.trouble)
