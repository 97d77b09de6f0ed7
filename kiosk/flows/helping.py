"""Somebody called for help: until the overlay goes, the hall is asked each second whether anybody is coming."""

from dataclasses import replace

from intake.contract.answers import Help
from intake.contract.questions import AskHelp
from kiosk.flows.effects import Ask
from kiosk.flows.inputs import HallSaid
from kiosk.flows.model import Model, Move, stay


def ask_who_comes(model: Model) -> Move:
    """One question at a time, while the overlay is shown and nobody has said so yet."""
    waiting = model.help_until_ms and not model.help_coming
    if not waiting or not model.hall_up or model.help_asked is not None:
        return stay(model)
    question = AskHelp(screen=model.screen.name)
    return replace(model, help_asked=model.acts, acts=model.acts + 1), (Ask(model.acts, question),)


def told_who_comes(model: Model, said: HallSaid) -> Model:
    """The hall's answer; without one it is asked again at the next tick."""
    coming = isinstance(said.answer, Help) and said.answer.coming
    return replace(model, help_asked=None, help_coming=coming and model.help_until_ms > 0)
