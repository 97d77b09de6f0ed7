"""What can go wrong with a device, by cause. A value, not an exception: trouble is expected."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why a device did not do what it was asked."""

    NO_REPLY = "no_reply"
    GARBLED = "garbled"
    FOREIGN = "foreign"
    REFUSED = "refused"
    PORT_GONE = "port_gone"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A device's name, the cause, and a detail for maintenance staff.

    ``sent``: the request had left for the wire, so the device may have acted although no answer came.
    """

    device: str
    cause: Cause
    detail: str = ""
    sent: bool = False

    def __str__(self) -> str:
        return f"{self.device}: {self.cause}{': ' + self.detail if self.detail else ''}"
