"""Who applies and who stands here: by card, or typed; then all of it once more, masked."""

from dataclasses import replace

from intake.contract.questions import AskStanding
from intake.identity.resident_id import resident_id
from kiosk.flows.apply import form
from kiosk.flows.apply.entry import Entry
from kiosk.flows.apply.kinds import full, typed
from kiosk.flows.apply.people import (
    INSTEAD,
    MRZ,
    OF_CARD,
    ROLES,
    by_the_card,
    check,
    field_of,
    instead,
    may_be_cut,
    nobody,
    on_card,
    roles,
    whose,
)
from kiosk.flows.apply.states import (
    CardSeen,
    Consent,
    Detail,
    Find,
    Form,
    Guide,
    Identified,
    LayCard,
    LayPassport,
    Role,
    Who,
    Whose,
)
from kiosk.flows.effects import Ask
from kiosk.flows.inputs import CameraSaw, CardRead, Input, ReaderTrouble, Touched, Unread, ZoneRead
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Screen
from kiosk.flows.submit.camera import NOBODYS
from kiosk.flows.submit.day import today
from kiosk.flows.visit import Card, Visit


def who(model: Model, _screen: Who, what: Input) -> Move:
    """Choose the role; or back, and the visit has not begun."""
    item = model.visit.item if model.visit else None
    if model.visit is None or item is None:
        return stay(model.home())
    match what:
        case Touched(control="back") if model.visit.reopened:
            return stay(model.show(Form()))
        case Touched(control="back"):
            return stay(replace(model, visit=None, standing_asked=None).show(Consent(Guide(item, Find()))))
        case Touched(control=str(control)):
            role = next((one for one in roles(item) if control == f"role.{one}"), None)
            return stay(_first(replace(model, visit=nobody(model.visit, role)), role)) if role else stay(model)
    return stay(model)


def lay_card(model: Model, screen: LayCard, what: Input) -> Move:
    """A card, or the keyboard."""
    name, _ = OF_CARD[screen.whose]
    match what:
        case Touched(control="back"):
            return stay(model.show(_before(model, screen.role, name)))
        case Touched(control="type"):
            return stay(model.show(_typing(model, screen.role, name)))
        case CardRead(card=card) if resident_id(card.number, today(model)).trouble:
            return stay(model.show(replace(screen, trouble=Unread.UNKNOWN_CARD)))
        case CardRead(card=card):
            return stay(model.show(CardSeen(screen.role, screen.whose, card)))
        case ReaderTrouble(why=why):
            return stay(model.show(replace(screen, trouble=why, same=False)))
    return stay(model)


def lay_passport(model: Model, screen: LayPassport, what: Input) -> Move:
    """The zone is read by itself, and shown to be compared: nothing checks the name but the person."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Who()))
        case Touched(control="type"):
            return stay(model.show(_typing(model, screen.role, "number")))
        case ZoneRead(signs=signs):
            return stay(model.show(Detail(screen.role, MRZ, Entry(text=signs), read=True)))
        case CameraSaw():
            alive = model if what.sight in NOBODYS else model.moved()
            return stay(alive.show(replace(screen, saw=what)))
    return stay(model)


def card_seen(model: Model, screen: CardSeen, what: Input) -> Move:
    """It is me, or it is not."""
    match what:
        case Touched(control="back" | "no"):
            return stay(model.show(LayCard(screen.role, screen.whose)))
        case Touched(control="yes") if model.visit:
            return _took(model, model.visit, screen.role, screen.whose, screen.card)
    return stay(model)


def detail(model: Model, screen: Detail, what: Input) -> Move:
    """Type, and have it checked at once."""
    match what:
        case Touched(control="back"):
            return stay(model.show(_back_from(model, screen)))
        case Touched(control=str(control)) if control == instead(screen.role, screen.key):
            return stay(model.show(Detail(screen.role, control)))
        case Touched(control="ok") if not screen.entry.letters:
            return _told(model, screen)
    field = field_of(screen.role, screen.key)
    kind = MRZ if screen.key == MRZ else field.kind
    picking = Touched("pick.0") if what == Touched("ok") else what
    entry, effects = typed(field, screen.entry, picking, kind)
    if entry == screen.entry:
        return model, effects
    now = replace(screen, entry=entry, wrong=None)
    return model.show(_warned(model, now) if full(kind, entry.text) else now), effects


def identified(model: Model, _screen: Identified, what: Input) -> Move:
    """Right so, or once more."""
    match what:
        case Touched(control="back") if model.visit and model.visit.reopened:
            return stay(model.show(Form()))
        case Touched(control="back" | "again"):
            return stay(model.show(Who()))
        case Touched(control="ok"):
            return form.enter(model)
    return stay(model)


def _first(model: Model, role: Role) -> Model:
    return model.show(_asking(model, role, ROLES[role][1][0]))


def _asking(model: Model, role: Role, key: str) -> Screen:
    card = on_card(role, key)
    if card and key == card[0] and "id_reader" in model.place.fitted:
        return LayCard(role, whose(key))
    if instead(role, key) == MRZ and "camera" in model.place.fitted:
        return LayPassport(role)
    return _typing(model, role, key)


def _typing(model: Model, role: Role, key: str) -> Detail:
    """Foreigners write their names in capitals, and who reads English begins with letters."""
    foreigner = ROLES[role][0] == "foreigner" and whose(key) == "applicant"
    latin = model.language != "zh" or foreigner
    return Detail(role, key, Entry(board="abc" if latin else "zh", capitals=foreigner))


def _after(model: Model, role: Role, key: str) -> Screen:
    keys = ROLES[role][1]
    place = keys.index("name" if key == MRZ else INSTEAD.get(key, key)) + 1
    return _asking(model, role, keys[place]) if place < len(keys) else Identified()


def _before(model: Model, role: Role, key: str) -> Screen:
    """The question before; where a card told both, the card's."""
    keys = ROLES[role][1]
    place = keys.index(INSTEAD.get(key, key))
    if place == 0:
        return Who()
    before = keys[place - 1]
    card = on_card(role, before)
    if card and before == card[1] and "id_reader" in model.place.fitted:
        return LayCard(role, whose(before))
    return _typing(model, role, before)


def _back_from(model: Model, screen: Detail) -> Screen:
    if screen.read:
        return LayPassport(screen.role)
    if screen.key in INSTEAD:
        return Detail(screen.role, INSTEAD[screen.key])
    if not isinstance(laid := _asking(model, screen.role, screen.key), Detail):
        return laid
    card = on_card(screen.role, screen.key)
    if card and screen.key == card[1]:
        return _typing(model, screen.role, card[0])
    return _before(model, screen.role, screen.key)


def _warned(model: Model, screen: Detail) -> Detail:
    """A number that is whole is checked before anybody presses anything."""
    said = check(model.visit, screen.role, screen.key, screen.entry.text, today(model)) if model.visit else None
    return screen if said is None or isinstance(said, Visit) else replace(screen, wrong=said)


def _told(model: Model, screen: Detail) -> Move:
    if model.visit is None:
        return stay(model.home())
    said = check(model.visit, screen.role, screen.key, screen.entry.text, today(model))
    if not isinstance(said, Visit):
        return stay(model.show(replace(screen, wrong=said)))
    done = OF_CARD[whose(screen.key)][1] if screen.completes else screen.key
    after = _compared(screen.role, said) if screen.read and screen.key == MRZ else _after(model, screen.role, done)
    return _known(replace(model, visit=said), after, said.number != model.visit.number)


def _compared(role: Role, visit: Visit) -> Detail:
    """The name that a camera read, to be put right where it is not as in the passport."""
    return Detail(role, "name", Entry(text=visit.name, board="abc", capitals=True), read=True)


def _took(model: Model, visit: Visit, role: Role, of: Whose, card: Card) -> Move:
    now = by_the_card(visit, role, of, card)
    if now is None:
        return stay(model.show(LayCard(role, of, same=True)))
    after = _completing(role, of, card) if may_be_cut(card) else _after(model, role, OF_CARD[of][1])
    return _known(replace(model, visit=now), after, now.number != visit.number)


def _completing(role: Role, of: Whose, card: Card) -> Detail:
    """A long name, to be typed to its end; who has no more of it says so by going on."""
    return Detail(role, OF_CARD[of][0], Entry(text=card.name), completes=True)


def _known(model: Model, screen: Screen, asks: bool) -> Move:
    """On to the next; meanwhile the hall is asked about the credit records of a number just told."""
    if not (asks and model.visit):
        return stay(model.show(screen))
    asking = replace(model, standing_asked=model.acts, acts=model.acts + 1).show(screen)
    return asking, (Ask(model.acts, AskStanding(number=model.visit.number)),)
