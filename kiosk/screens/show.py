"""From a model to the scene it is seen as."""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk import theme
from kiosk.flows import states
from kiosk.flows.helping import help_said
from kiosk.flows.model import Model
from kiosk.flows.proving import HandOver, Installation, ProveAsk, ProveDoor, ProveShut, ProveWatch
from kiosk.flows.step import STILL_HERE
from kiosk.page import Page
from kiosk.scene import Scene
from kiosk.screens import collect, deposit, door, home, lists, one_deposit, proving, proving_door, rounds, staff, upkeep
from kiosk.screens.apply import views as apply
from kiosk.screens.enquire import views as enquire
from kiosk.screens.frame import IDLE_WARNING_S, leaving
from kiosk.screens.submit import views as submit
from kiosk.texts import Texts
from kiosk.widgets.button import MAIN, button
from kiosk.widgets.signs import countdown, mark

VIEWS: dict[type[states.Screen], Callable[[Page, Model, Any], None]] = {
    states.Starting: home.starting,
    states.Home: home.home,
    states.OutOfService: home.out_of_service,
    states.Sorry: home.sorry,
    states.Collect: collect.collect,
    states.CollectWhich: collect.collect_which,
    states.Paused: collect.paused,
    states.Opening: door.opening,
    states.DoorOpen: door.door_open,
    states.DoorStuck: door.door_stuck,
    states.DoorShut: door.door_shut,
    states.ThankYou: door.thank_you,
    states.WrongDocument: door.wrong_document,
    states.StaffLogin: staff.staff_login,
    states.StaffMenu: staff.staff_menu,
    states.DepositCase: deposit.deposit_case,
    states.DepositPhone: deposit.deposit_phone,
    states.DepositSize: deposit.deposit_size,
    states.DepositList: lists.deposit_list,
    states.Unfinished: one_deposit.unfinished,
    states.TakeBackAsk: one_deposit.take_back,
    states.Compartments: upkeep.compartments,
    states.Alarms: lists.alarms,
    Installation: proving.installation,
    HandOver: proving.hand_over,
    ProveDoor: proving_door.prove_door,
    ProveWatch: proving_door.prove_watch,
    ProveAsk: proving_door.prove_ask,
    ProveShut: proving_door.prove_shut,
    states.Differences: rounds.differences,
    states.ContentsCheck: rounds.contents_check,
    **apply.VIEWS,
    **submit.VIEWS,
    **enquire.VIEWS,
}


def scene(model: Model, texts: Mapping[str, Texts], width: int, height: int) -> Scene:
    """What the glass shows, ``width`` by ``height`` pixels."""
    page = Page(width, height, texts[model.language])
    if model.dimmed:
        home.asleep(page, model)
        return Scene("asleep", tuple(page.elements))
    VIEWS[type(model.screen)](page, model, model.screen)
    if model.help_until_ms:
        _help(page, model)
    elif model.visit and leaving(model):
        _still_here(page, model)
    return Scene(model.screen.name, tuple(page.elements), frozenset(page.say.said))


def _still_here(page: Page, model: Model) -> None:
    """Over everything somebody filled in: it is about to be wiped; any touch says that they are here."""
    page.panel(page.rect, theme.VEIL)
    page.touch(page.rect, STILL_HERE, 0)
    card = page.rect.middle(min(page.rect.w - 120 * page.u, 960 * page.u), 720 * page.u)
    page.card(card)
    room = card.inset(60 * page.u, 50 * page.u)
    ok, room = room.foot(170 * page.u, 24 * page.u)
    line, rest = room.top(120 * page.u, 10 * page.u)
    page.words(line, page.say("still.title"), theme.TITLE, bold=True, align="center")
    text, ring = rest.foot(70 * page.u, 10 * page.u)
    side = min(ring.h, 260 * page.u)
    countdown(page, ring.middle(side, side), model.idle_left_s, IDLE_WARNING_S)
    page.words(text, page.say("still.hint", seconds=model.idle_left_s), theme.LARGE, align="center")
    page.panel(ok, MAIN.ground, theme.RADIUS)
    page.words(ok, page.say("still.here"), 52, MAIN.ink, bold=True, align="center")


def _help(page: Page, model: Model) -> None:
    """Over everything: somebody is told, and the number to ring."""
    page.panel(page.rect, theme.VEIL)
    page.touch(page.rect, "", 0)
    card = page.rect.middle(min(page.rect.w - 120 * page.u, 960 * page.u), 800 * page.u)
    page.card(card)
    room = card.inset(60 * page.u, 50 * page.u)
    top, rest = room.top(200 * page.u, 10 * page.u)
    mark(page, top.centre, 95, "person" if model.help_coming else "bell", theme.ACCENT_SOFT, theme.ACCENT)
    line, rest = rest.top(100 * page.u, 10 * page.u)
    key = help_said(model)
    page.words(line, page.say(key), 60, bold=True, align="center")
    ok, rest = rest.foot(140 * page.u, 24 * page.u)
    text = page.say(f"{key}.hint", phone=model.place.help_phone)
    page.words(rest, text, theme.LARGE, align="center", valign="top")
    button(page, ok, "help.close", page.say("help.close"), MAIN, size=48)
