"""Which of the acts of a role a case page offers now; the acts ask again. It only keeps dead buttons off the page.

``look`` stands for the list to tick with its decisions, ``hand_over`` also for the post, ``approve`` for declining too.
"""

from collections.abc import Callable

from hall.cases.locker import originals_taken, waiting
from hall.cases.models import Case, Task
from hall.cases.originals import departments_asked, originals_awaited, papers_here, to_take_over
from hall.cases.record import clock_of
from hall.cases.routing import BEFORE_DEPARTMENTS
from hall.cases.supplements import came
from hall.cases.terms import COUNTING, open_request, paused
from hall.cases.transitions import By, may_follow
from hall.staff.worker import Worker
from intake.contract.stage import ENDED, Stage
from locker.contract.facts import DepositKind

Offered = Callable[[Worker, Case], bool]


def possible(worker: Worker, case: Case) -> frozenset[str]:
    """The names of the acts."""
    return frozenset(name for name, offered in OFFERED.items() if worker.may(name) and offered(worker, case))


def _clerk_may(after: Stage) -> Offered:
    return lambda _worker, case: may_follow(Stage(case.stage), after, By.CLERK)


def _look(_worker: Worker, case: Case) -> bool:
    return case.stage in {Stage.RECEIVED, Stage.TO_BE_CORRECTED}


def _correct(_worker: Worker, case: Case) -> bool:
    return case.stage == Stage.RECEIVED and clock_of(case).correction_told is None


def _take(worker: Worker, case: Case) -> bool:
    return case.stage not in ENDED and case.taken_by != worker.name


def _route(_worker: Worker, case: Case) -> bool:
    return case.stage in BEFORE_DEPARTMENTS


def _opinion(worker: Worker, case: Case) -> bool:
    asked = Task.objects.filter(case=case, department=worker.department).exists()
    return asked and case.stage in BEFORE_DEPARTMENTS


def _leads(worker: Worker, case: Case) -> bool:
    return worker.department == case.department


def _decide(worker: Worker, case: Case) -> bool:
    return _leads(worker, case) and case.stage == Stage.EXAMINED


def _ready(worker: Worker, case: Case) -> bool:
    return case.stage == Stage.DECIDED and (not worker.department or _leads(worker, case))


def _hand_over(_worker: Worker, case: Case) -> bool:
    return case.stage == Stage.READY and not waiting(case, DepositKind.RESULT)


def _originals(_worker: Worker, case: Case) -> bool:
    return (bool(originals_awaited(case)) and case.stage not in ENDED) or originals_taken(case) is not None


def _hand_on(_worker: Worker, case: Case) -> bool:
    return bool(papers_here(case)) and bool(departments_asked(case))


def _take_over(worker: Worker, case: Case) -> bool:
    return to_take_over(worker.department).filter(case=case).exists()


def _counts(worker: Worker, case: Case) -> bool:
    return _leads(worker, case) and case.stage in COUNTING


def _extend(worker: Worker, case: Case) -> bool:
    return _counts(worker, case) and not open_request(case) and clock_of(case).extension is None


def _approve(_worker: Worker, case: Case) -> bool:
    return case.stage in COUNTING and open_request(case) is not None


OFFERED: dict[str, Offered] = {
    "look": _look,
    "correct": _correct,
    "confirm": lambda _worker, case: came(case) is not None,
    "tolerate": _clerk_may(Stage.TOLERATED),
    "take": _take,
    "withdraw": _clerk_may(Stage.WITHDRAWN),
    "route": _route,
    "opinion": _opinion,
    "decide": _decide,
    "ready": _ready,
    "hand_over": _hand_over,
    "originals": _originals,
    "hand_on": _hand_on,
    "take_over": _take_over,
    "extend": _extend,
    "pause": lambda worker, case: _counts(worker, case) and not paused(case),
    "resume": lambda worker, case: _counts(worker, case) and paused(case),
    "approve": _approve,
}
