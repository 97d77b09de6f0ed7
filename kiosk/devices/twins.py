"""Which pages of the visit are one page laid down again: for a worker thread. OpenCV comes with the first of them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kiosk.devices.sheet import Sheet

if TYPE_CHECKING:
    from intake.pages.fingerprint import Fingerprint

LAST_MAX = 60
"""So many of the newest pages are looked at: 10 to 40 ms each, and nobody lays more of one kind down."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A page that may be kept, the ids of the pages it is the same as, and those that got their mark meanwhile."""

    sheet: Sheet = field(repr=False)
    twins: tuple[str, ...] = ()
    marked: Mapping[str, Sheet] = field(default_factory=dict, repr=False)


def compared(sheet: Sheet, kept: Mapping[str, Sheet]) -> Compared:
    """Compare a page with those kept, whichever way each came: by itself, by the button, from a phone, with a draft."""
    from intake.pages.fingerprint import same_page  # noqa: PLC0415 (OpenCV)

    new = marked(sheet)
    others = {page: marked(kept[page]) for page in list(kept)[-LAST_MAX:]}
    twins = tuple(page for page, one in others.items() if new.mark and one.mark and same_page(new.mark, one.mark))
    return Compared(new, twins, others)


def marked(sheet: Sheet) -> Sheet:
    """The page with the mark of its JPEG, 11 ms. All marks are made of JPEGs, so that any two can be compared."""
    return sheet if sheet.mark is not None else replace(sheet, mark=_mark(sheet.jpeg))


def _mark(jpeg: bytes) -> "Fingerprint | None":
    """None: it cannot be read, and is like no other."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    from intake.pages.fingerprint import fingerprint  # noqa: PLC0415
    from intake.pages.finish import DPI  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
            return fingerprint(np.asarray(picture.convert("L"), np.uint8), DPI)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
        return None
