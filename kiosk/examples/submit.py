"""From the papers to the notice: each screen as a person would meet it, mistakes and troubles too."""

from dataclasses import replace
from datetime import timedelta

from msgspec import structs

from intake.catalogue.item import Field, Item, Material
from intake.contract.answers import PhoneSession
from intake.materials.given import PageTrouble
from intake.pages.head import Unfit
from intake.review.application import ApplicantStanding
from intake.review.outcome import Commitment, ToBeCorrected
from intake.signature import Line
from kiosk.examples.apply import applicant
from kiosk.examples.catalogue import TODAY
from kiosk.examples.handed_in import handed_in
from kiosk.examples.moment import WALL
from kiosk.examples.pages import OUTLINE
from kiosk.flows.apply.entry import Entry
from kiosk.flows.inputs import CameraSaw, Sight
from kiosk.flows.model import Model
from kiosk.flows.states import Screen
from kiosk.flows.submit import desk, states
from kiosk.flows.submit.verdict import to_hand_in, verdict
from kiosk.flows.visit import Paper, TakenPage, Visit

CASE = "E26112310423"
NUMBER = "152501196503121222"
URL = "https://hall.example/m/7Kq2Zt9wYv4mB1nXcR8dEA"
ON_THE_SPOT = "YB-YD-01"
FITTED = frozenset({"camera", "printer", "id_reader"})
PAGES = tuple(f"licence-{number}" for number in range(1, 7))
DOUBTED = TakenPage("doubted", "doubted", None, 827, 1169)
ANSWERS = {"text": "二连浩特市前进路1号", "name": "巴特尔", "number": "60", "yes_no": "no", "date": TODAY.isoformat()}


def examples(visitor: Model) -> dict[str, Model]:
    """Every screen of this room by name; ``visitor`` stands at home. ``apply.applicant`` gives one with a visit."""
    begun = answered(applicant(visitor))
    most = laid(begun, 3)
    screens = _desk() | _camera() | _phone()
    shown = {name: replace(most, screen=screen) for name, screen in screens.items()}
    return shown | _lists(begun, most) | _reviews(visitor, begun, most) | _ends(visitor, most)


def answered(model: Model) -> Model:
    """The form is filled in, the credit records are good, the machine has everything."""
    visit = _visit(model)
    item = _item(visit)
    answers = {one.key: one.required for one in item.condition} | {one.key: _value(one) for one in item.field}
    visit = replace(visit, answers=answers, number=NUMBER, standing=ApplicantStanding())
    return replace(model, visit=visit, place=replace(model.place, fitted=FITTED))


def laid(model: Model, count: int) -> Model:
    """The first ``count`` materials lie there, complete; of the second six pages."""
    visit = _visit(model)
    for number, (one, _) in enumerate(desk.materials(visit)[:count]):
        visit = desk.laid(visit, one.key, _paper(one, PAGES if number == 1 else (f"{one.key}-1",)))
    return replace(model, visit=visit)


def _desk() -> dict[str, Screen]:
    licence = states.OnePaper("licence")
    return {
        "one_paper": licence,
        "one_paper-none": states.OnePaper("rules"),
        "one_paper-dated": states.OnePaper("health"),
        "issued_on": states.IssuedOn("health", digits="202611"),
        "issued_on-no_date": states.IssuedOn("health", digits="20261399", wrong="no_date"),
        "issued_on-ahead": states.IssuedOn("health", digits="20271101", wrong="ahead"),
        "page_preview": states.PagePreview("licence", PAGES[1]),
        "page_preview-turning": states.PagePreview("licence", PAGES[0], asked=True),
        "delivery": states.ChooseDelivery(),
        "delivery-locker": states.ChooseDelivery(way="locker"),
        "delivery-post": states.ChooseDelivery(way="post"),
        "post_address": states.PostAddress(),
        "post_address-wrong": states.PostAddress(entry=Entry("前进路"), wrong=True),
        "sign": states.Sign(),
        "sign-drawn": states.Sign(_name_drawn()),
        "sign-refused": states.Sign(refused=True),
    }


def _camera() -> dict[str, Screen]:
    view = states.Camera("licence")
    sights: dict[str, Screen] = {
        f"camera-{sight}": replace(view, saw=CameraSaw(sight, () if sight is Sight.NO_PAGE else OUTLINE))
        for sight in Sight
        if sight is not Sight.NO_ZONE
    }
    steady = CameraSaw(Sight.STEADY, OUTLINE)
    refused = [f"no.{trouble.value}" for trouble in PageTrouble] + ["no.many", "no.full"]
    said = {f"camera-{word.replace('.', '_')}": replace(view, saw=steady, said=word) for word in ["taken", *refused]}
    again = replace(view, replaces=PAGES[0])
    return (
        sights
        | said
        | {
            "camera": view,
            "camera-no_twice": replace(view, saw=steady, said="no.twice", doubted=DOUBTED),
            "camera-again": replace(again, saw=steady),
            "camera-again-lies_there": replace(again, saw=CameraSaw(Sight.SAME_PAGE, OUTLINE)),
        }
    )


def _phone() -> dict[str, Screen]:
    session = PhoneSession(session="s", url=URL, seconds=600)
    view = states.FromPhone("licence", session=session, opened_as=1)
    unfit: dict[str, Screen] = {f"from_phone-{why}": replace(view, said="unfit", unfit=why) for why in Unfit}
    return unfit | {
        "from_phone": view,
        "from_phone-opening": replace(view, session=None),
        "from_phone-opened": replace(view, key="rules", opened=True),
        "from_phone-fetching": replace(view, fetching="1"),
        "from_phone-leaving": replace(view, fetching="1", leaving="ok"),
        "from_phone-taken": replace(view, said="taken"),
        "from_phone-twice": replace(view, said="no.twice", doubted=DOUBTED),
        "from_phone-waits": replace(view, lost=True, coming=("1",)),
        "from_phone-full": replace(view, said="no.full"),
        "from_phone-lost": replace(view, session=None, lost=True),
    }


def _lists(begun: Model, most: Model) -> dict[str, Model]:
    bare = replace(begun.place, fitted=frozenset())
    return {
        "papers": replace(most, screen=states.Papers()),
        "papers-none": replace(begun, screen=states.Papers()),
        "papers-all": replace(laid(begun, 9), screen=states.Papers(page=1)),
        "one_paper-no_camera": replace(begun, place=bare, screen=states.OnePaper("licence")),
        "one_paper-few": replace(few_copies(most), screen=states.OnePaper("licence")),
        "commitment": replace(most, screen=states.Promise()),
    }


def few_copies(model: Model) -> Model:
    """One copy fewer than is needed."""
    return replace(model, visit=desk.counted(_visit(model), "licence", "copies", -1))


def _reviews(visitor: Model, begun: Model, most: Model) -> dict[str, Model]:
    spot, away = answered(applicant(visitor, ON_THE_SPOT)), replace(_visit(most), standing=None)
    bad = replace(_visit(most), standing=ApplicantStanding(bad_credit=True))
    refused = replace(_visit(most), answers=_visit(most).answers | {"licensed": "no"})
    none = replace(_visit(begun), answers={}, mobile="138", papers={})
    found: dict[str, Model] = {
        "review": laid(begun, 9),
        "review-now": laid(spot, 9),
        "review-evening": replace(laid(spot, 9), wall=WALL.replace(hour=19)),
        "review-some": most,
        "review-hall_away": replace(most, visit=away),
        "review-bad_credit": replace(most, visit=bad),
        "review-main": few_copies(most),
        "review-nothing": replace(begun, visit=none),
        "review-on_the_spot": spot,
        "review-refused": replace(most, visit=refused),
        "review-fulfilled": supplementing(laid(begun, 9)),
        "review-owed": supplementing(laid(begun, 4)),
        "review-lapsed": supplementing(most, days=-1),
    }
    return {name: replace(model, screen=states.Review()) for name, model in found.items()} | {
        "review-nothing-next": replace(found["review-nothing"], screen=states.Review(page=1))
    }


def supplementing(model: Model, days: int = 3) -> Model:
    """The second visit of somebody who owed two papers, with ``days`` left to bring them."""
    visit, first = _visit(model), _visit(laid(replace(model, visit=replace(_visit(model), papers={})), 3))
    offer = _offer(replace(model, visit=first))
    last = TODAY + timedelta(days=days)
    made = Commitment(tuple(structs.replace(one, until=last) for one in offer.owed), last, offer.lateness)
    asked = frozenset(("material", one.key) for one in made.owed)
    again = replace(
        visit,
        reason="supplement",
        case=CASE,
        reopened=first.application(),
        open=asked,
        commitment=made,
        papers={key: paper for key, paper in visit.papers.items() if ("material", key) in asked},
    )
    return replace(model, visit=again)


def _ends(visitor: Model, most: Model) -> dict[str, Model]:
    spot = laid(answered(applicant(visitor, ON_THE_SPOT)), 9)
    outcome = to_hand_in(most, tolerance=True)
    if outcome is None:
        raise TypeError("the example can be handed in")
    waiting = states.HandingIn(outcome, most.now_ms)
    screens = {"handing_in": waiting, "handing_in-lost": replace(waiting, lost=True)}
    shown = {name: replace(most, screen=screen) for name, screen in screens.items()}
    return shown | handed_in(most, spot)


def _offer(model: Model) -> Commitment:
    said = verdict(model)
    if not isinstance(said, ToBeCorrected) or said.offer is None:
        raise TypeError("the example is one whose papers may come later")
    return said.offer


def _visit(model: Model) -> Visit:
    if model.visit is None:
        raise TypeError("the example is somebody who applies")
    return model.visit


def _item(visit: Visit) -> Item:
    if visit.item is None:
        raise TypeError("the example has an item")
    return visit.item


def _value(field: Field) -> str:
    return field.choice[0].key if field.kind == "choice" else ANSWERS[field.kind]


def _paper(wanted: Material, pages: tuple[str, ...]) -> Paper:
    issued = TODAY - timedelta(days=20) if wanted.valid_days else None
    taken = tuple(TakenPage(one, one, None, 827, 1169) for one in pages)
    return Paper(wanted.originals, wanted.copies, taken, issued)


def _name_drawn() -> tuple[Line, ...]:
    """Something like 乌云, in parts of the field's width."""
    return (
        ((0.24, 0.08), (0.21, 0.13)), ((0.17, 0.13), (0.29, 0.12), (0.28, 0.2)),
        ((0.17, 0.13), (0.17, 0.21), (0.3, 0.21)),
        ((0.3, 0.21), (0.29, 0.31), (0.25, 0.29)), ((0.14, 0.26), (0.27, 0.25)), ((0.46, 0.11), (0.62, 0.1)),
        ((0.4, 0.17), (0.69, 0.16)), ((0.53, 0.17), (0.46, 0.28), (0.64, 0.27)), ((0.59, 0.21), (0.68, 0.31)),
    )  # fmt: skip
