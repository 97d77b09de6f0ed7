"""Which view each screen of ``kiosk.flows.apply`` has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.model import Model
from kiosk.flows.states import Screen
from kiosk.page import Page

VIEWS: dict[type[Screen], Callable[[Page, Model, Any], None]] = {}
