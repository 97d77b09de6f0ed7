"""What came on paper, by the records; and what of a correction may come that way instead of under the camera."""

from hall.cases.dossier import outcome_of
from hall.cases.locker import deposits
from hall.cases.models import Case, Handover, History
from intake.contract.stage import Stage
from intake.gap import Gap
from intake.review.outcome import ToBeCorrected
from intake.said import Said
from locker.contract.facts import DepositKind


def papers(case: Case, what: str, since_ms: int = 0) -> list[str]:
    """The names on all records of this kind."""
    lists = Handover.objects.filter(case=case, what=what, at_ms__gte=since_ms).values_list("list", flat=True)
    return [name for names in lists for name in names.splitlines()]


def to_correct(case: Case) -> list[Said]:
    """The papers a correction still asks for."""
    if case.stage != Stage.TO_BE_CORRECTED:
        return []
    here = corrected(case)
    return [gap.name for gap in _gaps(case) if gap.part == "material" and gap.key not in here]


def corrected(case: Case) -> frozenset[str]:
    """Materials, by key, that a correction asked for and that came on paper since; no camera need see them."""
    known = set(papers(case, "originals", since_ms=_told_ms(case)))
    return frozenset(gap.key for gap in _gaps(case) if gap.part == "material" and gap.name.zh in known)


def corrected_on_paper(case: Case) -> bool:
    """Whatever the correction still lacked under the camera came on paper: a clerk's turn."""
    gaps, here = _gaps(case), corrected(case)
    return bool(gaps) and all(gap.part == "material" and gap.key in here for gap in gaps)


def came_ms(case: Case) -> list[int]:
    """When papers came for a correction: over the counter, or when they were put into a cabinet."""
    rows = Handover.objects.filter(case=case, what="originals", at_ms__gte=_told_ms(case)).exclude(list="")
    put_in = {one.deposit: one.placed_at_ms for one in deposits(case, DepositKind.MATERIAL)}
    return [put_in.get(row.deposit) or row.at_ms for row in rows]


def _gaps(case: Case) -> tuple[Gap, ...]:
    outcome = outcome_of(case.outcome)
    return outcome.gaps if isinstance(outcome, ToBeCorrected) else ()


def _told_ms(case: Case) -> int:
    """When the one correction was told."""
    told = History.objects.filter(case=case, after=Stage.TO_BE_CORRECTED).order_by("id").first()
    return told.at_ms if told else 0
