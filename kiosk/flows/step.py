"""One input, the next model: what holds on every screen, then the screen's own flow."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from intake.contract.answers import Standing
from kiosk.flows import by_card, collect, deposit, door, handover, lists, proving, rounds, settle, staff, thanks, upkeep
from kiosk.flows.apply import find
from kiosk.flows.apply import flows as apply
from kiosk.flows.effects import Effect, Look, Read
from kiosk.flows.enquire import flows as enquire
from kiosk.flows.helping import ask_who_comes, call_staff, reached_by_log, told_who_comes
from kiosk.flows.inputs import (
    Answered,
    CardRead,
    CatalogueTaken,
    Dragged,
    HallReached,
    HallSaid,
    Input,
    Key,
    Linked,
    Noticed,
    PageTaken,
    Scanned,
    Tick,
    Touched,
    WalkKept,
    ZoneRead,
)
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import (
    CABINET,
    Alarms,
    Collect,
    CollectWhich,
    Compartments,
    ContentsCheck,
    DepositCase,
    DepositList,
    DepositPhone,
    DepositSize,
    Differences,
    DoorOpen,
    DoorShut,
    DoorStuck,
    Home,
    Mistake,
    Opening,
    OutOfService,
    Paused,
    Screen,
    StaffLogin,
    StaffMenu,
    Starting,
    TakeBackAsk,
    ThankYou,
    Unfinished,
    WrongDocument,
)
from kiosk.flows.submit import flows as submit
from kiosk.flows.submit.leaving import left_behind
from locker.contract.answers import CabinetState, Done, Refused
from locker.contract.refusal import Refusal

STARTING_MS_MAX = 10_000
STARTING_APPLIES_MS_MAX = 2_000
"""Where people can apply nobody waits for the cabinet; it joins when it is there."""
STILL_HERE = "still_here"
PALM_MS = 50  # a palm, or a finger that bounces, touches again sooner than any finger that means it
SETTLE_MS = 250  # a trembling finger's second touch must not press what has just appeared under it
NEWS_MS = 86_400_000

_COMMANDS = {"backspace": "key.delete", "enter": "ok", "escape": "back"}

FLOWS: dict[type[Screen], Callable[[Model, Any, Input], Move]] = {
    Home: find.home,
    Collect: collect.collect,
    CollectWhich: by_card.collect_which,
    Paused: collect.paused,
    Opening: door.opening,
    DoorOpen: door.door_open,
    DoorStuck: door.door_stuck,
    DoorShut: door.door_shut,
    ThankYou: thanks.thank_you,
    WrongDocument: door.wrong_document,
    StaffLogin: staff.staff_login,
    StaffMenu: staff.staff_menu,
    DepositCase: deposit.deposit_case,
    DepositPhone: deposit.deposit_phone,
    DepositSize: deposit.deposit_size,
    DepositList: lists.deposit_list,
    Unfinished: settle.unfinished,
    TakeBackAsk: lists.take_back,
    Compartments: upkeep.compartments,
    Alarms: upkeep.alarms,
    proving.Installation: proving.installation,
    proving.HandOver: handover.hand_over,
    proving.ProveDoor: proving.prove_door,
    proving.ProveWatch: proving.prove_watch,
    proving.ProveAsk: proving.prove_ask,
    proving.ProveShut: proving.prove_shut,
    Differences: rounds.differences,
    ContentsCheck: rounds.contents_check,
    **apply.FLOWS,
    **submit.FLOWS,
    **enquire.FLOWS,
}


def step(model: Model, what: Input, now_ms: int) -> Move:
    """The next model and what is to be done, ``now_ms`` being monotonic milliseconds."""
    known = _know(replace(model, now_ms=now_ms), what)
    match what:
        case Touched(control=control) if _palm(known, what) or _too_soon(known, control or ""):
            after, effects = stay(replace(known, touched_ms=now_ms))
        case Touched():
            after, effects = _acted(replace(known, touched_ms=now_ms), what)
        case Scanned() | Dragged() | CardRead() | PageTaken() | ZoneRead():
            after, effects = _acted(known, what)
        case Key(name=name):
            after, effects = _acted(known, Touched(_COMMANDS.get(name, f"key.{name}")))
        case _:
            after, effects = _happened(known, what)
    last = _in_service(after)
    return last, (*effects, *_devices(model, last), *left_behind(model, what, last))


def _devices(before: Model, after: Model) -> Iterator[Effect]:
    """Reader and camera follow the screen."""
    if before.screen.reads_card != after.screen.reads_card:
        yield Read(on=after.screen.reads_card)
    if (before.screen.looks, before.screen.reads_zone) != (after.screen.looks, after.screen.reads_zone):
        yield Look(on=after.screen.looks, zone=after.screen.reads_zone)


def _know(model: Model, what: Input) -> Model:
    """Take in what any screen may show."""
    match what:
        case Tick(wall=wall):
            return replace(model, wall=wall)
        case Linked(up=up):
            return replace(model, linked=up, cabinet=None if not up else model.cabinet)
        case Noticed(notice=CabinetState() as cabinet):
            left_ms = max(0, cabinet.entry_paused_until_ms - cabinet.at_ms)
            paused_until_ms = model.now_ms + left_ms if left_ms else 0
            return reached_by_log(replace(model, cabinet=cabinet, paused_until_ms=paused_until_ms))
        case WalkKept(kept=kept):
            return replace(model, walk_kept=kept)
    return _know_hall(model, what)


def _know_hall(model: Model, what: Input) -> Model:
    match what:
        case HallReached(up=up, waiting=waiting):
            return replace(model, hall_up=up, waiting=waiting)
        case CatalogueTaken(catalogue=catalogue, news=news):
            until_ms = model.now_ms + NEWS_MS if news else model.news_until_ms
            return replace(model, catalogue=catalogue, news=news or model.news, news_until_ms=until_ms)
        case HallSaid(number=number) if number == model.help_asked:
            return told_who_comes(model, what)
        case HallSaid(number=number, answer=answer) if number == model.standing_asked and model.visit:
            said = answer.standing if isinstance(answer, Standing) else None
            return replace(model, standing_asked=None, visit=replace(model.visit, standing=said))
    return model


def _acted(model: Model, what: Input) -> Move:
    """A person did something."""
    awake = replace(model, acted_ms=model.now_ms, dimmed=False)
    if model.dimmed and isinstance(what, Touched):
        return stay(replace(awake, changed_ms=model.now_ms))
    if what == Touched(STILL_HERE):
        return stay(awake)
    if isinstance(what, Touched):
        return _touched(awake, what)
    return _flow(awake, what)


def _touched(model: Model, what: Touched) -> Move:
    control = what.control or ""
    if model.help_until_ms:
        return stay(model.unheard()) if control in ("help.close", "ok", "back") else stay(model)
    if control.startswith("lang."):
        return stay(_speak(model, control.removeprefix("lang.")))
    if control == "help":
        return call_staff(model)
    if control == "staff" and isinstance(model.screen, Home | OutOfService):
        return stay(model.show(StaffLogin()))
    if control == "back" and isinstance(model.screen, OutOfService) and model.place.applies:
        return stay(model.home())
    return _flow(model, what)


def _happened(model: Model, what: Input) -> Move:
    """Nobody touched anything."""
    match what:
        case Answered(request=request, answer=answer) if request == model.helping:
            return stay(reached_by_log(replace(model, help_kept=isinstance(answer, Done))))
        case Answered(answer=Refused(refusal=Refusal.LOGIN_NEEDED)) if model.staff:
            return _login_ended(model)
        case Linked(up=False) if isinstance(model.screen, (*CABINET, *proving.SCREENS)):
            return stay(_cut_off(model))
        case Tick():
            later, effects = _time_passed(model, what)
            asking, questions = ask_who_comes(later)
            return asking, (*effects, *questions)
    return _flow(model, what)


def _flow(model: Model, what: Input) -> Move:
    flow = FLOWS.get(type(model.screen))
    return flow(model, model.screen, what) if flow else stay(model)


def _time_passed(model: Model, what: Tick) -> Move:
    if model.help_until_ms and model.now_ms >= model.help_until_ms:
        model = model.unheard()
    if _nobody_there(model):
        return staff.log_out(model)
    if isinstance(model.screen, OutOfService) and model.place.applies and model.idle_left_s == 0:
        return stay(model.home())
    if isinstance(model.screen, Home | OutOfService):
        asleep = model.now_ms - model.acted_ms >= model.place.dim_s * 1000
        language = model.place.languages[0] if model.idle_left_s == 0 else model.language
        return stay(replace(model, dimmed=asleep, language=language))
    return _flow(model, what)


def _nobody_there(model: Model) -> bool:
    screen = model.screen
    waiting = isinstance(screen, DoorShut | ThankYou) and model.now_ms < screen.until_ms
    resting = screen.door_open or waiting or isinstance(screen, Home | OutOfService | Starting)
    return model.idle_left_s == 0 and not resting


def _palm(model: Model, touch: Touched) -> bool:
    """Counted from the last touch, taken or not: a whole shower of them is one touch."""
    heard_apart_ms = model.now_ms - model.touched_ms
    return (heard_apart_ms if touch.apart_ms is None else touch.apart_ms) < PALM_MS


def _too_soon(model: Model, control: str) -> bool:
    trembling = model.now_ms - model.acted_ms < SETTLE_MS and model.changed_ms >= model.acted_ms
    return trembling and not control.startswith("key.")


def _speak(model: Model, language: str) -> Model:
    return replace(model, language=language) if language in model.place.languages else model


def _login_ended(model: Model) -> Move:
    out = replace(model, staff=None)
    return stay(out.show(StaffLogin(mistake=Mistake("refusal.login_needed"))))


def _cut_off(model: Model) -> Model:
    """lockerd is gone: say so, and what to do at a door that may be open."""
    if isinstance(model.screen, Starting) or (isinstance(model.screen, Home) and model.place.applies):
        return model
    errand = getattr(model.screen, "errand", None)
    return model.home().show(OutOfService(door=errand.compartment if errand else None))


def _in_service(model: Model) -> Model:
    """Out of service and back, by what lockerd says. Where people can apply, home stays without the cabinet."""
    accepting = model.linked and model.cabinet is not None and model.cabinet.accepting
    open_ = accepting or model.place.applies
    why = model.cabinet.why_not if model.cabinet else None
    patience_ms = STARTING_APPLIES_MS_MAX if model.place.applies else STARTING_MS_MAX
    match model.screen:
        case Starting(since_ms=since_ms) if accepting or model.now_ms - since_ms > patience_ms or why:
            return model.show(Home() if open_ else OutOfService(why=why))
        case OutOfService() if accepting:
            return model.show(Home())
        case OutOfService(door=door):
            return model.show(OutOfService(why=why, door=door))
        case Home() if not open_:
            return model.home().show(OutOfService(why=why))
        case Collect() | CollectWhich() if not accepting:
            return model.home().show(OutOfService(why=why))
    return model
