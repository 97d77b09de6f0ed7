"""Somebody of the staff who is logged in, and the guard of what only some of them may do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from hall.cases.models import Case, Task
from hall.cases.record import Actor
from hall.cases.transitions import By
from hall.staff.models import Place
from hall.staff.roles import ALLOWED, DEPARTMENT, ROLES

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody of the staff. ``department``: the one they belong to, of the role ``department`` only."""

    name: str
    role: str
    department: str = ""

    @property
    def actor(self) -> Actor:
        """As the acts on cases know them."""
        return Actor(self.name, By.DEPARTMENT if self.role == DEPARTMENT else By.CLERK, self.department)

    def may(self, act: str) -> bool:
        """Whether the role allows it."""
        return act in ALLOWED[self.role]

    def cases(self) -> QuerySet[Case]:
        """Those they may see: a department its own and those it was asked about, the window all, others none."""
        if self.may("see_every_case"):
            return Case.objects.all()
        if not self.department:
            return Case.objects.none()
        asked = Task.objects.filter(department=self.department).values("case_id")
        return Case.objects.filter(Q(department=self.department) | Q(pk__in=asked))


def worker_of(user: AbstractBaseUser | AnonymousUser) -> Worker | None:
    """Who this login is; None: nobody, or a department's that is not known any more."""
    if not (isinstance(user, User) and user.is_active):
        return None
    role = user.groups.filter(name__in=ROLES).values_list("name", flat=True).first()
    place = Place.objects.filter(user=user).first() if role == DEPARTMENT else None
    if role is None or (role == DEPARTMENT and place is None):
        return None
    return Worker(user.get_username(), role, place.department if place else "")


def allowed(user: AbstractBaseUser | AnonymousUser) -> frozenset[str]:
    """Everything this login may do."""
    worker = worker_of(user)
    return ALLOWED[worker.role] if worker else frozenset()


def allowed_context(request: HttpRequest) -> dict[str, Any]:
    """For templates: ``allowed``, the acts whose buttons are shown."""
    return {"allowed": allowed(getattr(request, "user", AnonymousUser()))}  # the counter's pages know no logins


def only(act: str) -> Callable[[View], View]:
    """A view for those who may do ``act``; it is given the ``Worker`` after the request."""

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            worker = worker_of(request.user)
            if worker is None or not worker.may(act):
                raise PermissionDenied
            return view(request, worker, *arguments, **named)

        return login_required(guarded)

    return decorated
