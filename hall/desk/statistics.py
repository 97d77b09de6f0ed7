"""The statistics page, and poor ratings that somebody takes up."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hall.cases.models import Rating
from hall.clock import now_ms
from hall.desk.figures import figures
from hall.desk.guard import desk
from hall.staff.worker import Worker
from intake.clock.day import day_of
from intake.contract.questions import POOR

PERIODS = (30, 90, 365)
POOR_SHOWN = 50
HEADS = (
    "count_received",
    "count_decided",
    "share_in_time",
    "count_late",
    "days_taken",
    "updates",
    "ratings",
    "average",
)
GRADES = tuple(f"counted_{grade}" for grade in (5, 4, 3, 2, 1))
WORDS_MAX = 300


@desk()
@require_GET
def statistics(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Timeliness and ratings; a department sees its own."""
    typed = request.GET.get("days", "")
    days = int(typed) if typed in map(str, PERIODS) else PERIODS[0]
    today = day_of(now_ms())
    by_department, by_item = figures(today - timedelta(days=days), today, worker.department)
    poor = Rating.objects.filter(grade__in=POOR, case__in=worker.cases()).select_related("case")
    shown = {
        "worker": worker,
        "days": days,
        "periods": PERIODS,
        "tables": (("by_department", by_department), ("by_item", by_item)),
        "heads": HEADS + GRADES,
        "poor": poor.order_by("followed_by", "-at_ms")[:POOR_SHOWN],
    }
    return render(request, "desk/statistics.html", shown)


@desk("follow_rating")
@require_POST
def follow(request: HttpRequest, worker: Worker, rating: int) -> HttpResponse:
    """What came of asking the applicant; the first word stands."""
    row = get_object_or_404(Rating, pk=rating)
    words = request.POST.get("words", "").strip()[:WORDS_MAX]
    if words:
        Rating.objects.filter(pk=row.pk, followed_by="").update(followed_by=worker.name, followed=words)
    return redirect("desk_statistics")
