"""Who applies: the role, the card, what is typed, and all of it masked."""

from collections.abc import Iterator

from intake.identity.masking import masked_mobile, masked_name, masked_number
from kiosk import theme
from kiosk.flows.apply.people import INSTEAD, MRZ, ROLES, doubtful, expired, instead, kind_of, roles
from kiosk.flows.apply.states import CardSeen, Detail, Identified, LayCard, Who
from kiosk.flows.model import Model
from kiosk.flows.submit.day import today
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.editor import EXTRA_KEYS, Ask, editor
from kiosk.screens.apply.journey import journey, tell
from kiosk.screens.frame import halves, title
from kiosk.widgets.button import MAIN, PLAIN, QUIET, button
from kiosk.widgets.icon import icon
from kiosk.widgets.signs import banner, mark


def who(page: Page, model: Model, _screen: Who) -> None:
    """Who stands here? One card a role, each with a line that explains it."""
    room = journey(page, model, "who", leave=False)
    head, room = room.top(150 * page.u, 16 * page.u)
    title(page, head, page.say("who.title"), page.say("who.hint"))
    found = roles(model.visit.item) if model.visit and model.visit.item else ()
    for place, role in zip(_role_places(page, room, len(found)), found, strict=False):
        _role(page, place, role)


def lay_card(page: Page, model: Model, screen: LayCard) -> None:
    """Where the card goes; or the keyboard."""
    room = journey(page, model, "who")
    high, low = halves(page, room, 0.3)
    head, rest = high.top(150 * page.u, 16 * page.u)
    title(page, head, page.say(f"card.title.{_person(screen.role, screen.whose)}"), page.say("card.hint"))
    if trouble := _trouble(page, screen):
        strip, rest = rest.foot(190 * page.u, 16 * page.u)
        banner(page, strip, *trouble, "care")
    _slab(page, rest)
    name, place = low.top(low.h - 150 * page.u) if page.portrait else low.top(low.h * 0.5)
    page.words(name, page.say("card.private"), 40, theme.INK_SOFT, align="center")
    button(page, place.top(140 * page.u)[0], "type", page.say("card.type"), QUIET, size=44)


def card_seen(page: Page, model: Model, screen: CardSeen) -> None:
    """The card's name and number, masked, and the question."""
    room = journey(page, model, "who", leave=False)
    high, low = halves(page, room, 0.32)
    head, rest = high.top(130 * page.u, 16 * page.u)
    page.words(head, page.say("card.is_this_you"), theme.TITLE, bold=True)
    if expired(screen.card, today(model)):
        strip, rest = rest.foot(170 * page.u, 16 * page.u)
        banner(page, strip, page.say("card.expired"), tone="care")
    rows = [
        (page.say("who.name"), masked_name(screen.card.name)),
        (page.say("who.number.person"), masked_number(screen.card.number)),
    ]
    _table(page, rest, rows)
    no, yes = low.foot(150 * page.u)[0].columns(2, theme.GAP * page.u)
    button(page, no, "no", page.say("card.no"), PLAIN, size=46)
    button(page, yes, "yes", page.say("card.yes"), MAIN, size=46, picture="check")


def detail(page: Page, model: Model, screen: Detail) -> None:
    """One detail, with the keys it needs."""
    room = journey(page, model, "who")
    kind = MRZ if screen.key == MRZ else kind_of(screen.role, screen.key)
    keys = ROLES[screen.role][1]
    at = keys.index(INSTEAD.get(screen.key, screen.key)) + 1
    name, other = _text_name(screen), instead(screen.role, screen.key)
    editor(
        page,
        room,
        Ask(
            label=page.say(f"who.ask.{name}"),
            kind=kind,
            entry=screen.entry,
            help=page.say(f"who.help.{_help_name(screen, name)}"),
            count=page.say("form.count", at=at, all=len(keys)),
            wrong=tell(page, screen.wrong) if screen.wrong else "",
            aside=((other, page.say(f"who.{other}.instead")),) if other else (),
            extra=EXTRA_KEYS.get(kind, ""),
        ),
    )


def identified(page: Page, model: Model, _screen: Identified) -> None:
    """Everything about the people, masked."""
    room = journey(page, model, "who")
    head, room = room.top(150 * page.u, 16 * page.u)
    head, room = _cautions(page, model, head, room)
    title(page, head, page.say("identified.title"), page.say("identified.hint"))
    foot, room = room.foot(150 * page.u, 24 * page.u)
    again, ok = foot.columns(2, theme.GAP * page.u)
    button(page, again, "again", page.say("identified.again"), PLAIN, size=44)
    button(page, ok, "ok", page.say("identified.right"), MAIN, size=48, picture="check")
    _table(page, room, _people(page, model))


def _help_name(screen: Detail, name: str) -> str:
    """Which text helps: what a card or the camera told is to be compared, not to be typed."""
    if screen.read:
        return "read.mrz" if screen.key == MRZ else "read.name"
    return "completes" if screen.completes else name


def _cautions(page: Page, model: Model, head: Rect, room: Rect) -> tuple[Rect, Rect]:
    """What is unusual, upright below the head, lying beside it; gives the rest of both."""
    for care in _cares(model):
        if page.portrait:
            strip, room = room.top(150 * page.u, 16 * page.u)
        else:
            strip, head = head.end(head.w * 0.5, 20 * page.u)
        banner(page, strip, page.say(care), tone="care")
    return head, room


def _cares(model: Model) -> Iterator[str]:
    """What is unusual about the applicant's document and is not in the way."""
    if model.visit and model.visit.card and expired(model.visit.card, today(model)):
        yield "passport.expired" if model.visit.kind == "foreigner" else "card.expired"
    if model.visit and doubtful(model.visit, today(model)):
        yield "identified.doubt"


def _people(page: Page, model: Model) -> list[tuple[str, str]]:
    visit, say = model.visit, page.say
    if visit is None:
        return []
    name = visit.name if visit.kind == "company" else masked_name(visit.name)
    rows = [(say(f"who.name.{visit.kind}"), name), (say(f"who.number.{visit.kind}"), masked_number(visit.number))]
    if visit.mobile and not (visit.agent and visit.agent.mobile == visit.mobile):
        rows.append((say("who.mobile"), masked_mobile(visit.mobile)))
    if visit.agent:
        rows.append((say("who.agent"), f"{masked_name(visit.agent.name)}　{masked_number(visit.agent.number)}"))
        rows.append((say("who.agent.mobile"), masked_mobile(visit.agent.mobile)))
    return rows


def _table(page: Page, room: Rect, rows: list[tuple[str, str]]) -> None:
    columns = 1 if page.portrait or len(rows) < 4 else 2
    lines = -(-len(rows) // columns)
    box, _ = room.top(min(room.h, lines * 170 * page.u))
    places = [place for row in box.rows(lines, 14 * page.u) for place in row.columns(columns, theme.GAP * page.u)]
    for place, (label, value) in zip(places, rows, strict=False):
        page.card(place, border="")
        name, text = place.inset(32 * page.u, 8 * page.u).left(place.w * 0.34, 12 * page.u)
        page.words(name, label, 38, theme.INK_SOFT)
        page.words(text, value, 48, bold=True)


def _role_places(page: Page, room: Rect, count: int) -> list[Rect]:
    """Upright one below the other, low on the glass; lying two beside each other."""
    gap = theme.GAP * page.u
    if page.portrait:
        return list(room.foot(min(room.h, count * 290 * page.u))[0].rows(max(1, count), gap))
    lines = max(1, -(-count // 2))
    box, _ = room.top(min(room.h, lines * 240 * page.u))
    return [place for row in box.rows(lines, gap) for place in row.columns(2, gap)]


def _role(page: Page, place: Rect, role: str) -> None:
    page.card(place, border=theme.ACCENT)
    page.touch(place, f"role.{role}")
    side = min(150 * page.u, place.h - 40 * page.u)
    picture, text = place.inset(36 * page.u, 16 * page.u).left(side, 36 * page.u)
    mark(page, picture.centre, side / 2 / page.u, "person", theme.ACCENT_SOFT, theme.ACCENT)
    name, hint = text.top(text.h * 0.5)
    page.words(name, page.say(f"who.role.{role}"), 52, theme.ACCENT, bold=True, valign="bottom")
    page.words(hint, page.say(f"who.role.{role}.hint"), 36, theme.INK_SOFT, valign="top")


def _slab(page: Page, room: Rect) -> None:
    """A card on the reader, breathing."""
    box = room.middle(min(room.w, 760 * page.u), min(room.h, 460 * page.u))
    page.card(box, theme.ACCENT_SOFT, theme.ACCENT)
    card = box.middle(box.w * 0.62, min(box.h * 0.72, box.w * 0.4))
    page.glow(card, theme.ACCENT, 24)
    page.panel(card, theme.CARD, 24, theme.ACCENT, 4)
    photo, lines = card.inset(card.w * 0.07, card.h * 0.14).end(card.w * 0.26, card.w * 0.06)
    icon(page, photo, "person", theme.ACCENT, 5)
    for row in lines.rows(4, lines.h * 0.12):
        page.panel(row.middle(row.w, 18 * page.u), theme.LINE, 8)


def _trouble(page: Page, screen: LayCard) -> tuple[str, str] | None:
    if screen.same:
        return page.say("card.same.what"), page.say("card.same.do")
    if screen.trouble:
        return page.say(f"card.{screen.trouble}.what"), page.say(f"card.{screen.trouble}.do")
    return None


def _person(role: str, whose: str) -> str:
    if whose == "agent":
        return "agent"
    return "other" if role == "for_person" else "self"


def _text_name(screen: Detail) -> str:
    """Which text asks for this detail: an applicant's name is asked otherwise than one's own."""
    if screen.key == MRZ or screen.key.startswith("agent."):
        return screen.key
    kind = ROLES[screen.role][0]
    other = screen.role == "for_person"
    return f"{screen.key}.{'other' if other else kind}"
