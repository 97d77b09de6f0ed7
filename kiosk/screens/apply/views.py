"""Which view each screen of ``kiosk.flows.apply`` has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.apply import states
from kiosk.flows.model import Model
from kiosk.flows.states import Screen
from kiosk.page import Page
from kiosk.screens.apply import find, form, guide, leave, passport, who

VIEWS: dict[type[Screen], Callable[[Page, Model, Any], None]] = {
    states.Find: find.find,
    states.Guide: guide.guide,
    states.Sample: guide.sample,
    states.Consent: guide.consent,
    states.Who: who.who,
    states.LayCard: who.lay_card,
    states.LayPassport: passport.lay_passport,
    states.CardSeen: who.card_seen,
    states.Detail: who.detail,
    states.Identified: who.identified,
    states.Form: form.form,
    states.Question: form.question,
    states.NotOpen: form.not_open,
    states.Leave: leave.leave,
    states.Keeping: leave.keeping,
    states.Kept: leave.kept,
}
