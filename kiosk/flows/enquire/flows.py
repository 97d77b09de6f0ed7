"""People who come with a notice: which flow each screen has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.enquire.cases import case_shown, cases
from kiosk.flows.enquire.enquire import enquire
from kiosk.flows.enquire.hand_in import hand_in_size, papers_inside
from kiosk.flows.enquire.person import ask_person, prove_number
from kiosk.flows.enquire.print_again import print_which
from kiosk.flows.enquire.rate import rate, rated
from kiosk.flows.enquire.states import (
    AskPerson,
    Cases,
    CaseShown,
    Enquire,
    HandInSize,
    PapersInside,
    PrintWhich,
    ProveNumber,
    Rate,
    Rated,
)
from kiosk.flows.inputs import Input
from kiosk.flows.model import Model, Move
from kiosk.flows.states import Screen

FLOWS: dict[type[Screen], Callable[[Model, Any, Input], Move]] = {
    Enquire: enquire,
    AskPerson: ask_person,
    ProveNumber: prove_number,
    Cases: cases,
    CaseShown: case_shown,
    PrintWhich: print_which,
    Rate: rate,
    Rated: rated,
    HandInSize: hand_in_size,
    PapersInside: papers_inside,
}
