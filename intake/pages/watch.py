"""Watching the camera: when does a page lie still, and is it one that should be taken now? Pure; time is told."""

from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.materials.given import PageTrouble
from intake.pages.find import Found, find_page
from intake.pages.fingerprint import Fingerprint, fingerprint, same_page
from intake.pages.flat import SPAN_MM
from intake.pages.judge import LONG_PX_MIN, flat_grey, judge_flat, outside
from intake.pages.quad import Picture, shift, sides

STILL_MS = 450
"""So long a page must lie still; with the camera's frames, what comes after and a blink it is within a second."""
SURE_MIN = 0.56
"""A page less certain than that (:attr:`Found.score`) is outlined, and taken by the button only."""
LOST_MS = 250
LOOK_AGAIN_MS = 180
KNOWN_MAX = 60
_MOVED_PART = 0.006  # of the picture's width
_CHANGED_LEVEL, _CHANGED_PART = 14, 0.012
_THUMB = (96, 54)


class Sight(StrEnum):
    """What lies there, and so what to say. ``TAKEN``: it was taken and lies there still."""

    NO_PAGE = "no_page"
    MOVING = "moving"
    STEADY = "steady"
    TAKEN = "taken"
    SAME_PAGE = "same_page"
    BLURRED = PageTrouble.BLURRED.value
    DARK = PageTrouble.DARK.value
    GLARE = PageTrouble.GLARE.value
    CUT_OFF = PageTrouble.CUT_OFF.value
    SMALL = PageTrouble.SMALL.value


@dataclass(frozen=True, slots=True)
class Seen:
    """``take``: finish this picture with ``found`` now, once. ``outline``: corners in parts of the picture, clockwise.

    ``since_ms``: when this sight began.
    """

    sight: Sight
    outline: tuple[tuple[float, float], ...] = ()
    take: bool = False
    found: Found | None = field(default=None, repr=False)
    since_ms: int = 0


class Watcher:
    """Fed with every picture; says at most once for each page laid down that it be taken.

    Pages taken are remembered by fingerprint, so that one laid down again is told from the next
    (:meth:`taken`, :meth:`forget`).
    """

    def __init__(self, span_mm: float | None = SPAN_MM) -> None:
        self._span_mm = span_mm
        self._known: list[Fingerprint] = []
        self._last: Found | None = None
        self._thumb: NDArray[np.uint8] | None = None
        self._seen_ms = 0
        self._still_ms = 0
        self._looked_ms = 0
        self._lying: Sight | None = None
        self._shown = Seen(Sight.NO_PAGE)

    def see(self, picture: Picture, now_ms: int) -> Seen:
        """What lies there now. ``now_ms`` never goes back."""
        found = find_page(picture, self._span_mm)
        thumb = _thumb(picture)
        if found is None:
            return self._lost(thumb, now_ms)
        if self._moved(found, thumb, picture.shape[1]):
            self._still_ms, self._lying, self._looked_ms = now_ms, None, 0
        self._last, self._thumb, self._seen_ms = found, thumb, now_ms
        if now_ms - self._still_ms < STILL_MS or found.score < SURE_MIN:
            return self._say(Sight.MOVING, found, picture, now_ms)
        return self._still(found, picture, now_ms)

    def taken(self, page: Fingerprint) -> None:
        """This page was taken, by itself or by a button: what lies there is not to be taken again."""
        self._known = [*self._known, page][-KNOWN_MAX:]
        self._lying = Sight.TAKEN

    def forget(self, page: Fingerprint) -> None:
        """This page was thrown away; it may be laid down again."""
        self._known = [one for one in self._known if one is not page]

    def _lost(self, thumb: NDArray[np.uint8], now_ms: int) -> Seen:
        """No page in this picture; one picture without does not say much."""
        self._thumb = thumb
        if self._last is not None and now_ms - self._seen_ms < LOST_MS:
            return self._shown
        self._last, self._lying, self._still_ms = None, None, now_ms
        return self._say(Sight.NO_PAGE, None, None, now_ms)

    def _moved(self, found: Found, thumb: NDArray[np.uint8], width: int) -> bool:
        if self._last is None or self._thumb is None:
            return True
        if shift(self._last.corners, found.corners) > _MOVED_PART * width:
            return True
        change = cv2.absdiff(thumb, self._thumb)
        return bool((change > _CHANGED_LEVEL).mean() > _CHANGED_PART)

    def _still(self, found: Found, picture: Picture, now_ms: int) -> Seen:
        if self._lying in (Sight.TAKEN, Sight.SAME_PAGE):
            return self._say(self._lying, found, picture, now_ms)
        if self._lying is not None and now_ms - self._looked_ms < LOOK_AGAIN_MS:
            return self._say(self._lying, found, picture, now_ms)
        self._looked_ms = now_ms
        self._lying = self._verdict(found, picture)
        take = self._lying is Sight.STEADY
        seen = self._say(self._lying, found, picture, now_ms, take=take)
        self._lying = Sight.TAKEN if take else self._lying
        return seen

    def _verdict(self, found: Found, picture: Picture) -> Sight:
        """A page that lies still: good to be taken, or what is wrong with it."""
        if found.cut or outside(found, picture.shape[1], picture.shape[0]):
            return Sight.CUT_OFF
        if sides(found.corners).max() < LONG_PX_MIN:
            return Sight.SMALL
        grey = flat_grey(picture, found, self._span_mm)
        if trouble := judge_flat(grey):
            return Sight(trouble.value)
        mark = fingerprint(grey)
        return Sight.SAME_PAGE if any(same_page(mark, one) for one in self._known) else Sight.STEADY

    def _say(
        self, sight: Sight, found: Found | None, picture: Picture | None, now_ms: int, *, take: bool = False
    ) -> Seen:
        since = self._shown.since_ms if sight is self._shown.sight else now_ms
        outline = found.outline(picture.shape[1], picture.shape[0]) if found is not None and picture is not None else ()
        self._shown = Seen(sight, outline, False, found, since)
        return Seen(sight, outline, take, found, since)


def _thumb(picture: Picture) -> NDArray[np.uint8]:
    """A tiny grey picture without noise, its brightness as a whole taken off (lamps flicker)."""
    grey = cv2.cvtColor(cv2.resize(picture[::4, ::4], _THUMB, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    return np.clip(grey.astype(np.int16) - int(np.median(grey)) + 128, 0, 255).astype(np.uint8)
