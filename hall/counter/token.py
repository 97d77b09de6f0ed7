"""Who asks: the JWT each request of a kiosk carries (``intake/contract/paths.py``)."""

import base64
import binascii
from collections.abc import Callable

import jwt
from jwt.types import Options

from intake.contract.answers import HallRefusal, Refused
from intake.contract.paths import AUDIENCE, TOKEN_S

SKEW_S_MAX = 10
KEY_BYTES_MIN = 32
TOKEN_LENGTH_MAX = 1024

KeyOf = Callable[[str], bytes | None]
"""The secret shared with a kiosk; None: no kiosk of this hall."""

_REQUIRED: Options = {"require": ["iss", "aud", "exp"], "verify_exp": False}  # times are judged below


def kiosk_of(authorization: str, key_of: KeyOf, now_s: int) -> str | Refused:
    """The kiosk that signed; ``not_you``, or ``out_of_date`` when signed well but by a clock unlike the hall's."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or len(token) > TOKEN_LENGTH_MAX:
        return Refused(refusal=HallRefusal.NOT_YOU)
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
        key = key_of(str(claims.get("iss", "")))
        if key is None:
            return Refused(refusal=HallRefusal.NOT_YOU)
        claims = jwt.decode(token, key, algorithms=["HS256"], audience=AUDIENCE, options=_REQUIRED)
        left_s = int(claims["exp"]) - now_s
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        return Refused(refusal=HallRefusal.NOT_YOU)
    if not -SKEW_S_MAX <= left_s <= TOKEN_S + SKEW_S_MAX:
        return Refused(refusal=HallRefusal.OUT_OF_DATE)
    return str(claims["iss"])


def key_of_kiosk(text: str) -> bytes:
    """The secret as its credential file has it: base64 of at least 32 bytes. :raises ValueError: it is none."""
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("is not base64") from None
    if len(key) < KEY_BYTES_MIN:
        raise ValueError(f"is shorter than {KEY_BYTES_MIN} bytes")
    return key
