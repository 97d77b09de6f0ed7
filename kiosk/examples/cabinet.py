"""Collecting, putting in, taking back, upkeep: each screen as a person would meet it, mistakes and troubles too."""

from dataclasses import replace
from datetime import date
from typing import Any

from msgspec import structs

from intake.contract.answers import CaseProgress, Collectable
from intake.contract.stage import Stage
from intake.said import Said
from kiosk.examples.moment import NOW_MS
from kiosk.flows import states
from kiosk.flows.model import Model, Place
from kiosk.flows.states import Draft, Errand, Mistake, Screen
from locker.contract.answers import (
    AlarmView,
    BoardView,
    CabinetState,
    CompartmentView,
    ContentsCheck,
    DepositRow,
    Difference,
    LoggedIn,
)
from locker.contract.facts import (
    Alarm,
    DepositKind,
    DepositState,
    Differs,
    Door,
    Outcome,
    Purpose,
    Right,
    Service,
    Settling,
    Size,
)
from locker.contract.ids import BoardName, CaseNumber, CompartmentId, DepositId, RequestId, StaffNumber, StaffToken
from locker.contract.refusal import Refusal

AT_MS = 1_795_420_000_000
DAY_MS = 86_400_000

ACT = RequestId("example-0")
A3 = CompartmentId("A3")
CASE = CaseNumber("152501-20261123-00417")
RATEABLE = CaseProgress(
    case=CASE,
    item=Said("食品经营许可", "Food business licence"),
    department=Said("市市场监督管理局", "Market Regulation"),
    stage=Stage.HANDED_OVER,
    since=date(2026, 11, 23),
    may_rate=True,
    key="k",
)


def examples(visitor: Model) -> dict[str, Model]:
    """Every screen of the cabinet by name; ``visitor`` stands at home."""
    clerk = replace(visitor, staff=_clerk())
    shown = {name: replace(visitor, screen=screen) for name, screen in _visitor_screens().items()}
    shown |= {name: replace(clerk, screen=screen) for name, screen in _staff_screens().items()}
    return shown | _special(visitor)


def _visitor_screens() -> dict[str, Screen]:
    return {
        "starting": states.Starting(),
        "home": states.Home(),
        "out_of_service": states.OutOfService(),
        "out_of_service-storage": states.OutOfService(why=Refusal.STORAGE_FULL),
        "out_of_service-door": states.OutOfService(door=A3),
        "sorry": states.Sorry(),
        "collect": states.Collect(),
        "collect-typing": states.Collect(digits="48291"),
        "collect_which": states.CollectWhich(_waiting(2)),
        "collect_which-many": states.CollectWhich(_waiting(6), page=1),
        "paused": states.Paused(until_ms=NOW_MS + 47_000),
        "thank_you": states.ThankYou(until_ms=NOW_MS + 8000),
        "thank_you-rate": states.ThankYou(until_ms=NOW_MS + 20_000, rate=RATEABLE),
        "wrong_document": states.WrongDocument(A3),
        "staff_login": states.StaffLogin(number="1024"),
        "staff_login-pin": states.StaffLogin(number="1024", pin="1234", at_pin=True),
        "staff_login-wrong": states.StaffLogin(number="1024", mistake=Mistake("refusal.login_wrong")),
        **_mistakes(),
        **_door_screens(Errand(Purpose.PICKUP, ACT, ACT, A3), "pickup"),
    }


def _waiting(count: int) -> tuple[Collectable, ...]:
    items = (RATEABLE.item, Said("出入境通行证", "Exit and entry permit"))
    return tuple(
        Collectable(deposit=f"erl-01-{number}", item=items[number % 2], until_s=0, permission="")
        for number in range(count)
    )


def _mistakes() -> dict[str, Screen]:
    keys = [f"refusal.{refusal}" for refusal in Refusal]
    keys += [f"mistake.{name}" for name in ("code_short", "not_a_code", "code_of_other_kiosk", "no_answer")]
    keys += [f"collect.card.{name}" for name in ("lying", "nothing", "no_hall", "unreadable", "unknown_card")]
    return {
        f"collect-{key.partition('.')[2]}": states.Collect(
            mistake=Mistake(key, wait_s=40, kiosk="erl-02", compartment="B2")
        )
        for key in keys
    }


def _door_screens(errand: Errand, kind: str) -> dict[str, Screen]:
    until = NOW_MS + 95_000
    opened = states.DoorOpen(errand, until)
    screens: dict[str, Screen] = {
        f"opening-{kind}": states.Opening(errand, NOW_MS),
        f"door_open-{kind}": opened,
        f"door_open-{kind}-late": replace(opened, late=True),
        f"door_open-{kind}-nudged": replace(opened, nudged=True),
        f"door_open-{kind}-was_open": replace(opened, doubt=Outcome.WAS_OPEN),
        f"door_open-{kind}-sensor_doubtful": replace(opened, doubt=Outcome.SENSOR_DOUBTFUL),
        f"door_shut-{kind}": states.DoorShut(errand, NOW_MS + 41_000),
        f"door_shut-{kind}-refused": states.DoorShut(
            errand, NOW_MS + 41_000, mistake=Mistake("refusal.door_needs_closing", compartment="A3")
        ),
    }
    stuck = (Outcome.DID_NOT_OPEN, Outcome.NOT_PULSED, Outcome.INTERRUPTED, None)
    return screens | {
        f"door_stuck-{kind}-{outcome or 'no_news'}": states.DoorStuck(errand, outcome) for outcome in stuck
    }


def _staff_screens() -> dict[str, Screen]:
    draft = Draft(CASE, "c2VhbGVk", "138****8000", Size.M, low_reach=True)
    row = _rows()[0]
    placing = Errand(Purpose.PLACE, ACT, ACT, A3, draft=draft)
    return {
        "staff_menu": states.StaffMenu(),
        "staff_menu-deposited": states.StaffMenu(done="deposited", compartment="A3"),
        "staff_menu-cancelled": states.StaffMenu(done="cancelled"),
        "deposit_case": states.DepositCase(),
        "deposit_case-typing": states.DepositCase(text=CASE),
        "deposit_case-letters": states.DepositCase(text="ERL", letters=True),
        "deposit_case-wrong": states.DepositCase(text="1525", mistake=Mistake("refusal.case_number_malformed")),
        "deposit_case-slip": states.DepositCase(text="E26112300432", mistake=Mistake("mistake.case_number")),
        "deposit_phone": states.DepositPhone(CASE, digits="1380013"),
        "deposit_phone-wrong": states.DepositPhone(CASE, digits="1280", mistake=Mistake("mistake.phone")),
        "deposit_size": states.DepositSize(draft),
        "deposit_size-full": states.DepositSize(draft, Mistake("refusal.no_compartment_free")),
        "deposit_list": states.DepositList(rows=(*_rows()[3:4], *_rows()[:3], *_rows()[4:])),
        "deposit_list-empty": states.DepositList(rows=(), overdue_only=True, done="taken_back"),
        **_unfinished(row),
        "take_back": states.TakeBackAsk(row),
        "take_back-changed": states.TakeBackAsk(row, Mistake("refusal.deposit_in_other_state")),
        "compartments": states.Compartments(),
        "compartments-chosen": states.Compartments(chosen=CompartmentId("B3"), done="settled"),
        "alarms": states.Alarms(),
        **_door_screens(placing, "place"),
        **_door_screens(Errand(Purpose.TAKE_BACK, ACT, ACT, A3, row=row), "take_back"),
        **_door_screens(Errand(Purpose.CHECK, ACT, ACT, A3), "check"),
    }


def _unfinished(row: DepositRow) -> dict[str, Screen]:
    placing = _in_state(row, DepositState.PLACING)
    in_doubt = CompartmentId("B8")  # which needs a check in these pictures
    return {
        "unfinished-placing": states.Unfinished(placing),
        "unfinished-placing-doubt": states.Unfinished(_in_state(placing, placing.state, in_doubt)),
        "unfinished-placing-refused": states.Unfinished(
            placing, Mistake("refusal.door_needs_closing", compartment="A3")
        ),
        "unfinished-taking_back": states.Unfinished(_in_state(row, DepositState.TAKING_BACK)),
        "unfinished-doubt": states.Unfinished(_in_state(row, row.state, in_doubt)),
        "door_shut-check-placing": states.DoorShut(Errand(Purpose.CHECK, ACT, ACT, A3, row=placing), NOW_MS + 41_000),
    }


def _in_state(row: DepositRow, state: DepositState, compartment: CompartmentId | None = None) -> DepositRow:
    return structs.replace(row, state=state, compartment=compartment or row.compartment, overdue=False)


def _special(visitor: Model) -> dict[str, Model]:
    home = replace(visitor, screen=states.Home())
    helped = replace(home, help_called_ms=NOW_MS, help_until_ms=NOW_MS + 20_000)
    quiet = replace(visitor, screen=states.Collect(digits="4829"), acted_ms=NOW_MS - (visitor.place.idle_s - 9) * 1000)
    clerk = replace(visitor, staff=_clerk([Right.DEPOSIT]), screen=states.StaffMenu())
    half = replace(visitor, staff=_clerk(), screen=states.StaffMenu(), cabinet=cabinet(visitor.place, half_done=True))
    reader = replace(visitor.place, applies=True, fitted=frozenset({"id_reader"}), scanner=True)
    reads = replace(visitor, place=reader)
    calm = replace(visitor, staff=_clerk(), screen=states.Alarms())
    return {
        "asleep": replace(home, dimmed=True),
        "help-calling": helped,
        "help-called": replace(helped, help_kept=True, help_told=True),
        "help-saved": replace(helped, help_kept=True, help_called_ms=NOW_MS - 5_000),
        "help-unreachable": replace(helped, help_kept=False, help_called_ms=NOW_MS - 5_000),
        "collect-idle": quiet,
        "collect-card": replace(reads, screen=states.Collect()),
        "collect-card-asking": replace(reads, screen=states.Collect(asked=states.Asked(1, NOW_MS))),
        "staff_menu-few_rights": clerk,
        "staff_menu-unfinished": half,
        "unfinished-no_right": replace(
            clerk, screen=states.Unfinished(_in_state(_rows()[0], DepositState.TAKING_BACK))
        ),
        "alarms-none": replace(calm, cabinet=None),
        **_rounds(calm),
    }


def _rounds(clerk: Model) -> dict[str, Model]:
    """After a cut, and the weekly walk: before it, on the way, nearly over."""
    doors = [door.id for door in clerk.place.doors]
    cut = structs.replace(cabinet(clerk.place), differences=_differences())
    walk = ContentsCheck(under_way=True, done_at_ms=AT_MS - 7 * DAY_MS, checked=5, left=doors[5:], unused=doors[9:11])
    going = replace(clerk, cabinet=structs.replace(cut, contents_check=walk))
    over = structs.replace(walk, checked=len(doors), left=[], unused=[])
    errand = Errand(Purpose.CHECK, ACT, ACT, doors[5], returns_to=states.ContentsCheck.name)
    return {
        "staff_menu-pressing": replace(going, screen=states.StaffMenu()),
        "differences": replace(going, screen=states.Differences()),
        "differences-settled": replace(clerk, screen=states.Differences(done="settled", compartment="B3")),
        "contents_check": replace(going, screen=states.ContentsCheck()),
        "contents_check-refused": replace(
            going, screen=states.ContentsCheck(mistake=Mistake("refusal.doors_unchecked", compartment="B2"))
        ),
        "contents_check-over": replace(
            clerk, cabinet=structs.replace(cut, contents_check=over), screen=states.ContentsCheck()
        ),
        "door_shut-check-walk": replace(going, screen=states.DoorShut(errand, NOW_MS + 41_000)),
    }


def _differences() -> list[Difference]:
    acts = {Differs.STANDS_OPEN: Settling.SHUT_DOOR, Differs.UNFINISHED: Settling.FINISH_DEPOSIT}
    calls = (Differs.BOOKS_BEHIND, Differs.BOARD_MISSING, Differs.DOOR_UNKNOWN)
    subjects = {Differs.BOOKS_BEHIND: "", Differs.BOARD_MISSING: "left"}
    return [
        Difference(
            differs=differs,
            subject=subjects.get(differs, f"B{n}"),
            settling=Settling.CALL_MAINTENANCE if differs in calls else acts.get(differs, Settling.LOOK_INSIDE),
        )
        for n, differs in enumerate(Differs, 1)
    ]


def _clerk(rights: list[Right] | None = None) -> LoggedIn:
    return LoggedIn(
        re=ACT, token=StaffToken("t"), number=StaffNumber("1024"), name="乌云", rights=rights or list(Right), idle_s=180
    )


def cabinet(place: Place, *, half_done: bool = False) -> CabinetState:
    """A cabinet in which everything happens at once."""
    full, free = {"occupied": True}, {"occupied": False}
    check, out = {"service": Service.NEEDS_CHECK}, {"service": Service.OUT_OF_SERVICE}
    kinds: tuple[dict[str, Any], ...] = (
        free, full, free, full, check, free, out, full, {"at": Door.OPEN}, free, free,
    )  # fmt: skip
    views = [_view(door.id, **kinds[n % len(kinds)]) for n, door in enumerate(place.doors)]
    if half_done:
        views[0] = _view(views[0].id, occupied=True, deposit_state=DepositState.PLACING)
    return CabinetState(
        kiosk=place.kiosk,
        at_ms=AT_MS,
        accepting=True,
        why_not=None,
        hall_online=True,
        entry_paused_until_ms=0,
        compartments=views,
        boards=[BoardView(name=BoardName("left"), answers=True)],
        alarms=_alarms(),
        events_waiting=0,
    )


def _view(
    door: CompartmentId,
    *,
    occupied: bool = False,
    service: Service = Service.IN_SERVICE,
    at: Door = Door.CLOSED,
    deposit_state: DepositState | None = None,
) -> CompartmentView:
    return CompartmentView(id=door, door=at, service=service, occupied=occupied, deposit_state=deposit_state)


def _alarms() -> list[AlarmView]:
    boards = {Alarm.BOARD_SILENT: "left", Alarm.BOARD_UNFIT: "left"}
    subjects = boards | {Alarm.STAFF_LOGIN_GUESSED: "1024", Alarm.CODES_GUESSED: ""}
    return [
        AlarmView(alarm=alarm, subject=subjects.get(alarm, "B2"), since_ms=AT_MS - 600_000 * n)
        for n, alarm in enumerate(Alarm)
    ]


def _rows() -> tuple[DepositRow, ...]:
    named = zip(range(7), ("A3", "A1", "B4", "C2", "C8", "B1", "A6"), strict=True)
    return tuple(
        DepositRow(
            deposit=DepositId(f"erl-01-{n}"),
            kind=DepositKind.RESULT,
            case=CaseNumber(f"152501-20261123-{417 + 31 * n:05}"),
            compartment=CompartmentId(door),
            state={2: DepositState.DISPUTED, 3: DepositState.PLACING}.get(n, DepositState.WAITING),
            phone_masked=f"138****80{n:02}",
            placed_at_ms=AT_MS - (17 - 3 * n) * DAY_MS,
            due_at_ms=AT_MS - (2 - 3 * n) * DAY_MS,
            overdue=n == 0,
        )
        for n, door in named
    )
