"""One view for each state: pure functions from what is known to what is seen."""

from kiosk.screens.show import scene

__all__ = ["scene"]
