"""Who at the desk may do what. A clerk works at the window, a department examines its own cases, a lead approves."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from hall.cases.models import Case, Task
from hall.cases.record import Actor
from hall.cases.transitions import By
from hall.dashboard.roles import AT_DESK, CLERK, DEPARTMENT, LEAD
from hall.desk.models import Place
from hall.here import machine

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody at the desk. ``department``: the one they belong to, of the role ``department`` only."""

    name: str
    role: str
    department: str = ""

    @property
    def actor(self) -> Actor:
        """As the acts know them."""
        return Actor(self.name, By.DEPARTMENT if self.role == DEPARTMENT else By.CLERK, self.department)

    def cases(self) -> QuerySet[Case]:
        """Those they may see: a department its own and those it was asked about; the others all."""
        if self.role != DEPARTMENT:
            return Case.objects.all()
        asked = Task.objects.filter(department=self.department).values("case_id")
        return Case.objects.filter(Q(department=self.department) | Q(pk__in=asked))


def worker_of(user: AbstractBaseUser | AnonymousUser) -> Worker | None:
    """Who this login is at the desk; None: nobody."""
    if not (isinstance(user, User) and user.is_active):
        return None
    role = user.groups.filter(name__in=AT_DESK).values_list("name", flat=True).first()
    place = Place.objects.filter(user=user).first()
    if role is None or (role == DEPARTMENT and place is None):
        return None
    return Worker(user.get_username(), role, place.department if place else "")


def desk(*roles: str) -> Callable[[View], View]:
    """A page of the desk, for these roles or for all of it; it is given the ``Worker`` after the request."""

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if machine().cases is None:
                raise Http404
            worker = worker_of(request.user)
            if worker is None or worker.role not in (roles or AT_DESK):
                raise PermissionDenied
            answer = view(request, worker, *arguments, **named)
            answer.headers["Cache-Control"] = "no-store"
            return answer

        return login_required(guarded)

    return decorated


__all__ = ["CLERK", "DEPARTMENT", "LEAD", "Worker", "desk", "worker_of"]
