"""One page as the kiosk keeps it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake.materials.given import PageTrouble

if TYPE_CHECKING:
    from intake.pages.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it was straightened and cleaned: a JPEG and its size in pixels.

    ``mark``: by what it is known again, made when it is first compared (``twins.py``).
    """

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    trouble: PageTrouble | None = None
    mark: "Fingerprint | None" = field(default=None, repr=False)
