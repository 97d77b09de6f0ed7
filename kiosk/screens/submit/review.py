"""What the rules say: ready, every gap, or not possible; and how a commitment stands."""

from collections.abc import Iterator

from intake.gap import Gap
from intake.review.outcome import Accepted, NotAccepted, ToBeCorrected
from intake.review.supplement import Fulfilled, Lapsed, StillOwed
from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.submit.day import today
from kiosk.flows.submit.review import brings, empty_handed, gaps_of, unknown_standing
from kiosk.flows.submit.states import Review
from kiosk.flows.submit.verdict import Verdict, clerk_decides, verdict
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.journey import journey
from kiosk.screens.frame import halves, title
from kiosk.screens.submit.words import day, tell
from kiosk.widgets.button import CAREFUL, MAIN, QUIET, button
from kiosk.widgets.icon import icon
from kiosk.widgets.measure import high
from kiosk.widgets.pager import pager
from kiosk.widgets.part import part
from kiosk.widgets.signs import mark

ROWS_UPRIGHT, ROWS_LYING = 4, 2
HEAD_H, BUTTON_H, NOTE_H = 170, 140, 100
MANY_WAYS = 3
CLERK_DAYS = 5  # Administrative Licensing Law, art. 32

Choice = tuple[str, str, str]
"""Control, text, picture."""


def review(page: Page, model: Model, screen: Review) -> None:
    """The decision and what can be done about it."""
    room = journey(page, model, "check")
    said = verdict(model)
    match said:
        case Accepted() | Fulfilled():
            _ready(page, room, model, said)
        case ToBeCorrected() | StillOwed() | NotAccepted() | Lapsed():
            _gaps(page, room, model, screen.page, said)


def _ready(page: Page, room: Rect, model: Model, said: Accepted | Fulfilled) -> None:
    foot, room = room.foot(BUTTON_H * page.u, theme.GAP * page.u)
    box = room.middle(room.w, (900 if page.portrait else 470) * page.u)
    top, rest = box.top(box.h / 3)
    mark(page, top.centre, 110 if page.portrait else 70, "check", theme.GOOD, theme.ON_ACCENT)
    head, rest = rest.top(130 * page.u, 10 * page.u)
    kind = "fulfilled" if isinstance(said, Fulfilled) else "accepted"
    page.words(head, page.say(f"review.{kind}.title"), theme.TITLE, bold=True, align="center")
    page.words(rest, _what_comes(page, model, said), 46, align="center", valign="top")
    if isinstance(said, Accepted) or brings(model.visit):
        key = "review.to_delivery" if isinstance(said, Accepted) else "review.hand_in"
        button(page, foot, "ok", page.say(key), MAIN, size=52)


def _what_comes(page: Page, model: Model, said: Accepted | Fulfilled) -> str:
    if isinstance(said, Fulfilled):
        return page.say("review.fulfilled.hint")
    if clerk_decides(model.visit):
        return page.say("review.accepted.clerk", days=CLERK_DAYS)
    if said.promised <= today(model):
        return page.say("review.accepted.spot", day=day(page, said.promised))
    if model.visit and model.visit.item and not model.visit.item.promised_days:
        return page.say("review.accepted.next", day=day(page, said.promised))
    return page.say("review.accepted.now", day=day(page, said.promised))


def _gaps(page: Page, whole: Rect, model: Model, wanted: int, said: Verdict) -> None:
    gaps = gaps_of(said)
    choices = _choices(page, model, said)
    note = _note(page, model, said)
    upper, low = halves(page, whole, 0.855)
    head, left = upper.top(min(upper.h, HEAD_H * page.u), theme.GAP * page.u)
    head_text, hint = _title(page, said, gaps)
    foot, rest = (low if page.portrait else left).foot(_ways_high(page, len(choices)) * page.u, theme.GAP * page.u)
    for place, (control, text, picture) in zip(_rows(page, foot, len(choices)), choices, strict=True):
        look = {"mend": MAIN, "promise": CAREFUL}.get(control, QUIET)
        button(page, place, control, text, look, size=theme.LARGE, picture=picture)
    if note and rest.h < NOTE_H * page.u:
        head, hint = upper.top(head.h + rest.h)[0], note
    elif note:
        strip, rest = rest.foot(NOTE_H * page.u, theme.GAP * page.u)
        page.words(strip, note, theme.SMALL, theme.CARE)
    title(page, head, head_text, hint)
    _list(page, rest if page.portrait else low, gaps, wanted, mends=not isinstance(said, Lapsed))


def _ways_high(page: Page, count: int) -> float:
    """Lying there is less room for many."""
    each = BUTTON_H if page.portrait or count < MANY_WAYS else theme.TOUCH_MIN
    return each * count + theme.GAP * max(0, count - 1)


def _rows(page: Page, room: Rect, count: int) -> tuple[Rect, ...]:
    return room.rows(count, theme.GAP * page.u) if count else ()


def _title(page: Page, said: Verdict, gaps: tuple[Gap, ...]) -> tuple[str, str]:
    match said:
        case NotAccepted():
            return page.say("review.refused.title"), page.say("review.refused.hint")
        case Lapsed():
            return page.say("review.lapsed.title"), page.say("review.lapsed.hint")
        case StillOwed(rest=rest):
            return page.say("review.owed.title", count=len(gaps)), page.say(
                "review.owed.hint", day=day(page, rest.until)
            )
    hint = "review.gaps.hint" if len(gaps) > 1 else "review.gaps.hint.one"
    return page.say("review.gaps.title", count=len(gaps)), page.say(hint)


def _choices(page: Page, model: Model, said: Verdict) -> list[Choice]:
    match said:
        case ToBeCorrected():
            return [_mend(page, said), *_instead(page, model, said)]
        case NotAccepted():
            home = _hand_in_or_print(page, model, "review.refused.notice")
            return [home, ("other", page.say("review.other"), "list")]
        case Lapsed():
            return [("other", page.say("review.anew"), "list")]
        case StillOwed() if brings(model.visit):
            return [_mend(page, said), ("ok", page.say("review.hand_in_these"), "check")]
        case StillOwed():
            return [_mend(page, said)]
    return []


def _mend(page: Page, said: Verdict) -> Choice:
    return "mend", page.say("review.mend" if len(gaps_of(said)) > 1 else "review.mend.one"), "pen"


def _instead(page: Page, model: Model, said: ToBeCorrected) -> Iterator[Choice]:
    """What can be done with what lies here, without mending it now."""
    if said.offer:
        key = "review.promise.clerk" if clerk_decides(model.visit) else "review.promise"
        yield "promise", page.say(key), "pen"
    elif _hall_away(model, said):
        yield "standing", page.say("review.ask_again"), "turn"
    if not empty_handed(model.visit):
        yield _hand_in_or_print(page, model, "review.take_home")


def _hand_in_or_print(page: Page, model: Model, key: str) -> Choice:
    """Where a clerk decides, what lacks does not end it here."""
    clerk = clerk_decides(model.visit)
    return "notice", page.say("review.as_it_is" if clerk else key), "put" if clerk else "printer"


def _note(page: Page, model: Model, said: Verdict) -> str:
    if not isinstance(said, ToBeCorrected) or said.offer:
        return ""
    if empty_handed(model.visit):
        return page.say("review.nothing_yet.note")
    if said.no_tolerance:
        return page.say(f"review.no_tolerance.{said.no_tolerance[0]}")
    return page.say("review.no_tolerance.hall_away") if _hall_away(model, said) else ""


def _hall_away(model: Model, said: ToBeCorrected) -> bool:
    """Whether only the word of the credit records is lacking for what may come later."""
    return not said.no_tolerance and unknown_standing(model.visit)


def _list(page: Page, room: Rect, gaps: tuple[Gap, ...], wanted: int, *, mends: bool) -> None:
    size = ROWS_UPRIGHT if page.portrait else ROWS_LYING
    shown, count, few = part(gaps, wanted, size)
    room = pager(page, room, shown, count)
    for number, (place, gap) in enumerate(zip(room.rows(size, 14 * page.u), few, strict=False), shown * size):
        _gap(page, place, gap, f"go.{number}" if mends else "")


def _gap(page: Page, place: Rect, gap: Gap, control: str) -> None:
    page.card(place)
    inner = place.inset(26 * page.u, 9 * page.u)
    if control:
        page.touch(place, control)
        end, inner = inner.end(60 * page.u, 16 * page.u)
        icon(page, end.middle(48 * page.u, 48 * page.u), "next", theme.ACCENT)
    first, rest = inner.top(max(inner.h * 0.26, 40 * page.u))
    remedy, rule = tell(page, gap.remedy), page.say("review.rule", rule=tell(page, gap.rule))
    needs = high(remedy, theme.SMALL * page.u, rest.w), high(rule, theme.TEXT_MIN * page.u, rest.w)
    second, third = rest.top(rest.h - max(needs[1] + 2 * page.u, rest.h * needs[1] / sum(needs)))
    page.words(first, tell(page, gap.name), 36, bold=True)
    page.words(second, remedy, theme.SMALL, theme.CARE, bold=True)
    page.words(third, rule, theme.TEXT_MIN, theme.INK_SOFT)
