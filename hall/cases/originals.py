"""Paper originals: awaited, out of the locker or over the counter, on to a department; each hand is on record."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from msgspec.structs import replace

from hall.cases.acts import No, Turn, act
from hall.cases.dossier import (
    as_text,
    commitment_row,
    dossier,
    material_name,
    needed_materials,
    open_commitment,
    outcome_of,
    promise_of,
)
from hall.cases.lapsing import lapse
from hall.cases.locker import originals_taken
from hall.cases.models import Case, Handover, Task
from hall.cases.models import Commitment as CommitmentRow
from hall.cases.on_paper import corrected_on_paper, note_paper, papers, to_correct
from hall.cases.papers import department_name
from hall.cases.record import record
from hall.cases.routing import BEFORE_DEPARTMENTS, route_by_rule
from intake.contract.stage import Stage
from intake.review.outcome import AcceptedWithTolerance, Commitment
from intake.said import Said


def originals_awaited(case: Case) -> tuple[Said, ...]:
    """What is owed on a promise or to be corrected, and what the hall keeps of that which was shown; not what came."""
    names = (*_owed(case), *to_correct(case), *_kept(case))
    return tuple({one.zh: one for one in names}.values())


def papers_here(case: Case) -> list[str]:
    """What came on paper and no department has been given yet."""
    gone = papers(case, "handed_on")
    return [name for name in dict.fromkeys(papers(case, "originals")) if name not in gone]


@act
def originals_came(case: Case, turn: Turn, *, came: Iterable[str] = (), complete: bool = False) -> No | None:
    """Over the counter, or out of the locker and looked at. ``came``: by name, those of the awaited that are there.

    ``complete``: all that was promised is among them.
    """
    ticked = {*came, *(one.zh for one in _owed(case) if complete)}
    names = [one.zh for one in originals_awaited(case)]
    there = [name for name in names if name in ticked]
    deposit = originals_taken(case)
    if deposit is None and not there:
        return No.NO_PAPERS if names else No.NOT_NOW
    Handover.objects.create(
        case=case,
        what="originals",
        way="locker" if deposit else "counter",
        at_ms=turn.at_ms,
        by=turn.who.name,
        deposit=deposit.deposit if deposit else "",
        list="\n".join(there),
    )
    note_paper(case, came=_keys(case, there))
    after = _after(case, there)
    record(case, turn.who, "originals_came" if there else "originals_not_in_order", turn.at_ms, after=after)
    if not lapse(case, turn.today, turn.at_ms) and case.stage in BEFORE_DEPARTMENTS:
        route_by_rule(case, turn.at_ms)
    return None


@act
def hand_on(case: Case, turn: Turn, department: str, names: Iterable[str]) -> No | None:
    """From the window to a department that was asked: which papers, given by whom; the department signs for them."""
    ticked = frozenset(names)
    if department not in departments_asked(case):
        return No.NO_DEPARTMENT
    given = [name for name in papers_here(case) if name in ticked]
    if not given:
        return No.NO_PAPERS
    Handover.objects.create(
        case=case,
        what="handed_on",
        way="counter",
        at_ms=turn.at_ms,
        by=turn.who.name,
        department=department,
        list="\n".join(given),
    )
    record(case, turn.who, "handed_on", turn.at_ms, why=f"{department_name(department).zh}：{'、'.join(given)}")
    return None


@act
def take_over(case: Case, turn: Turn) -> No | None:
    """The department has them in its hands, by the word of whoever is logged in."""
    names = [name for row in to_take_over(turn.who.department).filter(case=case) for name in row.list.splitlines()]
    if not names:
        return No.NOT_NOW
    to_take_over(turn.who.department).filter(case=case).update(taken_by=turn.who.name, taken_ms=turn.at_ms)
    record(case, turn.who, "taken_over", turn.at_ms, why="、".join(names))
    return None


def to_take_over(department: str) -> QuerySet[Handover]:
    """What was given to a department and nobody there has signed for."""
    return Handover.objects.filter(what="handed_on", department=department, taken_ms=None)


def departments_asked(case: Case) -> list[str]:
    """To whom papers of this case may go."""
    return list(Task.objects.filter(case=case).order_by("-lead", "id").values_list("department", flat=True))


def _after(case: Case, came: Iterable[str]) -> Stage | None:
    """A kept promise goes on by itself; what came for a correction is a clerk's to decide."""
    if _keep_promise(case, came) and case.stage == Stage.TOLERATED:
        return Stage.ACCEPTED
    return Stage.RECEIVED if case.stage == Stage.TO_BE_CORRECTED and corrected_on_paper(case) else None


def _keys(case: Case, names: Collection[str]) -> list[str]:
    held = dossier(case)
    return [one.key for one in needed_materials(held.item, held.application) if one.name in names]


def _kept(case: Case) -> list[Said]:
    held, here = dossier(case), papers(case, "originals")
    given = held.application.given
    shown = (one for one in needed_materials(held.item, held.application) if one.kept and one.key in given)
    return [material_name(one) for one in shown if given[one.key].originals > 0 and one.name not in here]


def _owed(case: Case) -> list[Said]:
    promised = open_commitment(case)
    return [one.name for one in promised.owed] if promised else []


def _keep_promise(case: Case, came: Iterable[str]) -> bool:
    """Whether a promise is kept by this; what is left is still owed by its own days."""
    row = commitment_row(case)
    if row is None:
        return False
    made = promise_of(row)
    rest = tuple(one for one in made.owed if one.name.zh not in came)
    if not rest:
        row.state, case.owed_by = "kept", None
    elif len(rest) < len(made.owed):
        _still_owed(case, row, replace(made, owed=rest, until=max(one.until for one in rest)))
    row.save()
    return not rest


def _still_owed(case: Case, row: CommitmentRow, rest: Commitment) -> None:
    row.made, row.until, case.owed_by = as_text(rest), rest.until, rest.until
    outcome = outcome_of(case.outcome)
    if isinstance(outcome, AcceptedWithTolerance):
        case.outcome = as_text(replace(outcome, commitment=rest))
