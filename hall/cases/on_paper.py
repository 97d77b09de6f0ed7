"""What came on paper, by the records; and what of a correction may come that way instead of under the camera."""

from collections.abc import Collection

from msgspec.structs import replace

from hall.cases.dossier import application_of, outcome_of, rules_of
from hall.cases.locker import deposits
from hall.cases.models import Case, Handover, History
from hall.cases.vault import vault
from intake.catalogue.item import Item
from intake.contract.stage import Stage
from intake.gap import Gap
from intake.materials.check import OF_AGENTS
from intake.materials.given import Given
from intake.review.application import Application
from intake.review.outcome import ToBeCorrected
from intake.said import Said
from locker.contract.facts import DepositKind


def papers(case: Case, what: str) -> list[str]:
    """The names on all records of this kind."""
    lists = Handover.objects.filter(case=case, what=what).values_list("list", flat=True)
    return [name for names in lists for name in names.splitlines()]


def to_correct(case: Case) -> list[Said]:
    """The papers a correction still asks for."""
    if case.stage != Stage.TO_BE_CORRECTED:
        return []
    here = on_paper(application_of(case))
    return [gap.name for gap in _gaps(case) if gap.part == "material" and gap.key not in here]


def corrected_on_paper(case: Case) -> bool:
    """Whatever the correction still lacked under the camera came on paper: a clerk's turn."""
    gaps, here = _gaps(case), on_paper(application_of(case))
    return bool(gaps) and all(gap.part == "material" and gap.key in here for gap in gaps)


def came_ms(case: Case) -> list[int]:
    """When papers came for a correction: over the counter, or when they were put into a cabinet."""
    rows = Handover.objects.filter(case=case, what="originals", at_ms__gte=_told_ms(case)).exclude(list="")
    put_in = {one.deposit: one.placed_at_ms for one in deposits(case, DepositKind.MATERIAL)}
    return [put_in.get(row.deposit) or row.at_ms for row in rows]


def on_paper(application: Application) -> frozenset[str]:
    """Materials, by key, that a clerk has in hand; no camera need see them."""
    return frozenset(key for key, held in application.given.items() if held.on_paper)


def note_paper(case: Case, came: Collection[str] = (), wrong: Collection[str] = ()) -> None:
    """Put it into the application, by key: what ``came`` and is in order, and what was found ``wrong`` after all."""
    application = application_of(case)
    here = (on_paper(application) | set(came)) - set(wrong)
    case.application = vault().put(with_papers(rules_of(case), application, here))


def with_papers(item: Item, application: Application, here: Collection[str]) -> Application:
    """The application with the materials, by key, that are ``here`` on paper, and no others, whatever a kiosk said."""
    given = {key: replace(held, on_paper=False) for key, held in application.given.items()}
    for one in (one for one in (*item.material, *OF_AGENTS) if one.key in here):
        held = given.get(one.key, Given())
        originals, copies = max(held.originals, one.originals), max(held.copies, one.copies)
        given[one.key] = replace(held, originals=originals, copies=copies, on_paper=True)
    return replace(application, given=given)


def _gaps(case: Case) -> tuple[Gap, ...]:
    outcome = outcome_of(case.outcome)
    return outcome.gaps if isinstance(outcome, ToBeCorrected) else ()


def _told_ms(case: Case) -> int:
    """When the one correction was told."""
    told = History.objects.filter(case=case, after=Stage.TO_BE_CORRECTED).order_by("id").first()
    return told.at_ms if told else 0
