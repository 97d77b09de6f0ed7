"""Logging in, with a pause that doubles for every further failure in a row under one name."""

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hall.clock import now_ms
from hall.dashboard.models import LoginTry
from hall.staff.worker import allowed

FREE_FAILURES = 5
LOCK_MS = 30_000
LOCK_MS_MAX = 3_600_000
NAME_LENGTH_MAX = 64
PASSWORD_LENGTH_MAX = 256
NAMES_KEPT_MAX = 1_000


@never_cache
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """The login page."""
    if request.method == "GET":
        return render(request, "dashboard/login.html", {"next": request.GET.get("next", "")})
    name = request.POST.get("name", "")[:NAME_LENGTH_MAX]
    if locked(name, now_ms()):
        return _again(request, "login_locked", 429)
    user = authenticate(request, username=name, password=request.POST.get("password", "")[:PASSWORD_LENGTH_MAX])
    if user is None:
        note_failure(name, now_ms())
        return _again(request, "login_wrong", 403)
    LoginTry.objects.filter(pk=name).delete()
    login(request, user)
    return redirect(_inside(request, "/desk/" if "work_at_desk" in allowed(user) else "/"))


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("login")


def locked(name: str, at_ms: int) -> bool:
    """Whether this name must wait."""
    return LoginTry.objects.filter(pk=name, locked_until_ms__gt=at_ms).exists()


def note_failure(name: str, at_ms: int) -> None:
    """One more failure; from the fifth on each doubles the pause, up to an hour."""
    with transaction.atomic():
        if LoginTry.objects.count() >= NAMES_KEPT_MAX:
            LoginTry.objects.filter(locked_until_ms__lt=at_ms).delete()
        row, _ = LoginTry.objects.select_for_update().get_or_create(pk=name)
        row.failures += 1
        over = row.failures - FREE_FAILURES
        if over >= 0:
            row.locked_until_ms = at_ms + min(LOCK_MS_MAX, LOCK_MS * 2 ** min(over, 10))
        row.save()


def _again(request: HttpRequest, why: str, status: int) -> HttpResponse:
    context = {"why": why, "next": request.POST.get("next", "")}
    return render(request, "dashboard/login.html", context, status=status)


def _inside(request: HttpRequest, home: str) -> str:
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else home
