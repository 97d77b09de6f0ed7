"""What lies in the cabinets for a case, as the kiosks' logs tell it."""

from datetime import date

from django.db.models import QuerySet

from hall.cases.models import Case, Handover
from hall.kiosks.models import Deposit
from intake.clock.day import day_of
from locker.contract.facts import ENDED, DepositKind, DepositState


def deposits(case: Case, kind: DepositKind) -> list[Deposit]:
    """Stays of this case's papers in a cabinet, the newest first."""
    return list(Deposit.objects.filter(case=case.number, kind=kind).order_by("-begun_at_ms"))


def waiting(case: Case, kind: DepositKind) -> Deposit | None:
    """What lies in a cabinet now."""
    return next((one for one in deposits(case, kind) if one.placed_at_ms and one.state not in ENDED), None)


def collected(case: Case) -> Deposit | None:
    """The result's stay that the applicant ended."""
    ours = deposits(case, DepositKind.RESULT)
    return next((one for one in ours if one.state == DepositState.COLLECTED), None)


def originals_taken(case: Case) -> Deposit | None:
    """Paper originals that staff took out of a cabinet and no clerk has looked at yet."""
    looked = set(Handover.objects.filter(case=case, what="originals").values_list("deposit", flat=True))
    return next((one for one in taken_out(case) if one.deposit not in looked), None)


def taken_out(case: Case) -> list[Deposit]:
    """Stays of originals that staff ended."""
    return [one for one in deposits(case, DepositKind.MATERIAL) if one.state == DepositState.TAKEN_BACK]


def came_in_time(case: Case, until: date) -> Deposit | None:
    """Originals that lay in a cabinet by the end of ``until``, by its own clock, while no clerk has decided on them."""
    here = with_originals().filter(case=case.number).order_by("placed_at_ms")
    return next((one for one in here if one.placed_at_ms and day_of(one.placed_at_ms) <= until), None)


def with_originals() -> QuerySet[Deposit]:
    """Stays of originals that somebody must see to: they lie in a cabinet, or no clerk has looked at them yet."""
    looked = Handover.objects.filter(what="originals").exclude(deposit="").values("deposit")
    gone = (DepositState.COLLECTED, DepositState.CANCELLED)
    placed = Deposit.objects.filter(kind=DepositKind.MATERIAL, placed_at_ms__isnull=False).exclude(state__in=gone)
    return placed.exclude(deposit__in=looked)
