"""Paper originals: awaited, out of the locker or over the counter, on to a department; each hand is on record."""

from collections.abc import Iterable

from django.db.models import QuerySet

from hall.cases.acts import Answer, No, act
from hall.cases.dossier import commitment_row, dossier, material_name, open_commitment
from hall.cases.locker import originals_taken
from hall.cases.models import Case, Handover, Task
from hall.cases.papers import department_name
from hall.cases.record import Actor, record
from hall.cases.routing import BEFORE_DEPARTMENTS, route_by_rule
from intake.contract.stage import Stage
from intake.said import Said


def originals_awaited(case: Case) -> tuple[Said, ...]:
    """What is owed on a promise; else the originals that were shown to the camera and not handed in on paper yet."""
    promised = open_commitment(case)
    if promised:
        return tuple(one.name for one in promised.owed)
    if Handover.objects.filter(case=case, what="originals").exists():
        return ()
    held = dossier(case)
    given = held.application.given
    shown = (one for one in held.item.material if one.originals and one.key in given and given[one.key].originals > 0)
    return tuple(material_name(one) for one in shown)


def papers(case: Case, what: str) -> list[str]:
    """The names on all records of this kind."""
    lists = Handover.objects.filter(case=case, what=what).values_list("list", flat=True)
    return [name for names in lists for name in names.splitlines()]


def papers_here(case: Case) -> list[str]:
    """What came on paper and no department has been given yet."""
    gone = papers(case, "handed_on")
    return [name for name in dict.fromkeys(papers(case, "originals")) if name not in gone]


def originals_came(
    number: str, seen: int, who: Actor, at_ms: int, *, came: Iterable[str] = (), complete: bool = False
) -> Answer:
    """Over the counter, or out of the locker and looked at. ``came``: by name, those of the awaited that are there.

    ``complete``: all that was promised is among them.
    """
    ticked = frozenset(came)

    def do(case: Case) -> No | None:
        names = [one.zh for one in originals_awaited(case)]
        there = [name for name in names if complete or name in ticked]
        deposit = originals_taken(case)
        if deposit is None and not there:
            return No.NO_PAPERS if names else No.NOT_NOW
        Handover.objects.create(
            case=case,
            what="originals",
            way="locker" if deposit else "counter",
            at_ms=at_ms,
            by=who.name,
            deposit=deposit.deposit if deposit else "",
            list="\n".join(there),
        )
        kept = complete and _keep_promise(case)
        after = Stage.ACCEPTED if kept and case.stage == Stage.TOLERATED else None
        record(case, who, "originals_came", at_ms, after=after)
        if case.stage in BEFORE_DEPARTMENTS:
            route_by_rule(case, at_ms)
        return None

    return act(number, seen, do)


def hand_on(number: str, seen: int, who: Actor, department: str, names: Iterable[str], at_ms: int) -> Answer:
    """From the window to a department that was asked: which papers, given by whom; the department signs for them."""
    ticked = frozenset(names)

    def do(case: Case) -> No | None:
        if department not in departments_asked(case):
            return No.NO_DEPARTMENT
        given = [name for name in papers_here(case) if name in ticked]
        if not given:
            return No.NO_PAPERS
        Handover.objects.create(
            case=case,
            what="handed_on",
            way="counter",
            at_ms=at_ms,
            by=who.name,
            department=department,
            list="\n".join(given),
        )
        record(case, who, "handed_on", at_ms, why=f"{department_name(department).zh}：{'、'.join(given)}")
        return None

    return act(number, seen, do)


def take_over(number: str, seen: int, who: Actor, at_ms: int) -> Answer:
    """The department has them in its hands, by the word of whoever is logged in."""

    def do(case: Case) -> No | None:
        names = [name for row in to_take_over(who.department).filter(case=case) for name in row.list.splitlines()]
        if not names:
            return No.NOT_NOW
        to_take_over(who.department).filter(case=case).update(taken_by=who.name, taken_ms=at_ms)
        record(case, who, "taken_over", at_ms, why="、".join(names))
        return None

    return act(number, seen, do)


def to_take_over(department: str) -> QuerySet[Handover]:
    """What was given to a department and nobody there has signed for."""
    return Handover.objects.filter(what="handed_on", department=department, taken_ms=None)


def departments_asked(case: Case) -> list[str]:
    """To whom papers of this case may go."""
    return list(Task.objects.filter(case=case).order_by("-lead", "id").values_list("department", flat=True))


def _keep_promise(case: Case) -> bool:
    promise = commitment_row(case)
    if promise is None:
        return False
    promise.state = "kept"
    promise.save()
    case.owed_by = None
    return True
