"""People who come with a notice: each screen as a person would meet it, mistakes and troubles too."""

from dataclasses import replace
from datetime import date

from msgspec import structs

from intake.contract.answers import CaseProgress, HallRefusal
from intake.contract.stage import ENDED, Stage
from intake.notices.notice import TITLES, Kind, Notice, NoticeNumber
from intake.notices.qr import QrTrouble
from intake.said import Said
from kiosk.examples.catalogue import TODAY, catalogue_in_use
from kiosk.examples.moment import NOW_MS
from kiosk.flows import states as door
from kiosk.flows.enquire import states
from kiosk.flows.enquire.enquire import NO_DRAFT
from kiosk.flows.inputs import Paper, Unread
from kiosk.flows.model import Model
from kiosk.flows.states import Asked, Errand, Home, Mistake, Originals, Screen
from locker.contract.answers import DepositRow, LoggedIn
from locker.contract.facts import DepositKind, DepositState, Outcome, Purpose, Right, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, RequestId, StaffNumber, StaffToken
from locker.contract.refusal import Refusal

AT_MS = 1_795_420_000_000
ACT = RequestId("example-0")
A3 = CompartmentId("A3")
QR = "EL1:C202600042:261123:E26112300423:ABCDEFGHIJKLMNOP"
SHOP = Said("小餐饮店登记", "Registration of a small restaurant")
SCHOOL = Said("外来务工人员子女入学申请（义务教育阶段）", "School place for a child of migrant workers")
MARKET = Said("二连浩特市市场监督管理局", "Market Supervision Bureau")
PAPERS = (Said("健康证明原件", "Health certificate"), Said("房屋租赁合同原件", "Lease"))
ASKED = Asked(1, NOW_MS)
REFUSALS = (Refusal.CASE_HAND_INS_WAITING, Refusal.HAND_INS_FULL, Refusal.NO_COMPARTMENT_FREE)


def examples(visitor: Model) -> dict[str, Model]:
    """Every screen of this room by name; ``visitor`` stands at home. ``apply.applicant`` gives one with a visit."""
    fitted = frozenset({"printer", "id_reader", "camera"})
    place = replace(visitor.place, applies=True, fitted=fitted)
    person = replace(visitor, place=place, hall_up=True, catalogue=catalogue_in_use())
    shown = _beginning() | _cases() | _rating() | _handing_in()
    models = {name: replace(person, screen=screen) for name, screen in shown.items()}
    helped = replace(person, screen=Home(), help_until_ms=NOW_MS + 20_000, help_coming=True)
    away = replace(person, screen=states.Enquire(), hall_up=False)
    bare = replace(person, screen=states.Enquire(), place=replace(place, fitted=frozenset()))
    models |= {name: replace(person, staff=_clerk(), screen=screen) for name, screen in _taking_out().items()}
    return models | {"help-coming": helped, "enquire-no_hall": away, "enquire-no_reader_fitted": bare}


def case(
    stage: Stage = Stage.ACCEPTED,
    number: int = 0,
    item: Said = SHOP,
    *,
    may_rate: bool = False,
    may_print: bool = False,
) -> CaseProgress:
    """One case as the hall tells of it."""
    notes = {Stage.READY: Said("在东门文件柜，等您领取", "In the cabinet at the east door")}
    return CaseProgress(
        case=f"E2611230{number:03}3",
        item=item,
        department=MARKET,
        stage=stage,
        since=TODAY,
        promised=date(2026, 12, 4),
        note=notes.get(stage, Said("")),
        may_rate=may_rate,
        key="key" if may_rate else "",
        print_key="key" if may_print else "",
        tracking="EB123456789CN" if stage is Stage.HANDED_OVER else "",
        awaited=() if stage in ENDED else PAPERS,
    )


def _beginning() -> dict[str, Screen]:
    typed = states.NumberTyped("15250119650312122")
    at_mobile = states.AskPerson(states.NumberTyped("152501196503121222"), mobile="1380013", at_mobile=True)
    mistakes = [f"qr.{trouble}" for trouble in QrTrouble] + [f"enquire.card.{why}" for why in Unread]
    mistakes += (
        [f"hall.{refusal}" for refusal in HallRefusal] + ["enquire.no_hall"] + [f"draft.{why}" for why in NO_DRAFT]
    )
    wrong = {f"enquire-{key.replace('.', '_')}": states.Enquire(mistake=Mistake(key, wait_s=60)) for key in mistakes}
    proof = states.ProveNumber(states.CaseShown(case(Stage.TO_BE_CORRECTED), qr=QR))
    return wrong | {
        "enquire": states.Enquire(),
        "enquire-asking": states.Enquire(qr=QR, asked=ASKED),
        "enquire-cancelled": states.Enquire(done="cancelled"),
        "ask_person": states.AskPerson(),
        "ask_person-typing": states.AskPerson(typed),
        "ask_person-letters": states.AskPerson(states.NumberTyped("E1234", letters=True)),
        "ask_person-wrong": states.AskPerson(typed, mistake=Mistake("number.wrong")),
        "ask_person-mobile": at_mobile,
        "ask_person-asking": replace(at_mobile, mobile="13800138000", asked=ASKED),
        "ask_person-not_you": replace(at_mobile, mistake=Mistake("hall.not_you")),
        "prove_number": proof,
        "prove_number-not_you": replace(proof, number=typed, mistake=Mistake("hall.not_you")),
        "prove_number-item_unknown": replace(proof, number=typed, mistake=Mistake("enquire.item_unknown")),
    }


def _cases() -> dict[str, Screen]:
    many = tuple(case(stage, number, SCHOOL if number % 3 == 1 else SHOP) for number, stage in enumerate(Stage))
    stages = {f"case-{stage}": states.CaseShown(case(stage), qr=QR) for stage in Stage}
    corrected = states.CaseShown(case(Stage.TO_BE_CORRECTED, item=SCHOOL), among=states.Cases(many))
    again = states.CaseShown(case(Stage.TOLERATED, may_print=True), qr=QR)
    return stages | {
        "cases": states.Cases(many),
        "cases-last": states.Cases(many, page=2),
        "cases-none": states.Cases(()),
        "case-from_list": corrected,
        "case-may_rate": states.CaseShown(case(Stage.READY, may_rate=True), qr=QR),
        "case-print": again,
        "case-print-asking": replace(again, way="print", asked=ASKED),
        **_print_which(again),
        "case-printed": replace(again, paper=Paper.PRINTED),
        "case-sent": replace(again, paper=Paper.SENT),
        "case-asking": states.CaseShown(case(), qr=QR, way="hand_in", asked=ASKED),
        "case-no_originals": states.CaseShown(case(Stage.TOLERATED), qr=QR, mistake=Mistake("hand_in.none")),
    }


def _print_which(shown: states.CaseShown) -> dict[str, Screen]:
    few = states.PrintWhich(shown, tuple(_notice(kind) for kind in (Kind.TOLERANCE, Kind.COMMITMENT)))
    many = states.PrintWhich(shown, tuple(_notice(kind) for kind in Kind), page=1)
    return {
        "print_which": few,
        "print_which-printing": replace(few, printing=0),
        "print_which-printed": replace(few, printed=frozenset({0}), paper=Paper.PRINTED),
        "print_which-not_printed": replace(many, mistake=Mistake("case.not_printed")),
    }


def _notice(kind: Kind) -> Notice:
    number, office = NoticeNumber(kind, 2026, 42), catalogue_in_use().office
    return Notice(
        number=number, title=TITLES[kind][0], written_number=number.written(office), day=TODAY, case="E26112300423",
        addressee="", item=SHOP, opening=SHOP, rows=(), closing=(), signatures=(), qr=QR, office=office,
    )  # fmt: skip


def _rating() -> dict[str, Screen]:
    shown = states.CaseShown(case(Stage.HANDED_OVER, may_rate=True), qr=QR)
    rating = states.Rate(shown.case.case, "key", SHOP, back=shown)
    return {
        "rate": rating,
        "rate-good": replace(rating, grade=5),
        "rate-poor": replace(rating, grade=2, reasons=frozenset({"waiting"})),
        "rate-again": replace(rating, grade=4, mistake=Mistake("hall.rated_already")),
        "rated": states.Rated(until_ms=NOW_MS + 8000),
    }


def _handing_in() -> dict[str, Screen]:
    originals = Originals(CaseNumber("E26112300423"), SHOP, PAPERS, QR, Size.S)
    many = replace(originals, papers=PAPERS * 4, size=Size.M, low_reach=True)
    inside = states.PapersInside(originals, A3, DepositId("erl-01-7"), NOW_MS + 30_000)
    errand = Errand(Purpose.HAND_IN, ACT, ACT, A3, DepositId("erl-01-7"), originals=originals)
    refused = {
        f"hand_in_size-{refusal}": states.HandInSize(originals, Mistake(f"refusal.{refusal}")) for refusal in REFUSALS
    }
    return (
        refused
        | _door(errand)
        | {
            "hand_in_size": states.HandInSize(originals),
            "hand_in_size-many": states.HandInSize(many),
            "papers_inside": inside,
            "papers_inside-printing": replace(inside, printing=True),
            "papers_inside-printed": replace(inside, paper=Paper.PRINTED),
            "papers_inside-sent": replace(inside, paper=Paper.SENT),
            "papers_inside-no_paper": replace(inside, paper=Paper.OUT),
        }
    )


def _taking_out() -> dict[str, Screen]:
    """Staff before papers that applicants handed in."""
    row = DepositRow(
        deposit=DepositId("erl-01-7"),
        kind=DepositKind.MATERIAL,
        case=CaseNumber("E26112300423"),
        compartment=A3,
        state=DepositState.WAITING,
        phone_masked="",
        placed_at_ms=AT_MS,
        due_at_ms=0,
        overdue=False,
    )
    placing = structs.replace(row, state=DepositState.PLACING, deposit=DepositId("erl-01-8"))
    return {
        "deposit_list-material": door.DepositList(rows=(placing, row)),
        "deposit_list-material-taken_out": door.DepositList(rows=(), done="taken_back.material"),
        "take_back-material": door.TakeBackAsk(row),
        "unfinished-material": door.Unfinished(placing),
    }


def _clerk() -> LoggedIn:
    number = StaffNumber("1024")
    return LoggedIn(re=ACT, token=StaffToken("t"), number=number, name="乌云", rights=list(Right), idle_s=180)


def _door(errand: Errand) -> dict[str, Screen]:
    until = NOW_MS + 95_000
    cooling = Mistake("refusal.lock_cooling", wait_s=4, compartment="A3")
    stuck = (Outcome.DID_NOT_OPEN, Outcome.NOT_PULSED, Outcome.INTERRUPTED, None)
    return {
        "opening-hand_in": door.Opening(errand, NOW_MS),
        "door_open-hand_in": door.DoorOpen(errand, until),
        "door_open-hand_in-late": door.DoorOpen(errand, until, late=True),
        "door_open-hand_in-sensor_doubtful": door.DoorOpen(errand, until, doubt=Outcome.SENSOR_DOUBTFUL),
        "door_shut-hand_in": door.DoorShut(errand, NOW_MS + 41_000),
        "door_shut-hand_in-refused": door.DoorShut(errand, NOW_MS + 41_000, mistake=cooling),
        **{f"door_stuck-hand_in-{outcome or 'no_news'}": door.DoorStuck(errand, outcome) for outcome in stuck},
    }
