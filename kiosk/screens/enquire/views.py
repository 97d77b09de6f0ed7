"""Which view each screen of ``kiosk.flows.enquire`` has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.enquire import states
from kiosk.flows.model import Model
from kiosk.flows.states import Screen
from kiosk.page import Page
from kiosk.screens.enquire import cases, enquire, hand_in, print_again, rate

VIEWS: dict[type[Screen], Callable[[Page, Model, Any], None]] = {
    states.Enquire: enquire.enquire,
    states.AskPerson: enquire.ask_person,
    states.ProveNumber: enquire.prove_number,
    states.Cases: cases.cases,
    states.CaseShown: cases.case_shown,
    states.PrintWhich: print_again.print_which,
    states.Rate: rate.rate,
    states.Rated: rate.rated,
    states.HandInSize: hand_in.hand_in_size,
    states.PapersInside: hand_in.papers_inside,
}
