"""What was given against what is needed for these answers."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from intake.catalogue.item import Item, Material
from intake.form.asked import Settled, applies
from intake.gap import Cause, Gap
from intake.materials.given import Given, PageTrouble, counts
from intake.remedies import gap
from intake.said import Said

MANDATE = Material(
    key="mandate",
    name="授权委托书",
    name_en="Mandate",
    issuer="委托人",
    note="写明委托事项、权限和期限，由委托人签名或盖章",
    kept=True,
)
AGENT_ID = Material(key="agent_identity", name="代理人身份证件", name_en="Identity document of the agent")
OF_AGENTS = (MANDATE, AGENT_ID)
"""What is needed besides when somebody acts for the applicant (Administrative Licensing Law, art. 29)."""

_PAGE_CAUSES = {trouble: Cause(f"page_{trouble}") for trouble in PageTrouble}

Found = Iterator[tuple[Cause, dict[str, object]]]


def needed(item: Item, known: Settled, *, agent: bool) -> list[tuple[Material, bool]]:
    """Materials for these answers in the guide's order; True: only perhaps, an open question decides."""
    asked = [(material, applies(material.when, known)) for material in item.material]
    besides = [(material, False) for material in OF_AGENTS if agent]
    return [(material, holds is None) for material, holds in asked if holds is not False] + besides


def material_gaps(material: Material, given: Given | None, today: date, *, perhaps: bool = False) -> tuple[Gap, ...]:
    """Everything that is wrong with one material; empty when it is complete and in legal form."""
    name = Said(material.name, material.name_en or material.name)
    return tuple(
        gap("material", material.key, name, cause, words, perhaps=perhaps)
        for cause, words in _found(material, given, today)
    )


def all_gaps(
    item: Item, given: Mapping[str, Given], known: Settled, today: date, *, agent: bool
) -> dict[str, tuple[Gap, ...]]:
    """Key of a needed material to its gaps, without those that have none. What is not needed does no harm."""
    found = {
        material.key: material_gaps(material, given.get(material.key), today, perhaps=perhaps)
        for material, perhaps in needed(item, known, agent=agent)
    }
    return {key: gaps for key, gaps in found.items() if gaps}


def _found(material: Material, given: Given | None, today: date) -> Found:
    if given is not None and given.on_paper:
        return
    if given is None or given.nothing:
        yield Cause.MISSING, {"counts": counts(material.originals, material.copies)}
        return
    yield from _counts(material, given)
    yield from _pages(material, given)
    yield from _validity(material, given, today)


def _counts(material: Material, given: Given) -> Found:
    for cause, need, have in (
        (Cause.FEW_ORIGINALS, material.originals, max(0, given.originals)),
        (Cause.FEW_COPIES, material.copies, max(0, given.copies)),
    ):
        if have < need:
            yield cause, {"need": need, "have": have, "more": need - have}


def _pages(material: Material, given: Given) -> Found:
    if not given.pages:
        yield Cause.NO_PAGES, {}
    if len(given.pages) > material.pages_max:
        yield Cause.MANY_PAGES, {"most": material.pages_max}
    seen: set[str] = set()
    for number, page in enumerate(given.pages[: material.pages_max], start=1):
        if page.trouble:
            yield _PAGE_CAUSES[page.trouble], {"page": number}
        elif page.digest in seen:
            yield Cause.PAGE_TWICE, {"page": number}
        seen.add(page.digest)


def _validity(material: Material, given: Given, today: date) -> Found:
    if not material.valid_days:
        return
    if given.issued is None:
        yield Cause.ISSUE_DATE_MISSING, {"days": material.valid_days}
    elif given.issued > today:
        yield Cause.ISSUE_DATE_AHEAD, {}
    elif (today - given.issued).days > material.valid_days:
        until = given.issued + timedelta(days=material.valid_days)
        yield Cause.EXPIRED, {"days": material.valid_days, "until": until, "issuer": material.issuer}
