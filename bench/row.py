"""One line of the report: what was measured, what it is compared with, and what we aim at."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal


@dataclass(frozen=True)
class Row:
    """``ratio``: measured to compared, both of one run. ``target``: the aim for ``judged``.

    ``better``: which side of the target is wanted. Without a target the row only tells.
    """

    what: str
    measured: float
    unit: str
    compared: str = ""
    ratio: float | None = None
    target: float | None = None
    better: Literal["less", "more"] = "less"
    note: str = ""

    @property
    def judged(self) -> float:
        """What the target is about."""
        return self.measured if self.ratio is None else self.ratio

    @property
    def met(self) -> bool | None:
        """Whether the target was reached; None without one."""
        if self.target is None:
            return None
        return self.judged <= self.target if self.better == "less" else self.judged >= self.target


def against(what: str, measured: float, unit: str, peer: str, peer_value: float, target: float | None = None) -> Row:
    """A row whose ratio is to ``peer_value``, which was measured (or computed) in the same unit."""
    compared = f"{peer}: {number(peer_value)} {unit}"
    return Row(what, measured, unit, compared, measured / peer_value, target)


def p95(values: Iterable[float]) -> float:
    """The value below which 95 of 100 lie; needs at least two."""
    return quantiles(values, n=20, method="inclusive")[-1]


def spread(values: list[float]) -> str:
    """How many, and how they scatter, for a note."""
    return f"p95 {number(p95(values))}, least {number(min(values))}, {len(values)} times" if values else "none"


def middle(values: list[float]) -> float:
    """The median; not a number when there is none."""
    return median(values) if values else float("nan")


def number(value: float) -> str:
    """With the digits that tell something."""
    digits = 3 if abs(value) < 1 else 2 if abs(value) < 10 else 1 if abs(value) < 1000 else 0
    return f"{value:,.{digits}f}"


def line(row: Row) -> str:
    """The row as text."""
    value = f"{number(row.measured)} {row.unit}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
    sign = "≤" if row.better == "less" else "≥"
    aim = "" if row.target is None else f"{sign} {row.target:g}"
    word = {True: "met", False: "MISSED", None: ""}[row.met]
    return f"{row.what:<50} {value:>16} {ratio:>10} {aim:>8}  {word:<7} {row.compared:<44} {row.note}".rstrip()


HEADING = f"{'what':<50} {'measured':>16} {'ratio':>10} {'aim':>8}  {'':<7} {'compared with':<44} note"
