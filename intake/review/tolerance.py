"""Tolerated deficiency (容缺受理): when it is possible, and what is promised then.

Only secondary, tolerable materials; everything else complete and legal; no unrepaired bad credit; no deadline after the
promised day; the applicant chooses it.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from intake.catalogue.item import Material
from intake.clock.calendar import Calendar
from intake.gap import Gap
from intake.review.application import ApplicantStanding
from intake.review.outcome import Commitment, NoTolerance, Owed
from intake.said import Said

LATENESS = Said(
    "逾期未补齐的，本次容缺受理自动终止，已提交的材料退还您，可在材料齐全后重新申请；由此产生的后果由承诺人自行承担，"
    "未履行承诺的情况将记录在案，未修复前不再适用容缺受理。",
    "If they do not come in time, this acceptance ends by itself and your materials are given back; you may apply "
    "again when all is there. A broken commitment is recorded; tolerance is not granted again until it is repaired.",
)


class Deficiency(Struct, frozen=True):
    """What is lacking: needed materials by key, their gaps by key, and whether anything but materials is open."""

    materials: dict[str, Material]
    missing: dict[str, tuple[Gap, ...]]
    form_open: bool


def no_tolerance(
    lacking: Deficiency, standing: ApplicantStanding, today: date, holidays: Calendar, promised: date
) -> tuple[NoTolerance, ...]:
    """Every reason against it but the applicant's own choice; empty when it can be offered."""
    return tuple(dict.fromkeys(_reasons(lacking, standing, today, holidays, promised)))


def commitment(lacking: Deficiency, today: date, holidays: Calendar) -> Commitment:
    """What the applicant promises."""
    owed = tuple(
        Owed(key, gaps[0].name, gaps, holidays.after(today, lacking.materials[key].tolerated_days))
        for key, gaps in lacking.missing.items()
    )
    return Commitment(owed, max(one.until for one in owed), LATENESS)


def _reasons(
    lacking: Deficiency, standing: ApplicantStanding, today: date, holidays: Calendar, promised: date
) -> Iterator[NoTolerance]:
    if lacking.form_open:
        yield NoTolerance.FORM_INCOMPLETE
    for key in lacking.missing:
        yield from _of_material(lacking.materials[key], today, holidays, promised)
    if standing.bad_credit:
        yield NoTolerance.BAD_CREDIT


def _of_material(material: Material, today: date, holidays: Calendar, promised: date) -> Iterator[NoTolerance]:
    if material.class_ == "main":
        yield NoTolerance.MAIN_MATERIAL
    elif not material.tolerable:
        yield NoTolerance.NOT_TOLERABLE
    elif holidays.after(today, material.tolerated_days) > promised:
        yield NoTolerance.BEYOND_PROMISE
