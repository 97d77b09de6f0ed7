"""What the last installation check found, as the screens know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from locker.contract.ids import CompartmentId

GOOD = frozenset({"right", "no_sensor"})
FINDINGS = GOOD | {
    "wrong_sensor", "wrong_lock", "inverted", "dead_sensor", "jammed", "unseen", "several", "unclear", "stays_on",
    "will_not_shut", "board_trouble", "not_tried",
}  # fmt: skip
"""What the check can say of a door; ``Finding`` of ``drivers/probe``, told as text."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The last report. ``doors``: each one's finding; ``right``: boards, doors and repetition, all of it."""

    at: datetime
    who: str
    right: bool
    doors: Mapping[CompartmentId, str]

    @property
    def wrong(self) -> dict[CompartmentId, str]:
        """The doors that are not right, and why."""
        return {door: finding for door, finding in self.doors.items() if finding not in GOOD}
