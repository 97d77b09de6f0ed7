"""The queues of the desk: which cases, in which order, for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from hall.cases.catalogue import in_use
from hall.cases.locker import with_originals
from hall.cases.models import Case, Commitment, Extension, Task
from hall.cases.originals import to_take_over
from hall.staff.roles import DEPARTMENT, LEAD
from hall.staff.worker import Worker
from intake.clock.case import NOTICE_DAYS, SOON_DAYS
from intake.contract.stage import ENDED, Stage

SHOWN_MAX = 200
PERSONAL = ("application", "delivery")
UNDECIDED = (Stage.RECEIVED, Stage.ACCEPTED, Stage.TOLERATED, Stage.EXAMINED)

Cases = QuerySet[Case]


@dataclass(frozen=True, slots=True)
class Queue:
    """One tab: its name, and which of somebody's cases are in it."""

    name: str
    chosen: Callable[[Worker, Cases, date], Cases]


def queues(worker: Worker) -> tuple[Queue, ...]:
    """The tabs of this role, the one to begin with first."""
    if worker.role == DEPARTMENT:
        return (Queue("waiting", _for_department), Queue("originals", _to_take_over), *_SHARED)
    if worker.role == LEAD:
        return (Queue("extensions", _extensions), Queue("waiting", _for_window), *_SHARED)
    own = (Queue("mine", _mine), Queue("to_route", _to_route), Queue("originals", _originals))
    return (Queue("waiting", _for_window), *own, *_SHARED)


def listed(chosen: Cases) -> list[Case]:
    """What is due first stands first."""
    return list(chosen.order_by(F("promised").asc(nulls_first=True), "received_ms").defer(*PERSONAL)[:SHOWN_MAX])


def _for_window(_worker: Worker, cases: Cases, _today: date) -> Cases:
    came = Commitment.objects.filter(state="came").values("case_id")
    return cases.filter(Q(stage=Stage.RECEIVED) | Q(pk__in=came, stage=Stage.TOLERATED))


def _for_department(worker: Worker, cases: Cases, _today: date) -> Cases:
    asked = Task.objects.filter(department=worker.department, opinion="").values("case_id")
    ours = Q(department=worker.department, stage__in=(Stage.EXAMINED, Stage.DECIDED))
    return cases.filter(Q(pk__in=asked, stage__in=(Stage.ACCEPTED, Stage.TOLERATED)) | ours)


def _mine(worker: Worker, cases: Cases, _today: date) -> Cases:
    return cases.filter(taken_by=worker.name).exclude(stage__in=ENDED)


def _to_route(_worker: Worker, cases: Cases, _today: date) -> Cases:
    asked = Task.objects.values("case_id")
    return cases.filter(stage__in=(Stage.ACCEPTED, Stage.TOLERATED)).exclude(pk__in=asked)


def _originals(_worker: Worker, cases: Cases, _today: date) -> Cases:
    """Paper originals lie in a cabinet, or were taken out and not looked at."""
    return cases.filter(pk__in=with_originals().values("case"))


def _to_take_over(worker: Worker, cases: Cases, _today: date) -> Cases:
    return cases.filter(pk__in=to_take_over(worker.department).values("case_id"))


def _due_soon(_worker: Worker, cases: Cases, today: date) -> Cases:
    """The promised day is near; or the five days in which everything must be told are."""
    calendar = in_use().calendar
    near = Q(stage__in=UNDECIDED, promised__gte=today, promised__lte=calendar.after(today, SOON_DAYS))
    told_late = _days_back(today, NOTICE_DAYS - SOON_DAYS)
    return cases.filter(near | Q(stage=Stage.RECEIVED, promised=None, received__lte=told_late))


def _late(_worker: Worker, cases: Cases, today: date) -> Cases:
    return cases.filter(stage__in=UNDECIDED, promised__lt=today)


def _open(_worker: Worker, cases: Cases, _today: date) -> Cases:
    return cases.exclude(stage__in=ENDED)


def _ready(_worker: Worker, cases: Cases, _today: date) -> Cases:
    return cases.filter(stage=Stage.READY)


def _ended(_worker: Worker, cases: Cases, _today: date) -> Cases:
    return cases.filter(stage__in=ENDED)


def _extensions(_worker: Worker, cases: Cases, _today: date) -> Cases:
    return cases.filter(pk__in=Extension.objects.filter(approved=None).values("case_id"))


def _days_back(today: date, working_days: int) -> date:
    """The latest day after which so many working days have passed until ``today``."""
    calendar, day = in_use().calendar, today
    while calendar.between(day, today) < working_days and day > date.min:
        day = date.fromordinal(day.toordinal() - 1)
    return day


_SHARED = (
    Queue("due_soon", _due_soon),
    Queue("late", _late),
    Queue("ready", _ready),
    Queue("open", _open),
    Queue("ended", _ended),
)
