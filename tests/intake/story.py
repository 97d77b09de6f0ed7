"""People who apply: an application with nothing lacking for any item, and what can be taken away from it."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from intake.catalogue.item import ApplicantKind, Field, Item, Material
from intake.catalogue.load import Catalogue, load_catalogue
from intake.clock.calendar import Calendar, load_calendar
from intake.form.asked import Answers, applies, settled
from intake.materials.check import needed
from intake.materials.given import Given, Page
from intake.review.application import Agent, Applicant, ApplicantStanding, Application
from intake.review.decide import review
from intake.review.outcome import Outcome
from intake.tables.mistakes import Mistakes

ROOT = Path(__file__).parents[2] / "config" / "catalogue"
TODAY = date(2026, 11, 23)
GOOD, BAD = ApplicantStanding(), ApplicantStanding(bad_credit=True)

NUMBERS: dict[ApplicantKind, str] = {
    "person": "11010519491231002X",
    "company": "91350100M000100Y43",
    "foreigner": "E12345678",
}
_VALUES = {
    "text": "二连浩特市前进路1号",
    "name": "巴特尔",
    "resident_id": "11010519491231002X",
    "credit_code": "91350100M000100Y43",
    "passport": "E12345678",
    "mobile": "13800138000",
    "date": TODAY.isoformat(),
    "yes_no": "no",
}


def texts(pattern: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob(pattern)}


@cache
def catalogue() -> Catalogue:
    """The catalogue as it is shipped."""
    loaded = load_catalogue(texts("*.toml"))
    assert not isinstance(loaded, Mistakes), str(loaded)
    return loaded


@cache
def holidays() -> Calendar:
    loaded = load_calendar(texts("holidays/*.toml"))
    assert not isinstance(loaded, Mistakes), str(loaded)
    return loaded


def item(code: str) -> Item:
    return catalogue().in_force(TODAY)[code]


def good_value(field: Field) -> str:
    if field.kind == "choice":
        return field.choice[0].key
    return str(max(field.least, 1)) if field.kind == "number" else _VALUES[field.kind]


def good_answers(wanted: Item, chosen: Answers) -> dict[str, str]:
    """Every question answered so that nothing is refused, or as ``chosen``."""
    conditions = {one.key: one.required for one in wanted.condition}
    return conditions | {field.key: good_value(field) for field in wanted.field} | dict(chosen)


def good_given(material: Material) -> Given:
    issued = TODAY - timedelta(days=1) if material.valid_days else None
    return Given(material.originals, material.copies, (Page(f"{material.key}-1"),), issued)


def applying(wanted: Item, /, *, agent: bool = False, tolerance: bool = False, **chosen: str) -> Application:
    """Somebody applies with everything that is needed."""
    kind = wanted.applicants[0]
    answers = good_answers(wanted, chosen)
    given = {one.key: good_given(one) for one, _ in needed(wanted, settled(wanted, answers), agent=agent)}
    return Application(
        item=wanted.code,
        version=wanted.version,
        applicant=Applicant(kind=kind, name="巴特尔", number=NUMBERS[kind], mobile="13800138000"),
        agent=Agent(name="王芳", number="11010519491231002X", mobile="13900139000") if agent else None,
        answers=answers,
        given=given,
        tolerance_chosen=tolerance,
    )


def without(application: Application, *materials: str) -> Application:
    return replace(application, given={key: one for key, one in application.given.items() if key not in materials})


def giving(application: Application, /, **given: Given) -> Application:
    return replace(application, given=application.given | given)


def answering(application: Application, /, **answers: str) -> Application:
    return replace(application, answers=application.answers | answers)


def decided(wanted: Item, application: Application, standing: ApplicantStanding = GOOD, today: date = TODAY) -> Outcome:
    return review(wanted, application, standing, today, holidays())


def asked(wanted: Item, application: Application, field: Field) -> bool:
    return applies(field.when, settled(wanted, application.answers)) is True
