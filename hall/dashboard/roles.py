"""Who may do what: ``maintenance`` sees and acts, ``viewer`` only sees; the desk's own are in ``hall.desk.roles``."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

MAINTENANCE = "maintenance"
VIEWER = "viewer"
CLERK = "clerk"
DEPARTMENT = "department"
LEAD = "lead"
AT_DESK = (CLERK, DEPARTMENT, LEAD)
ROLES = (MAINTENANCE, VIEWER, *AT_DESK)
View = Callable[..., HttpResponse]


def may_act(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this login may change anything."""
    return isinstance(user, User) and user.is_active and user.groups.filter(name=MAINTENANCE).exists()


def at_desk(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this login works with cases."""
    return isinstance(user, User) and user.is_active and user.groups.filter(name__in=AT_DESK).exists()


def at_window(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this login works with every case, not only with those of one department."""
    return isinstance(user, User) and user.is_active and user.groups.filter(name__in=(CLERK, LEAD)).exists()


def acting(view: View) -> View:
    """A view that changes something: POST only, and for maintenance staff only."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not may_act(request.user):
            raise PermissionDenied
        return view(request, *arguments, **named)

    return require_POST(login_required(guarded))
