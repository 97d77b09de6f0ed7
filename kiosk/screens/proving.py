"""The installation check: the last report, how far the walk is on the front, and what is to be done."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.proof import GOOD
from kiosk.flows.proving import HandOver, Installation, full, left
from kiosk.flows.walk import swapped
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.staff import said
from kiosk.screens.walk_report import COMMANDS, finding
from kiosk.widgets.button import MAIN, PLAIN, QUIET, SERIOUS, button
from kiosk.widgets.cabinet_map import FULL, RIGHT, WRONG, Paint, cabinet_map
from kiosk.widgets.signs import banner, steps
from locker.contract.ids import CompartmentId

WRONG_SHOWN = 3


def installation(page: Page, model: Model, screen: Installation) -> None:
    """Read what was found; set out, go on, or touch a door to prove it once more."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.46)
    head, high = high.top(150 * page.u, 16 * page.u)
    title(page, head, page.say("proving.title"), page.say("proving.hint"))
    place = model.place
    cabinet_map(page, high, place.doors, place.screen, paints=paints(model), touchable=not screen.asks_anew)
    if screen.asks_anew:
        strip, low = low.top(220 * page.u, 24 * page.u)
        banner(page, strip, page.say("proving.anew.what"), page.say("proving.anew.do"), tone="care")
        button(page, low.top(150 * page.u)[0], "anew", page.say("proving.anew.yes"), SERIOUS, size=44)
        return
    report, low = low.top(190 * page.u, 12 * page.u)
    _report(page, model, report)
    acts, low = low.foot(264 * page.u, 12 * page.u)
    _acts(page, model, screen, acts)
    page.words(low, "\n".join(_told(page, model, screen)), theme.SMALL)


def paints(model: Model) -> dict[CompartmentId, Paint]:
    """How each door is drawn: right, not right, left out; the rest are still to be tried."""
    found = {door: RIGHT if one.finding in GOOD else WRONG for door, one in model.walk.doors.items()}
    return dict.fromkeys(full(model), FULL) | found


def _report(page: Page, model: Model, rect: Rect) -> None:
    proof = model.place.proof
    if proof is None:
        banner(page, rect, page.say("proving.never"), page.say("proving.how"), tone="care")
        return
    told = page.say("proving.last", at=f"{proof.at:%Y-%m-%d %H:%M}", who=proof.who or "-")
    wrong = [f"{door} {page.say(f'finding.{found}')}" for door, found in proof.wrong.items()]
    if proof.right:
        banner(page, rect, page.say("proving.right", doors=len(proof.doors)), told, tone="good")
    elif not wrong:
        banner(page, rect, page.say("proving.boards"), told, tone="bad")
    else:
        shown = _some(page, wrong)
        banner(page, rect, page.say("proving.wrong", count=len(wrong)), f"{shown}\n{told}", tone="bad")


def _told(page: Page, model: Model, screen: Installation) -> list[str]:
    """How far the walk is, what it found, what was left out; and who can correct it."""
    walk, waiting, skipped = model.walk, left(model), [d for d in full(model) if d not in model.walk.doors]
    told = [page.say("proving.tally", tried=len(walk.doors), right=walk.right, left=len(waiting))]
    if not model.walk_kept:
        told.append(page.say("proving.not_kept"))
    if screen.paper:
        told.append(page.say("proving.printed" if screen.paper.went else "proving.not_printed"))
    if skipped:
        told.append(page.say("proving.full", doors=_some(page, skipped)))
    wrong = [f"{door} {finding(one, page.say)}" for door, one in walk.doors.items() if one.finding not in GOOD]
    pairs = [page.say("proving.swapped", one=one, other=other) for one, other in swapped(walk)]
    if wrong:
        told.append(_some(page, [*pairs, *wrong]))
    return told


def _some(page: Page, texts: list[str] | list[CompartmentId]) -> str:
    more = page.say("proving.more") if len(texts) > WRONG_SHOWN else ""
    return page.say("proving.between").join(texts[:WRONG_SHOWN]) + more


def _acts(page: Page, model: Model, screen: Installation, room: Rect) -> None:
    gap, tried = theme.GAP * page.u, bool(model.walk.doors)
    upper, lower = room.rows(2, gap)
    search, lower = lower.left(lower.w * 0.4, gap) if tried else (lower, lower)
    button(page, search, "search", page.say("proving.search"), PLAIN, size=34 if tried else 40)
    if left(model):
        button(page, upper, "begin", page.say("proving.go_on" if tried else "proving.begin"), MAIN, size=46)
    else:
        banner(page, upper, page.say("proving.done"), tone="good" if _all_right(model) else "bad")
    if tried:
        paper, anew = lower.columns(2, gap)
        text = page.say("proving.printing" if screen.printing else "proving.print")
        button(page, paper, "" if screen.printing else "print", text, QUIET, size=40)
        button(page, anew, "anew", page.say("proving.anew"), PLAIN, size=40)


def hand_over(page: Page, model: Model, screen: HandOver) -> None:
    """What stops, for how long, and what must be done before; then the wait until both programs end."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.46)
    head, high = high.top(150 * page.u, 16 * page.u)
    title(page, head, page.say("proving.search"), page.say("hand_over.hint"))
    steps(page, high.top(min(high.h, 520 * page.u))[0], [page.say(f"hand_over.step.{n}") for n in (1, 2, 3)])
    if screen.late:
        strip, low = low.top(280 * page.u, 24 * page.u)
        banner(page, strip, page.say("hand_over.late"), "\n".join([page.say("proving.correct"), *COMMANDS]))
    low = said(page, model, low, "", "", screen.mistake)
    act, _ = low.top(min(low.h, 150 * page.u))
    if screen.asked or screen.since_ms is not None:
        banner(page, act, page.say("hand_over.wait"), tone="care")
    else:
        button(page, act, "stop_service", page.say("hand_over.yes"), SERIOUS, size=44)


def _all_right(model: Model) -> bool:
    return model.walk.right == len(model.walk.doors)
