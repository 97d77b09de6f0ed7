"""From the wish to the filled form: which flow each screen has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.apply import find, form, guide, leave, who
from kiosk.flows.apply.states import (
    CardSeen,
    Consent,
    Detail,
    Find,
    Form,
    Guide,
    Identified,
    Keeping,
    Kept,
    LayCard,
    LayPassport,
    Leave,
    NotOpen,
    Question,
    Sample,
    Who,
)
from kiosk.flows.inputs import Input
from kiosk.flows.model import Model, Move
from kiosk.flows.states import Screen

FLOWS: dict[type[Screen], Callable[[Model, Any, Input], Move]] = {
    Find: find.find,
    Guide: guide.guide,
    Sample: guide.sample,
    Consent: guide.consent,
    Who: who.who,
    LayCard: leave.may_leave(who.lay_card),
    LayPassport: leave.may_leave(who.lay_passport),
    CardSeen: who.card_seen,
    Detail: leave.may_leave(who.detail),
    Identified: leave.may_leave(who.identified),
    Form: leave.may_leave(form.form),
    Question: leave.may_leave(form.question),
    NotOpen: form.not_open,
    Leave: leave.leave,
    Keeping: leave.keeping,
    Kept: leave.kept,
}
