"""One question, and all answers below each other."""

from intake.catalogue.item import Condition, Field
from intake.identity.masking import masked_mobile, masked_name, masked_number
from intake.said import Said
from kiosk import theme
from kiosk.flows.apply.form import CHOICES_A_PAGE, ROWS_A_PAGE, Asked, answers, gaps, people_open, questions
from kiosk.flows.apply.kinds import SECRET
from kiosk.flows.apply.states import Form, NotOpen, Question
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.editor import EXTRA_KEYS, Ask, cards, editor, question_head, yes_or_no
from kiosk.screens.apply.journey import either, journey, tell
from kiosk.screens.frame import halves, title
from kiosk.widgets.button import MAIN, PLAIN, QUIET, button
from kiosk.widgets.icon import icon
from kiosk.widgets.pager import pager
from kiosk.widgets.signs import mark


def question(page: Page, model: Model, screen: Question) -> None:
    """By the kind of the field; a condition is a yes or a no."""
    room = journey(page, model, "form")
    asked = questions(model)
    one = next((one for one in asked if one.key == screen.key), None)
    if one is None:
        return
    count = page.say("form.count", at=asked.index(one) + 1, all=len(asked))
    given = answers(model.visit).get(screen.key, "") if model.visit else ""
    if isinstance(one, Condition) or one.kind in {"choice", "yes_no"}:
        _chosen(page, room, one, screen, count, given)
        return
    editor(page, room, _ask(page, one, screen, count, given))


def form(page: Page, model: Model, screen: Form) -> None:
    """Each answer, and beside it what is wrong with it."""
    room = journey(page, model, "form")
    asked, open_ = questions(model), gaps(model)
    head, room = room.top((150 if page.portrait else 92) * page.u, 12 * page.u)
    told = open_ if screen.told else {}
    missing = sum(one.key in told for one in asked)
    hint = page.say("form.missing", count=missing) if missing else page.say("form.hint")
    if not page.portrait:
        aside, head = head.end(head.w * 0.5, 24 * page.u)
        page.words(aside, hint, theme.LARGE, theme.INK_SOFT, align="right")
    title(page, head, page.say("form.title"), hint if page.portrait else "")
    foot, room = room.foot((140 if page.portrait else theme.TOUCH_MIN) * page.u, 20 * page.u)
    count = -(-len(asked) // ROWS_A_PAGE)
    if page.portrait:
        room = pager(page, room, screen.page, count)
    else:
        turn, foot = foot.left(foot.w * 0.55, 30 * page.u)
        pager(page, turn, screen.page, count)
    button(page, foot, "ok", page.say("form.mend" if missing else "form.done"), MAIN, size=48)
    if people_open(model):
        strip, room = room.top(theme.TOUCH_MIN * page.u, 16 * page.u)
        button(page, strip, "people", page.say("form.people"), QUIET, size=40, picture="person")
    if not asked:
        page.words(room, page.say("form.nothing"), theme.LARGE, align="center")
    shown = asked[screen.page * ROWS_A_PAGE : (screen.page + 1) * ROWS_A_PAGE]
    given = answers(model.visit) if model.visit else {}
    for place, one in zip(_places(page, room), shown, strict=False):
        _row(page, place, one, given.get(one.key, ""), told.get(one.key))


def not_open(page: Page, model: Model, screen: NotOpen) -> None:
    """Said on the spot: why not, and where to go."""
    room = journey(page, model, "form", leave=False)
    one = next((one for one in questions(model) if one.key == screen.key), None)
    if not isinstance(one, Condition):
        return
    high, low = halves(page, room, 0.36)
    rest = high
    if page.portrait:
        top, rest = high.top(200 * page.u, 10 * page.u)
        mark(page, top.centre, 90, "warning", theme.CARE_SOFT, theme.CARE)
    line, rest = rest.top(100 * page.u, 10 * page.u)
    page.words(line, page.say("not_open.title"), 60, bold=True, align="center")
    why, where = rest.rows(2, 16 * page.u)
    for place, name, text in ((why, "not_open.why", one.reason), (where, "not_open.where", one.go_to)):
        page.card(place, border="")
        label, words = place.inset(30 * page.u, 12 * page.u).top(56 * page.u)
        page.words(label, page.say(name), 36, theme.INK_SOFT)
        page.words(words, text, 42, bold=True, valign="top")
    looks = (("again", MAIN), ("notice", QUIET), ("leave", PLAIN))
    for place, (control, look) in zip(low.foot(480 * page.u)[0].rows(3, theme.GAP * page.u), looks, strict=True):
        button(page, place, control, page.say(f"not_open.{control}"), look, size=44)


def _chosen(page: Page, room: Rect, one: Asked, screen: Question, count: str, given: str) -> None:
    label, help_text = _words(page, one)
    if page.portrait:
        read, low = halves(page, room, 0.62)
    else:
        read, low = halves(page, room, 0.5)
    question_head(page, read, count, label, help_text, 72)
    if isinstance(one, Field) and not one.required:
        skip, low = low.foot(theme.TOUCH_MIN * page.u, 20 * page.u)
        button(page, skip, "skip", page.say("form.skip"), PLAIN, size=40)
    if isinstance(one, Condition) or one.kind == "yes_no":
        yes_or_no(page, low, given)
        return
    low = pager(page, low, screen.page, -(-len(one.choice) // CHOICES_A_PAGE))
    shown = one.choice[screen.page * CHOICES_A_PAGE : (screen.page + 1) * CHOICES_A_PAGE]
    choices = [(choice.key, either(page, choice.label, choice.label_en)) for choice in shown]
    cards(page, low, choices, given, min(CHOICES_A_PAGE, max(len(shown), 1)))


def _ask(page: Page, field: Field, screen: Question, count: str, given: str) -> Ask:
    label, help_text = _words(page, field)
    secret = field.kind in SECRET and given != ""
    negative = field.kind == "number" and field.least < 0
    return Ask(
        label=label,
        kind=field.kind,
        entry=screen.entry,
        help=help_text,
        count=count,
        wrong=tell(page, screen.wrong) if screen.wrong else "",
        hint=page.say("form.entered", value=_masked(field.kind, given)) if secret else "",
        aside=() if field.required else (("skip", page.say("form.skip")),),
        extra="-" if negative else EXTRA_KEYS.get(field.kind, ""),
    )


def _words(page: Page, one: Asked) -> tuple[str, str]:
    if isinstance(one, Condition):
        return either(page, one.question, one.question_en), page.say("form.condition")
    label = either(page, one.label, one.label_en)
    kind_help = page.say(f"form.help.{one.kind}")
    return label, f"{one.help}\n{kind_help}".strip() if one.help else kind_help


def _places(page: Page, room: Rect) -> list[Rect]:
    columns = 1 if page.portrait else 2
    lines = -(-ROWS_A_PAGE // columns)
    box, _ = room.top(min(room.h, lines * 210 * page.u))
    return [place for row in box.rows(lines, 14 * page.u) for place in row.columns(columns, theme.GAP * page.u)]


def _row(page: Page, place: Rect, one: Asked, given: str, wrong: Said | None) -> None:
    ground, edge = (theme.BAD_SOFT, theme.BAD) if wrong else (theme.CARD, theme.LINE)
    page.card(place, ground, edge)
    page.touch(place, f"row.{one.key}")
    inner = place.inset(28 * page.u, 10 * page.u)
    pen, text = inner.end(48 * page.u, 14 * page.u)
    icon(page, pen, "warning" if wrong else "next", theme.BAD if wrong else theme.ACCENT, 5)
    label, value = text.top(text.h * 0.45)
    name = one.question if isinstance(one, Condition) else one.label
    english = one.question_en if isinstance(one, Condition) else one.label_en
    page.words(label, either(page, name, english), 34, theme.INK_SOFT)
    if wrong:
        page.words(value, tell(page, wrong), 36, theme.BAD, bold=True)
    else:
        shown = _answer(page, one, given)
        page.words(value, _short(shown, value.w / (42 * page.u)), 42, bold=True, private=_typed(one))


def _typed(one: Asked) -> bool:
    return isinstance(one, Field) and one.kind not in {"choice", "yes_no"}


def _answer(page: Page, one: Asked, given: str) -> str:
    if not given:
        return page.say("form.empty")
    if isinstance(one, Condition) or one.kind == "yes_no":
        return page.say(f"answer.{given}")
    if one.kind == "choice":
        labels = {choice.key: either(page, choice.label, choice.label_en) for choice in one.choice}
        return labels.get(given, given)
    return _masked(one.kind, given)


def _masked(kind: str, given: str) -> str:
    if kind == "name":
        return masked_name(given)
    if kind == "mobile":
        return masked_mobile(given)
    return masked_number(given) if kind in SECRET else given


def _short(text: str, signs: float) -> str:
    """What fits one line of a row; the whole stands in the question."""
    most = max(4, int(signs))
    return text if len(text) <= most else f"{text[: most - 1]}…"
