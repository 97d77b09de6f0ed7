"""Who asks: a short-lived JWT on each request (``intake/contract/paths.py``)."""

import base64
import binascii
from email.utils import parsedate_to_datetime

from intake.contract.paths import AUDIENCE, TOKEN_S

KEY_NAME = "hall_api.key"
KEY_BYTES_MIN = 32


class ApiKeyError(Exception):
    """The credential is no key."""


def api_key(text: str) -> bytes:
    """The key out of its credential: base64 of at least 32 bytes. :raises ApiKeyError: it is none."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ApiKeyError(f"{KEY_NAME}: {error}") from error
    if len(key) < KEY_BYTES_MIN:
        raise ApiKeyError(f"{KEY_NAME}: {len(key)} bytes, a key has at least {KEY_BYTES_MIN}")
    return key


def bearer(kiosk: str, key: bytes, now_s: float) -> str:
    """The Authorization header; ``now_s`` as the hall's clock goes."""
    import jwt  # noqa: PLC0415 (it brings cryptography, for which the first frame does not wait)

    claims = {"iss": kiosk, "aud": AUDIENCE, "exp": int(now_s) + TOKEN_S}
    return f"Bearer {jwt.encode(claims, key, algorithm='HS256')}"


def seconds_of(date_header: str) -> float | None:
    """An HTTP Date header as seconds since 1970; None when it is none."""
    try:
        return parsedate_to_datetime(date_header[:64]).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
