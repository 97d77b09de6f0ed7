"""What follows from the kiosks' logs for cases: results that were collected, originals that staff took out."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from hall.cases.lapsing import take_up_again
from hall.cases.locker import collected, taken_out, with_originals
from hall.cases.models import Case, Handover
from hall.cases.originals import originals_awaited
from hall.cases.record import HALL, record
from hall.cases.texting import text_act
from hall.clock import now_ms
from hall.kiosks.models import Deposit, Event
from intake.contract.stage import Stage
from locker.contract.codec import decode_event
from locker.contract.events import DepositTakenBack
from locker.contract.facts import DepositKind, DepositState

OUT = "taken_out"


def settle_cabinets(numbers: Iterable[str] | None = None) -> int:
    """Write down what the cabinets told since the last time, of these cases or of all; how many cases it moved.

    A result that was collected is handed over; originals that staff took out have their record; what had ended
    although its originals came in time is taken up again.
    """
    wanted = Case.objects.filter(_told())
    found = list((wanted if numbers is None else wanted.filter(pk__in=list(numbers))).values_list("pk", flat=True))
    return sum(map(_settled, found))


def _settled(number: str) -> bool:
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=number)
        before = case.revision
        _collected(case, now_ms())
        if take_up_again(case, now_ms()):
            text_act(case)
        _originals_out(case, now_ms())
        return case.revision != before


def _told() -> Q:
    ours = Deposit.objects.filter(case=OuterRef("pk"))
    collected = Exists(ours.filter(kind=DepositKind.RESULT, state=DepositState.COLLECTED))
    out = ours.filter(kind=DepositKind.MATERIAL, state=DepositState.TAKEN_BACK)
    recorded = Handover.objects.filter(what=OUT, deposit=OuterRef("deposit"))
    there = with_originals().filter(case=OuterRef("pk"))
    ended = Q(Exists(there), stage=Stage.LAPSED)
    return Q(collected, stage=Stage.READY) | Q(Exists(out.filter(~Exists(recorded)))) | ended


def _collected(case: Case, at_ms: int) -> None:
    """Hand over by what the log says: the applicant opened the door with the code and closed it again."""
    deposit = collected(case)
    if deposit is None or case.stage != Stage.READY:
        return
    Handover.objects.create(
        case=case, what="result", way="locker", at_ms=deposit.ended_at_ms or at_ms, by=deposit.kiosk_id,
        deposit=deposit.deposit, place=_place(deposit),
    )  # fmt: skip
    record(case, HALL, "collected", at_ms, after=Stage.HANDED_OVER)
    text_act(case)


def _originals_out(case: Case, at_ms: int) -> None:
    """Who took them out, when, of which compartment; what came is what was put in, until a clerk has looked."""
    recorded = set(Handover.objects.filter(case=case, what=OUT).values_list("deposit", flat=True))
    for deposit in (one for one in taken_out(case) if one.deposit not in recorded):
        who, names = _taken_back_by(deposit), [one.zh for one in originals_awaited(case)]
        Handover.objects.create(
            case=case, what=OUT, way="locker", at_ms=deposit.ended_at_ms or at_ms, by=who, deposit=deposit.deposit,
            place=_place(deposit), list="\n".join(names),
        )  # fmt: skip
        record(case, HALL, "originals_out", at_ms, why=f"{who} · {_place(deposit)}")


def _taken_back_by(deposit: Deposit) -> str:
    """The staff number in the event itself, which ended the stay."""
    ended = Event.objects.filter(kiosk=deposit.kiosk_id, kind="deposit_taken_back", at_ms=deposit.ended_at_ms or 0)
    events = (decode_event(body) for body in ended.order_by("-seq").values_list("body", flat=True))
    takings = (one for one in events if isinstance(one, DepositTakenBack) and one.deposit == deposit.deposit)
    return next((str(one.staff) for one in takings), "")


def _place(deposit: Deposit) -> str:
    return f"{deposit.kiosk_id} {deposit.compartment}"
