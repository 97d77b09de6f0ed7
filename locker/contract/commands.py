"""What a signed command of the hall claims, and for how long it may live (DESIGN, safety 6).

The payload under ``cmd/{verb}`` is a JWT (RFC 7519) signed with EdDSA over Ed25519 (RFC 8037).
"""

from typing import Annotated

from msgspec import Meta, Struct

from locker.contract.requests import IdText

TOKEN_BYTES_MAX = 4096
DOOR_S_MAX = 10
OTHER_S_MAX = 3600

Seconds = Annotated[int, Meta(ge=0, lt=2**40)]


class CommandClaims(Struct, frozen=True, kw_only=True):
    """``aud`` the kiosk, ``jti`` the command's id (taken once), ``iat`` and ``exp`` Unix seconds, at most
    :data:`DOOR_S_MAX` apart for ``open`` and :data:`OTHER_S_MAX` for other verbs; ``staff`` who asked, for the record.
    ``alarm`` and ``subject``: which alarm, for ``clear_alarm``; ``compartment`` is empty then.
    """

    aud: Annotated[str, Meta(max_length=64)]
    jti: IdText
    iat: Seconds
    exp: Seconds
    verb: Annotated[str, Meta(max_length=32)]
    compartment: Annotated[str, Meta(max_length=16)]
    staff: Annotated[str, Meta(max_length=150)] = ""
    alarm: Annotated[str, Meta(max_length=64)] = ""
    subject: Annotated[str, Meta(max_length=64)] = ""
