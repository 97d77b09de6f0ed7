"""What the applicant handed in."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from intake.said import Said


class PageTrouble(StrEnum):
    """Why a picture of a page is of no use to a clerk."""

    BLURRED = "blurred"
    DARK = "dark"
    GLARE = "glare"
    CUT_OFF = "cut_off"
    SMALL = "small"


class Page(Struct, frozen=True):
    """One page as the camera took it. ``digest`` tells a page taken twice; ``trouble`` is the camera's verdict."""

    digest: Annotated[str, Meta(max_length=128)]
    trouble: PageTrouble | None = None


class Given(Struct, frozen=True):
    """One material: how many originals and copies were laid down, their pages, and the date that stands on it.

    ``on_paper``: a clerk has the paper itself and found it in order; no rule judges it. Only the hall says so.
    """

    originals: int = 0
    copies: int = 0
    pages: Annotated[tuple[Page, ...], Meta(max_length=500)] = ()
    issued: date | None = None
    on_paper: bool = False

    @property
    def nothing(self) -> bool:
        """Nothing was handed in."""
        return self.originals <= 0 and self.copies <= 0 and not self.pages


def counts(originals: int, copies: int) -> Said:
    """Originals and copies in words, without what is none."""
    zh = [f"{kind} {count} 份" for kind, count in (("原件", originals), ("复印件", copies)) if count > 0]
    en = [f"{count} {kind}" for kind, count in (("original", originals), ("copy", copies)) if count > 0]
    return Said("、".join(zh), ", ".join(en))
