"""What lies before the window: the materials of a visit, their pages, and every way to change them. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from intake.catalogue.item import Condition, Field, Item, Material
from intake.contract.submission import PARTS_MAX
from intake.form.asked import applies, settled
from intake.gap import Gap
from intake.materials.check import material_gaps, needed
from kiosk.flows.inputs import PageTaken
from kiosk.flows.visit import Paper, TakenPage, Visit

COUNT_MAX = 20
PAGES_MAX = PARTS_MAX - 1  # part 0 of a submission is what was filled in


def materials(visit: Visit) -> list[tuple[Material, bool]]:
    """What is asked of this visit in the guide's order; True: perhaps.

    Of a case taken up again only what is open, and what a corrected answer asks for besides.
    """
    if visit.item is None:
        return []
    found = _needed(visit, visit.item)
    if visit.reopened is None:
        return found
    known = visit.reopened.given if visit.reason == "correction" else {one.key for one, _ in found}
    return [(one, perhaps) for one, perhaps in found if ("material", one.key) in visit.open or one.key not in known]


def only_asked(visit: Visit) -> Visit:
    """The visit as it may be handed in: without the papers and answers that nothing asks for any more.

    Only what the item needs goes to the hall (Personal Information Protection Law, art. 6).
    """
    if visit.item is None:
        return visit
    known = settled(visit.item, visit.application().answers)
    questions: tuple[Condition | Field, ...] = (*visit.item.condition, *visit.item.field)
    asked = {one.key for one in questions if applies(one.when, known) is not False}
    wanted = {one.key for one, _ in _needed(visit, visit.item)}
    return replace(
        visit,
        answers={key: answer for key, answer in visit.answers.items() if key in asked},
        papers={key: lies for key, lies in visit.papers.items() if key in wanted},
    )


def material(visit: Visit, key: str) -> Material | None:
    """The material asked for under ``key``."""
    return next((one for one, _ in materials(visit) if one.key == key), None)


def paper(visit: Visit, key: str) -> Paper:
    """What lies there of one material; of a case taken up again it begins with the counts given before."""
    before = visit.reopened.given.get(key) if visit.reopened else None
    start = Paper(before.originals, before.copies, issued=before.issued) if before else Paper()
    return visit.papers.get(key, start)


def laid(visit: Visit, key: str, changed: Paper) -> Visit:
    """The visit with another state of one material."""
    return replace(visit, papers=visit.papers | {key: changed})


def gaps(visit: Visit, wanted: Material, today: date, *, perhaps: bool = False) -> tuple[Gap, ...]:
    """What is still wrong with one material."""
    return material_gaps(wanted, visit.application().given.get(wanted.key), today, perhaps=perhaps)


def pages(visit: Visit | None) -> Iterator[TakenPage]:
    """Every page of the visit."""
    return (page for one in (visit.papers.values() if visit else ()) for page in one.pages)


def refusal(visit: Visit, wanted: Material, taken: PageTaken, replaces: str = "") -> str:
    """Why a page is not taken: its trouble, ``many`` or ``twice``; empty when it is welcome.

    ``replaces``: the page in whose place it comes, which it may well be the same as.
    """
    if taken.page.trouble is not None:
        return taken.page.trouble.value
    others = {one.id for one in pages(visit)} - {replaces}
    here = len(paper(visit, wanted.key).pages) - bool(replaces)
    if here >= wanted.pages_max or len(others) >= PAGES_MAX:
        return "many"
    return "twice" if others.intersection(taken.twins) else ""


def with_page(visit: Visit, wanted: Material, page: TakenPage, replaces: str = "") -> Visit:
    """A page more, or in the place of ``replaces``. The first page shows that one paper lies there."""
    lies = paper(visit, wanted.key)
    if replaces:
        return swapped(visit, wanted.key, replaces, page)
    if not (lies.originals or lies.copies):
        lies = replace(lies, originals=1) if wanted.originals else replace(lies, copies=1)
    return laid(visit, wanted.key, replace(lies, pages=(*lies.pages, page)))


def swapped(visit: Visit, key: str, old: str, page: TakenPage) -> Visit:
    """``page`` in the place of the page ``old``."""
    lies = paper(visit, key)
    return laid(visit, key, replace(lies, pages=tuple(page if one.id == old else one for one in lies.pages)))


def without_page(visit: Visit, key: str, page: str) -> Visit:
    """A page less."""
    lies = paper(visit, key)
    return laid(visit, key, replace(lies, pages=tuple(one for one in lies.pages if one.id != page)))


def moved_page(visit: Visit, key: str, page: str, by: int) -> Visit:
    """A page earlier (-1) or later (1), as far as there is room."""
    lies = paper(visit, key)
    order = list(lies.pages)
    at = next((number for number, one in enumerate(order) if one.id == page), None)
    if at is not None and 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    return laid(visit, key, replace(lies, pages=tuple(order)))


def counted(visit: Visit, key: str, what: str, by: int) -> Visit:
    """One original or copy more or less; ``what``: ``originals`` or ``copies``."""
    lies = paper(visit, key)
    if what == "originals":
        return laid(visit, key, replace(lies, originals=_within(lies.originals + by)))
    return laid(visit, key, replace(lies, copies=_within(lies.copies + by)))


def dated(visit: Visit, key: str, issued: date) -> Visit:
    """With the date that stands on it."""
    return laid(visit, key, replace(paper(visit, key), issued=issued))


def _needed(visit: Visit, item: Item) -> list[tuple[Material, bool]]:
    return needed(item, settled(item, visit.application().answers), agent=visit.agent is not None)


def _within(count: int) -> int:
    return min(COUNT_MAX, max(0, count))
