"""What the wire must know of a request, whatever protocol it is of."""

from typing import Protocol

from drivers.trouble import Cause


class Request(Protocol):
    """One frame to send, and how its reply is known. ``reply_bytes``: without what the framing adds."""

    @property
    def device(self) -> str:
        """Whom it is for."""

    @property
    def address(self) -> int:
        """Where that is on the wire."""

    @property
    def pdu(self) -> bytes:
        """What is said."""

    @property
    def reply_bytes(self) -> int:
        """How long the right reply is."""

    def answered_by(self, reply: bytes) -> bool:
        """Whether ``reply`` answers this very request."""

    def refusal(self, reply: bytes) -> str:
        """Why the board did not do it, when ``reply`` says so; else empty."""


class Framing(Protocol):
    """How a request travels on one kind of wire, ``around_bytes`` longer than it is."""

    around_bytes: int

    def wrap(self, request: Request) -> bytes:
        """The bytes to send."""

    def find(self, request: Request, received: bytes) -> bytes | None:
        """The reply in what came in so far, or None."""

    def blame(self, request: Request, received: bytes) -> Cause:
        """What to call ``received``, in which no reply was found in time."""
