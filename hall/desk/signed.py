"""What the applicant signed at the kiosk, as a drawing for the case page."""

from dataclasses import dataclass, field
from datetime import date

from hall.cases.models import Case, Handed
from hall.cases.vault import vault
from intake.clock.day import day_of
from intake.signature import Signature, fitted, thinned

WIDTH, HEIGHT = 300, 100
"""Of the drawing, in its own unit."""


@dataclass(frozen=True, slots=True)
class Signed:
    """``path``: the lines as an SVG path, within 300 by 100. ``day``: when the kiosk took it."""

    day: date
    path: str = field(repr=False)


def signed(case: Case) -> Signed | None:
    """The last signature of this case; None: nothing was signed on a glass."""
    for row in Handed.objects.filter(case=case).order_by("-received_ms"):
        lines: Signature = vault().take(row.signature, tuple[tuple[tuple[float, float], ...], ...])
        if lines:
            return Signed(day_of(row.at_ms), _path(fitted(thinned(lines), WIDTH, HEIGHT)))
    return None


def _path(lines: Signature) -> str:
    return " ".join("M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in (line[0], *line)) for line in lines)
