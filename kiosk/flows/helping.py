"""Somebody called for help: lockerd notes it, the hall is told over HTTPS too, and what is shown is what is known.

Until the overlay goes, the hall is asked each second whether anybody is coming on this very call.
"""

from dataclasses import replace

from intake.contract.answers import Help
from intake.contract.questions import AskHelp, CallHelp
from kiosk.flows.effects import Ask, Send
from kiosk.flows.inputs import HallSaid
from kiosk.flows.model import Model, Move, stay
from locker.contract.requests import CallStaff

HELP_SHOWN_MS = 45_000
PATIENCE_MS = 3_000
"""So long "we are telling them" is true; then what is not known to have reached the hall is said not to have."""


def call_staff(model: Model) -> Move:
    """A new call, by both ways at once; it is one call, named by this act."""
    request = CallStaff(id=model.next_id, screen=model.screen.name)
    calling = replace(
        model.asking(model.screen).unheard(),
        helping=request.id,
        help_called_ms=model.now_ms,
        help_until_ms=model.now_ms + HELP_SHOWN_MS,
    )
    asking, questions = ask_who_comes(calling)
    return asking, (Send(request), *questions)


def ask_who_comes(model: Model) -> Move:
    """One question at a time, while the overlay is shown and nobody has said so yet."""
    waiting = model.help_until_ms and not model.help_coming and model.helping
    if not waiting or not model.hall_up or model.help_asked is not None:
        return stay(model)
    call, screen = str(model.helping), model.screen.name
    question = AskHelp(call=call, screen=screen) if model.help_told else CallHelp(call=call, screen=screen)
    return replace(model, help_asked=model.acts, acts=model.acts + 1), (Ask(model.acts, question),)


def told_who_comes(model: Model, said: HallSaid) -> Model:
    """The hall's answer; without one it is asked again at the next tick."""
    heard = replace(model, help_asked=None)
    if not isinstance(said.answer, Help):
        return heard
    return replace(heard, help_told=model.help_told or said.answer.known, help_coming=said.answer.coming)


def reached_by_log(model: Model) -> Model:
    """lockerd has the call, and the hall all that lockerd has: it is on the pages of the staff."""
    cabinet = model.cabinet
    held = cabinet is not None and cabinet.hall_online and cabinet.events_waiting == 0
    return replace(model, help_told=True) if model.help_kept and held else model


def help_said(model: Model) -> str:
    """The key of what is shown: never that staff know, before the hall has it."""
    waited = model.now_ms - model.help_called_ms >= PATIENCE_MS
    if model.help_coming:
        return "help.coming"
    if model.help_told:
        return "help.called"
    if model.help_kept and waited:
        return "help.saved"
    if model.help_kept is False and (waited or not model.hall_up):
        return "help.unreachable"
    return "help.calling"
