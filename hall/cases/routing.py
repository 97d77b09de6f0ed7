"""A case before one or several departments: asked, opinions, the lead's decision, its result."""

from collections.abc import Iterable

from hall.cases.acts import No, Turn, act
from hall.cases.catalogue import in_use
from hall.cases.dossier import rules_of
from hall.cases.models import Case, Task
from hall.cases.papers import department_name
from hall.cases.record import WORDS_MAX, record, record_after
from hall.cases.transitions import By, may_follow
from intake.contract.stage import Stage

OPINIONS = ("agree", "disagree")
BEFORE_DEPARTMENTS = frozenset({Stage.ACCEPTED, Stage.TOLERATED})


def route_by_rule(case: Case, at_ms: int) -> None:
    """An item of one department goes there by itself; of several, a clerk says to whom (:func:`route`).

    When everybody asked has answered while a promise was still open, keeping it was the last thing to wait for.
    """
    if rules_of(case).joint is None:
        _ask(case, [case.department], at_ms)
    if case.stage == Stage.ACCEPTED and not awaited(case):
        record_after(case, "examined", at_ms, Stage.EXAMINED)


@act
def route(case: Case, turn: Turn, departments: Iterable[str]) -> No | None:
    """Put the case before these departments and its lead; those asked already stay asked."""
    wanted = dict.fromkeys(departments)
    if case.stage not in BEFORE_DEPARTMENTS:
        return No.NOT_NOW
    if not wanted or any(one not in in_use().catalogue.departments for one in wanted):
        return No.NO_DEPARTMENT
    _ask(case, [case.department, *wanted], turn.at_ms)
    record(case, turn.who, "routed", turn.at_ms, why="、".join(department_name(one).zh for one in wanted))
    return None


@act
def give_opinion(case: Case, turn: Turn, opinion: str, words: str) -> No | None:
    """A department's opinion; when the last one is in, the case is examined."""
    task = Task.objects.filter(case=case, department=turn.who.department).first()
    if task is None:
        return No.NOT_YOURS
    if case.stage not in BEFORE_DEPARTMENTS:
        return No.NOT_NOW
    if opinion not in OPINIONS or (opinion == "disagree" and not words.strip()):
        return No.NO_REASON
    task.opinion, task.words, task.by, task.at_ms = opinion, words.strip()[:WORDS_MAX], turn.who.name, turn.at_ms
    task.save()
    examined = case.stage == Stage.ACCEPTED and not awaited(case)
    record(case, turn.who, "opinion", turn.at_ms, after=Stage.EXAMINED if examined else None, why=words)
    return None


@act
def decide(case: Case, turn: Turn, granted: bool, words: str) -> No | None:
    """The lead department decides, when all opinions are in. A refusal needs a reason."""
    if turn.who.department != case.department:
        return No.NOT_YOURS
    if case.stage != Stage.EXAMINED:
        return No.OPINIONS_AWAITED if case.stage in BEFORE_DEPARTMENTS and awaited(case) else No.NOT_NOW
    if not granted and not words.strip():
        return No.NO_REASON
    case.granted, case.note = granted, words.strip()[:WORDS_MAX]
    record(case, turn.who, "decided", turn.at_ms, after=Stage.DECIDED, why=words)
    return None


@act
def ready(case: Case, turn: Turn, result: str) -> No | None:
    """The result is there: which paper, with its number. It waits for the applicant."""
    if turn.who.by is By.DEPARTMENT and turn.who.department != case.department:
        return No.NOT_YOURS
    if not may_follow(Stage(case.stage), Stage.READY, turn.who.by):
        return No.NOT_NOW
    if not result.strip():
        return No.NO_REASON
    case.result = result.strip()[:WORDS_MAX]
    record(case, turn.who, "ready", turn.at_ms, after=Stage.READY, why=case.result)
    return None


def awaited(case: Case) -> list[str]:
    """Departments whose opinion is not there yet; of a case nobody was asked about, its own."""
    tasks = list(Task.objects.filter(case=case))
    return [one.department for one in tasks if not one.opinion] if tasks else [case.department]


def _ask(case: Case, departments: Iterable[str], at_ms: int) -> None:
    for one in dict.fromkeys(departments):
        Task.objects.get_or_create(
            case=case, department=one, defaults={"lead": one == case.department, "asked_ms": at_ms}
        )
