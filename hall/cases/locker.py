"""What lies in the cabinets for a case, as the kiosks' logs tell it."""

from collections.abc import Iterable

from django.db import transaction

from hall.cases.models import Case, Handover
from hall.cases.record import HALL, record
from hall.clock import now_ms
from hall.kiosks.models import Deposit
from intake.contract.stage import Stage
from locker.contract.facts import ENDED, DepositKind, DepositState


def deposits(case: Case, kind: DepositKind) -> list[Deposit]:
    """Stays of this case's papers in a cabinet, the newest first."""
    return list(Deposit.objects.filter(case=case.number, kind=kind).order_by("-begun_at_ms"))


def waiting(case: Case, kind: DepositKind) -> Deposit | None:
    """What lies in a cabinet now."""
    return next((one for one in deposits(case, kind) if one.placed_at_ms and one.state not in ENDED), None)


def originals_taken(case: Case) -> Deposit | None:
    """Paper originals that staff took out of a cabinet and nobody has signed for yet."""
    signed = set(Handover.objects.filter(case=case, what="originals").values_list("deposit", flat=True))
    taken = (one for one in deposits(case, DepositKind.MATERIAL) if one.state == DepositState.TAKEN_BACK)
    return next((one for one in taken if one.deposit not in signed), None)


def settle_collected(numbers: Iterable[str] | None = None) -> None:
    """Hand over whatever was collected since anybody looked: of these cases, or of all."""
    waiting_ = Case.objects.filter(stage=Stage.READY)
    wanted = waiting_ if numbers is None else waiting_.filter(pk__in=list(numbers))
    for number in list(wanted.values_list("number", flat=True)):
        with transaction.atomic():
            collected_from_locker(Case.objects.select_for_update().get(pk=number), now_ms())


def collected_from_locker(case: Case, at_ms: int) -> bool:
    """Hand over by what the log says: the applicant opened the door with the code and closed it again."""
    ours = (one for one in deposits(case, DepositKind.RESULT) if one.state == DepositState.COLLECTED)
    deposit = next(ours, None)
    if deposit is None or case.stage != Stage.READY:
        return False
    Handover.objects.create(
        case=case, what="result", way="locker", at_ms=deposit.ended_at_ms or at_ms, by=deposit.kiosk_id,
        deposit=deposit.deposit,
    )  # fmt: skip
    record(case, HALL, "collected", at_ms, after=Stage.HANDED_OVER)
    return True
