"""What the desk's pages show, out of the tables; nothing is decided here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from hall.cases.catalogue import in_use
from hall.cases.credit import standing_of
from hall.cases.dossier import Dossier, dossier, item_name, material_name, needed_materials, rules_of
from hall.cases.findings import Lack, Look, findings, gaps_of, to_look_at
from hall.cases.models import Case, CasePage, Finding, Handover, History, IssuedNotice, Task
from hall.cases.models import Commitment as CommitmentRow
from hall.cases.on_paper import papers
from hall.cases.papers import department_name
from hall.cases.record import clock_of
from hall.cases.vault import vault
from hall.desk.signed import signed
from hall.desk.typed import Tick, tick
from hall.sms.about import about
from intake.catalogue.item import Condition, Field
from intake.clock.case import notice_due, standing
from intake.contract.stage import Stage
from intake.gap import Gap
from intake.notices.notice import TITLES, Kind
from intake.review.outcome import Outcome
from intake.said import Said

YES_NO = {"yes": Said("是", "yes"), "no": Said("否", "no")}
CLOCKED = frozenset({Stage.RECEIVED, Stage.TO_BE_CORRECTED, Stage.ACCEPTED, Stage.TOLERATED, Stage.EXAMINED})


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a queue. ``clock``: how it stands against its limits, empty when no clock runs."""

    case: Case = field(repr=False)
    item: Said
    department: Said
    clock: str
    due: date | None
    due_word: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a material; ``closed``: no picture a browser is given."""

    id: int
    material: str
    name: Said
    number: int
    trouble: str

    @property
    def closed(self) -> bool:
        """Whether it cannot be shown."""
        return self.trouble == "unreadable"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the review's list, with what a clerk said of it. ``came``: how what lacked came since, or nothing."""

    look: Look = field(repr=False)
    finding: Finding | None = field(repr=False)
    pages: int
    tick: Tick = field(repr=False)
    came: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome in words: its kind, and its gaps."""

    kind: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A department that was asked."""

    task: Task = field(repr=False)
    name: Said


@dataclass(frozen=True, slots=True)
class Paper:
    """A notice that was issued, by its title."""

    row: IssuedNotice = field(repr=False)
    title: Said


@dataclass(frozen=True, slots=True)
class Passed:
    """A handover, with whoever signed for it and the department it went to."""

    row: Handover = field(repr=False)
    signer: str = field(repr=False)
    department: Said


def lines(cases: Iterable[Case], today: date) -> list[Line]:
    """Cases of a queue."""
    return [_line(case, today) for case in cases]


def _line(case: Case, today: date) -> Line:
    item, department = item_name(rules_of(case)), department_name(case.department)
    return Line(case, item, department, clock_word(case, today), due(case), due_word(case))


def clock_word(case: Case, today: date) -> str:
    """How a case stands against its clock; empty when none runs."""
    if case.stage not in CLOCKED:
        return ""
    return standing(clock_of(case), in_use().calendar, today)


def due(case: Case) -> date | None:
    """The next day that counts: to tell, to correct, to decide."""
    word = due_word(case)
    if word == "notice_due":
        return notice_due(clock_of(case), in_use().calendar)
    return case.correct_by if word == "correct_by" else case.promised


def due_word(case: Case) -> str:
    """What that day is for (``desk.words``)."""
    if case.stage == Stage.TO_BE_CORRECTED:
        return "correct_by"
    return "notice_due" if case.stage == Stage.RECEIVED and case.promised is None else "promised"


def by_rules(case: Case) -> bool:
    """Whether what is seen to lack is the rules' word; once it was decided it is what the applicant was told."""
    came = CommitmentRow.objects.filter(case=case, state="came").exists()
    return case.stage == Stage.RECEIVED or came


def shown_pages(case: Case, held: Dossier) -> list[Shown]:
    """The newest pages of each material, in the order of the guide."""
    names = {one.key: material_name(one) for one in needed_materials(held.item, held.application)}
    of: dict[str, dict[int, list[CasePage]]] = defaultdict(lambda: defaultdict(list))
    for page in CasePage.objects.filter(case=case).order_by("number"):
        of[page.material][page.round].append(page)
    order = [*names, *(key for key in of if key not in names)]
    newest = [page for key in order if key in of for page in of[key][max(of[key])]]
    return [
        Shown(page.id, page.material, names.get(page.material, Said(page.material)), page.number, page.trouble)
        for page in newest
    ]


def checks(case: Case, held: Dossier, pages: list[Shown], sent: QueryDict | None) -> list[Check]:
    """The list to tick; ``sent``: ticks that were not taken over."""
    said, looks, here = findings(case), to_look_at(held), papers(case, "originals")
    count = {look.key: sum(page.material == look.key for page in pages) for look in looks}
    kept = CommitmentRow.objects.filter(case=case).order_by("-id").values_list("state", flat=True).first() == "kept"

    def came(look: Look, finding: Finding | None) -> str:
        if not (look.gaps or (finding and finding.lack)):
            return ""
        return "commitment_kept" if kept else "on_paper" if look.name.zh in here else ""

    return [
        Check(look, found, count[look.key], tick(sent, look.key, found), came(look, found))
        for look, found in ((look, said.get(look.key)) for look in looks)
    ]


def answers(held: Dossier) -> Iterator[tuple[Said, Said]]:
    """The form: question and answer, as far as it was filled in."""
    given = held.application.answers
    for condition in held.item.condition:
        if condition.key in given:
            yield _question(condition), YES_NO.get(given[condition.key], Said(given[condition.key]))
    for one in held.item.field:
        if given.get(one.key):
            yield Said(one.label, one.label_en or one.label), _answer(one, given[one.key])


def verdict(outcome: Outcome) -> Verdict:
    """For the page."""
    return Verdict(type(outcome).__name__, gaps_of(outcome))


def context(case: Case, today: date, sent: QueryDict | None = None) -> dict[str, object]:
    """All facts of a case page. ``sent``: what somebody typed that was not taken over."""
    held = dossier(case)
    pages = shown_pages(case, held)
    return {
        "case": case,
        "held": held,
        "item": item_name(held.item),
        "department": department_name(case.department),
        "clock": clock_word(case, today),
        "due": due(case),
        "due_word": due_word(case),
        "by_rules": by_rules(case),
        "answers": list(answers(held)),
        "pages": pages,
        "checks": checks(case, held, pages, sent),
        "verdict": verdict(held.outcome),
        "told": verdict(held.told) if held.told else None,
        "troubles": case.trouble.split(),
        "lacks": list(Lack),
        "bad_credit": standing_of(case.applicant_key).bad_credit,
        **_beside(case),
    }


def _beside(case: Case) -> dict[str, object]:
    tasks = Task.objects.filter(case=case).order_by("-lead", "id")
    return {
        "signed": signed(case),
        "commitment": CommitmentRow.objects.filter(case=case).order_by("-id").first(),
        "opinions": [Opinion(task, department_name(task.department)) for task in tasks],
        "notices": [
            Paper(row, TITLES[Kind(row.kind)][0]) for row in IssuedNotice.objects.filter(case=case).order_by("id")
        ],
        "history": list(History.objects.filter(case=case).order_by("-id")),
        "texted": list(about(case.number)),
        "handovers": [_passed(row) for row in Handover.objects.filter(case=case).order_by("id")],
    }


def _passed(row: Handover) -> Passed:
    signer = vault().open(row.signed).decode() if row.signed else ""
    return Passed(row, signer, department_name(row.department) if row.department else Said(""))


def _question(condition: Condition) -> Said:
    return Said(condition.question, condition.question_en or condition.question)


def _answer(asked: Field, value: str) -> Said:
    if asked.kind == "yes_no":
        return YES_NO.get(value, Said(value, value))
    label = next((one for one in asked.choice if one.key == value), None)
    return Said(label.label, label.label_en or label.label) if label else Said(value, value)
