"""The form: one question after the other, then all answers below each other with every gap beside its field."""

from collections.abc import Iterator
from dataclasses import replace

from intake.catalogue.item import YES_NO, Condition, Field, Item
from intake.form.asked import Answers, applies, settled
from intake.form.check import form_gaps, label
from intake.form.values import wrong
from intake.identity.resident_id import birth, sex
from intake.remedies import gap
from intake.said import Said
from kiosk.flows.apply.entry import Entry
from kiosk.flows.apply.kinds import CHOSEN, full, text_of, typed, value_of
from kiosk.flows.apply.people import of_one_applicant
from kiosk.flows.apply.states import Form, Identified, Leave, NotOpen, Question
from kiosk.flows.inputs import Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Screen
from kiosk.flows.submit.day import today
from kiosk.flows.submit.states import Papers, Review
from kiosk.flows.turning import sheets, turned
from kiosk.flows.visit import Visit

ROWS_A_PAGE = 4
CHOICES_A_PAGE = 6

Asked = Condition | Field


def enter(model: Model) -> Move:
    """The first open question; the form when all are answered; the papers when none is asked."""
    if model.visit is None:
        return stay(model.home())
    filled = replace(model, visit=prefilled(of_one_applicant(model.visit)))
    if not questions(filled):
        return stay(filled.show(Papers()))
    return stay(filled.show(_after(filled, "")))


def answers(visit: Visit) -> Answers:
    """All answers, those given before too."""
    return (visit.reopened.answers if visit.reopened else {}) | visit.answers


def questions(model: Model) -> tuple[Asked, ...]:
    """What is asked for these answers, in order; of a case taken up again only what is open or not right yet."""
    visit = model.visit
    if visit is None or visit.item is None:
        return ()
    asked = tuple(_asked(visit.item, answers(visit)))
    if visit.reopened is None:
        return asked
    open_ = {key for part, key in visit.open if part in {"condition", "field"}} | gaps(model).keys()
    return tuple(one for one in asked if one.key in open_)


def gaps(model: Model) -> dict[str, Said]:
    """Key to what is to be done about it, for every question that is not answered, or not rightly."""
    visit = model.visit
    if visit is None or visit.item is None:
        return {}
    given, day = answers(visit), today(model)
    known = settled(visit.item, given)
    open_ = {one.key: UNANSWERED for one in visit.item.condition if one.key in known and known[one.key] is None}
    found = form_gaps(visit.item, given, known, day)
    return open_ | {one.key: one.remedy for one in found if not one.perhaps}


UNANSWERED = Said("请回答这个问题", "Please answer this question")


def prefilled(visit: Visit) -> Visit:
    """The visit with the answers the card and the person gave already, where nothing was answered yet."""
    given = answers(visit)
    fields = visit.item.field if visit.item else ()
    known = _known(visit)
    new = {one.key: known[one.prefill] for one in fields if known.get(one.prefill) and one.key not in given}
    return replace(visit, answers=visit.answers | new)


def form(model: Model, screen: Form, what: Input) -> Move:
    """Look through it, change one, go on when nothing is wrong."""
    asked = questions(model)
    match what:
        case Touched(control="back"):
            return stay(model.show(_before_form(model, screen)))
        case Touched(control="page.before" | "page.next" as control):
            page = turned(screen.page, control, sheets(len(asked), ROWS_A_PAGE))
            return stay(model.show(replace(screen, page=page)))
        case Touched(control=str(control)) if control.startswith("row."):
            return stay(_chosen(model, control.removeprefix("row.")))
        case Touched(control="people") if people_open(model):
            return stay(model.show(Identified()))
        case Touched(control="ok"):
            return stay(_done(model, screen))
    return stay(model)


def people_open(model: Model) -> bool:
    """Whether a case was taken up again because something about the people is not right."""
    return model.visit is not None and any(part == "applicant" for part, _ in model.visit.open)


def question(model: Model, screen: Question, what: Input) -> Move:
    """Answer one."""
    asked = next((one for one in questions(model) if one.key == screen.key), None)
    if asked is None or model.visit is None:
        return stay(model.show(Form()))
    match what:
        case Touched(control="back"):
            return stay(model.show(_before(model, screen)))
        case Touched(control="page.before" | "page.next" as control) if isinstance(asked, Field):
            page = turned(screen.page, control, sheets(len(asked.choice), CHOICES_A_PAGE))
            return stay(model.show(replace(screen, page=page)))
        case Touched(control="skip") if isinstance(asked, Field) and not asked.required:
            return stay(_answered(model, screen, ""))
        case Touched(control=str(control)) if control.startswith("choose."):
            return stay(_choose(model, screen, asked, control.removeprefix("choose.")))
    return _typing(model, screen, asked, what) if isinstance(asked, Field) else stay(model)


def not_open(model: Model, screen: NotOpen, what: Input) -> Move:
    """Answer again, take the notice, or go."""
    match what:
        case Touched(control="back" | "again"):
            return stay(model.show(Question(screen.key, alone=screen.alone, mending=screen.mending)))
        case Touched(control="notice"):
            return stay(model.show(Review()))
        case Touched(control="leave"):
            return stay(model.home())
    return stay(model)


def open_question(model: Model, key: str, *, alone: bool = False, mending: bool = False) -> Question:
    """A question with the answer it has, to go on with."""
    asked = next((one for one in questions(model) if one.key == key), None)
    given = answers(model.visit).get(key, "") if model.visit else ""
    text = text_of(asked.kind, given) if isinstance(asked, Field) and asked.kind not in CHOSEN else ""
    entry = Entry(text=text, board="zh" if model.language == "zh" else "abc")
    return Question(key, entry, alone=alone, mending=mending)


def _asked(item: Item, given: Answers) -> Iterator[Asked]:
    known = settled(item, given)
    both: tuple[Asked, ...] = (*item.condition, *item.field)
    yield from (one for one in both if applies(one.when, known))


def _known(visit: Visit) -> dict[str, str]:
    """What a card, or else a resident number, tells of the applicant, beside what they said themselves."""
    told = {"name": visit.name, "number": visit.number, "mobile": visit.mobile}
    if card := visit.card:
        born = card.birth.isoformat()
        return told | {"birth": born, "sex": card.sex, "nation": card.nation, "address": card.address}
    born_on = birth(visit.number) if visit.kind == "person" and visit.number else None
    return told | {"birth": born_on.isoformat(), "sex": sex(visit.number)} if born_on else told


def _typing(model: Model, screen: Question, field: Field, what: Input) -> Move:
    if field.kind in CHOSEN:
        return stay(model)
    if what == Touched("ok") and not screen.entry.letters:
        return stay(_told(model, screen, field))
    entry, effects = typed(field, screen.entry, Touched("pick.0") if what == Touched("ok") else what)
    if entry == screen.entry:
        return model, effects
    now = replace(screen, entry=entry, wrong=None)
    return model.show(_warned(model, now, field) if full(field.kind, entry.text) else now), effects


def _wrong(model: Model, field: Field, text: str) -> Said | None:
    value = value_of(field.kind, text)
    found = wrong(field, value, answers(model.visit) if model.visit else {}, today(model))
    return gap("field", field.key, label(field), *found).remedy if found else None


def _warned(model: Model, screen: Question, field: Field) -> Question:
    return replace(screen, wrong=_wrong(model, field, screen.entry.text))


def _told(model: Model, screen: Question, field: Field) -> Model:
    """Taken when it is right; what is there already is kept by saying nothing new."""
    text = screen.entry.text
    if not text.strip():
        kept = bool(model.visit and answers(model.visit).get(field.key))
        empty = gaps(model).get(field.key, UNANSWERED)
        return _next(model, screen) if kept or not field.required else model.show(replace(screen, wrong=empty))
    if said := _wrong(model, field, text):
        return model.show(replace(screen, wrong=said))
    return _answered(model, screen, value_of(field.kind, text))


def _choose(model: Model, screen: Question, asked: Asked, key: str) -> Model:
    possible = YES_NO if isinstance(asked, Condition) else asked.answers()
    if key not in possible:
        return model
    if isinstance(asked, Condition) and key != asked.required:
        return _with(model, screen.key, key).show(NotOpen(screen.key, screen.alone, screen.mending))
    return _answered(model, screen, key)


def _with(model: Model, key: str, value: str) -> Model:
    return (
        replace(model, visit=replace(model.visit, answers=model.visit.answers | {key: value})) if model.visit else model
    )


def _answered(model: Model, screen: Question, value: str) -> Model:
    return _next(_with(model, screen.key, value), screen)


def _next(model: Model, screen: Question) -> Model:
    if screen.mending:
        return model.show(Review())
    return model.show(Form(told=True) if screen.alone else _after(model, screen.key))


def _after(model: Model, key: str) -> Screen:
    """The next question without a right answer; the form after the last. What is open in a case is asked anew."""
    keys = [one.key for one in questions(model)]
    open_ = set(gaps(model))
    if model.visit and model.visit.reopened:
        open_ |= set(keys) - model.visit.answers.keys()
    rest = keys[keys.index(key) + 1 :] if key in keys else keys
    following = next((one for one in rest if one in open_), None)
    return open_question(model, following) if following else Form()


def _before(model: Model, screen: Question) -> Screen:
    keys = [one.key for one in questions(model)]
    place = keys.index(screen.key)
    if screen.mending:
        return Review()
    if screen.alone:
        return Form()
    if place:
        return open_question(model, keys[place - 1])
    return Leave(screen) if model.visit and model.visit.reopened else Identified()


def before_papers(model: Model, screen: Screen) -> Screen:
    """The form; where nothing is asked, what lies before it."""
    return Form() if questions(model) else _before_form(model, screen)


def _before_form(model: Model, screen: Screen) -> Screen:
    asked = questions(model)
    if model.visit and model.visit.reopened:
        return Leave(screen)
    return open_question(model, asked[-1].key) if asked else Identified()


def _chosen(model: Model, key: str) -> Model:
    known = any(one.key == key for one in questions(model))
    return model.show(open_question(model, key, alone=True)) if known else model


def _done(model: Model, screen: Form) -> Model:
    """On to the papers; with gaps: all of them at once, and then the first."""
    open_ = gaps(model)
    keys = [one.key for one in questions(model)]
    first = next((place for place, key in enumerate(keys) if key in open_), None)
    if first is None:
        return model.show(Papers())
    page = first // ROWS_A_PAGE
    if screen.told and screen.page == page:
        return model.show(open_question(model, keys[first], alone=True))
    return model.show(Form(page=page, told=True))
