"""People who come with a notice: which flow each screen has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.inputs import Input
from kiosk.flows.model import Model, Move
from kiosk.flows.states import Screen

FLOWS: dict[type[Screen], Callable[[Model, Any, Input], Move]] = {}
