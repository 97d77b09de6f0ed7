"""What a clerk must look at and what they found: beside the rules' list stands a person's own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from hall.cases.dossier import Dossier, dossier, material_name, needed_materials
from hall.cases.models import Case, Finding
from hall.cases.record import LINE_MAX
from intake.catalogue.item import Material
from intake.gap import Cause, Gap
from intake.materials.given import Given
from intake.remedies import TEXTS
from intake.review.outcome import AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.review.tolerance import Deficiency
from intake.said import Said


class Lack(StrEnum):
    """What a clerk may find at one material."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    CONTRADICTS = "contradicts"
    EXPIRED = "expired"
    OTHER = "other"


CAUSES = {Lack.MISSING: Cause.MISSING, Lack.UNREADABLE: Cause.PAGE_BLURRED, Lack.EXPIRED: Cause.EXPIRED}

SAID: dict[Lack, Said] = {
    Lack.MISSING: Said("未见“{name}”，请补交", "“{name}” was not found; please hand it in"),
    Lack.UNREADABLE: Said("“{name}”影像无法辨认，请重新拍摄或提交", "“{name}” cannot be read; please take it again"),
    Lack.UNSIGNED: Said("“{name}”缺少签名或者盖章，请补齐后提交", "“{name}” lacks a signature or stamp; please add it"),
    Lack.CONTRADICTS: Said(
        "“{name}”与申请表内容不一致，请核对更正", "“{name}” contradicts the form; please check and correct"
    ),
    Lack.EXPIRED: Said("“{name}”已过有效期，请重新开具", "“{name}” has expired; please get a new one"),
    Lack.OTHER: Said("“{name}”不符合要求", "“{name}” is not in order"),
}
"""What the applicant reads on the correction notice, before the clerk's own words."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a clerk says of one line of the list; ``lack`` None: in order."""

    key: str
    lack: Lack | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One line to look at: a material, or something of the form the rules found. ``must``: not to be left out."""

    key: str
    name: Said
    must: bool
    gaps: tuple[Gap, ...] = ()
    material: Material | None = field(default=None, repr=False)


def to_look_at(held: Dossier) -> list[Look]:
    """Every material of the case, then what the rules found elsewhere.

    Main materials, gaps, and what was handed in later must be looked at.
    """
    gaps = gaps_of(held.outcome)
    materials = [
        Look(one.key, material_name(one), _must(one, gaps, held.anew), tuple(_of(gaps, "material", one.key)), one)
        for one in needed_materials(held.item, held.application)
    ]
    rest = {f"{gap.part}.{gap.key}": gap for gap in gaps if gap.part != "material"}
    return [*materials, *(Look(key, gap.name, True, (gap,)) for key, gap in rest.items())]


def gaps_of(outcome: Outcome) -> tuple[Gap, ...]:
    """Everything a review found, whatever it came to."""
    match outcome:
        case ToBeCorrected(gaps=gaps):
            return gaps
        case NotAccepted(reasons=reasons):
            return reasons
        case AcceptedWithTolerance(commitment=made):
            return tuple(gap for one in made.owed for gap in one.gaps)
    return ()


def save(case: Case, found: Iterable[Found], by: str, at_ms: int) -> None:
    """Keep what a clerk found, in place of what was found before in this round. Unknown lines are left out."""
    known = {look.key for look in to_look_at(dossier(case))}
    for one in found:
        if one.key in known:
            Finding.objects.update_or_create(
                case=case,
                round=case.round,
                material=one.key,
                defaults={"lack": one.lack or "", "words": one.words.strip()[:LINE_MAX], "by": by, "at_ms": at_ms},
            )


def findings(case: Case) -> dict[str, Finding]:
    """This round's, by line."""
    return {one.material: one for one in Finding.objects.filter(case=case, round=case.round)}


def not_looked_at(case: Case, held: Dossier) -> list[Look]:
    """Lines that must be looked at and were not."""
    seen = findings(case)
    return [look for look in to_look_at(held) if look.must and look.key not in seen]


def brought(case: Case, held: Dossier) -> list[str]:
    """Materials, by key, that no kiosk took and a clerk saw in order: they were brought to the window."""
    good = {key for key, one in findings(case).items() if not one.lack}
    given = held.application.given
    seen = [look.key for look in to_look_at(held) if look.material and look.key in good]
    return [key for key in seen if given.get(key, Given()).nothing]


def lacking(case: Case, held: Dossier) -> dict[str, tuple[Gap, ...]]:
    """Line to what lacks: by the clerk's own word, else the rules' where nobody said that it is in order."""
    seen = findings(case)
    found = {look.key: tuple(_lacking(look, seen.get(look.key))) for look in to_look_at(held)}
    return {key: gaps for key, gaps in found.items() if gaps}


def deficiency(case: Case, held: Dossier) -> Deficiency:
    """What lacks, as the rules of tolerance want it."""
    found = lacking(case, held)
    materials = {one.key: one for one in held.item.material}
    missing = {key: gaps for key, gaps in found.items() if key in materials}
    return Deficiency(materials, missing, form_open=len(missing) < len(found))


def _lacking(look: Look, finding: Finding | None) -> Iterator[Gap]:
    if finding is None:
        yield from look.gaps
    elif finding.lack:
        lack = Lack(finding.lack)
        said = SAID[lack].filled(name=look.name)
        own = f"：{finding.words}" if finding.words else ""
        cause = CAUSES.get(lack, Cause.NOT_IN_ORDER)
        rule, _ = TEXTS[Cause.NOT_IN_ORDER]
        part, key = ("material", look.key) if look.material else (look.gaps[0].part, look.gaps[0].key)
        yield Gap(part, key, look.name, cause, rule, Said(said.zh + own, said.en + own))  # type: ignore[arg-type]


def _must(material: Material, gaps: tuple[Gap, ...], anew: frozenset[str]) -> bool:
    return material.class_ == "main" or material.key in anew or any(_of(gaps, "material", material.key))


def _of(gaps: tuple[Gap, ...], part: str, key: str) -> Iterator[Gap]:
    return (gap for gap in gaps if (gap.part, gap.key) == (part, key))
