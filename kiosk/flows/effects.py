"""What a flow wants done. The shell does it and feeds the outcome back as an input."""

from dataclasses import dataclass, field

from locker.contract.requests import AnyRequest


@dataclass(frozen=True, slots=True)
class Send:
    """Ask lockerd; answered by ``Answered`` with the request's id."""

    request: AnyRequest = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seal:
    """Seal the phone number for the hall; answered by ``Sealed`` at once."""

    phone: str = field(repr=False)


Effect = Send | Seal
