"""The kiosk's secrets for applying, out of their credential files."""

import base64
import binascii
import hmac
from dataclasses import dataclass, field

from config.credentials import Credentials
from intake.notices.qr import Mac
from kiosk.hall.token import KEY_NAME, api_key
from kiosk.sealing import KEY_NAME as BOX_NAME
from kiosk.sealing import Box, boxes

MAC_KEY_NAME = "notice_mac.key"
MAC_KEY_BYTES_MIN = 32


class MacKeyError(Exception):
    """The credential is no key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The kiosk's secrets for applying: to the hall, for notices, and the hall's box."""

    api: bytes = field(repr=False)
    mac: Mac = field(repr=False)
    seal: Box = field(repr=False)


def keys_of(credentials: Credentials) -> Keys:
    """Read them.

    :raises ConfigError: one is missing. :raises ApiKeyError, MacKeyError, SealKeyError: one is none.
    """
    return Keys(
        api_key(credentials.text(KEY_NAME)),
        notice_mac(credentials.text(MAC_KEY_NAME)),
        boxes(credentials.text(BOX_NAME)),
    )


def notice_mac(text: str) -> Mac:
    """HMAC-SHA256 by the key in a credential: base64 of at least 32 bytes. :raises MacKeyError: it is none."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MacKeyError(f"{MAC_KEY_NAME}: {error}") from error
    if len(key) < MAC_KEY_BYTES_MIN:
        raise MacKeyError(f"{MAC_KEY_NAME}: {len(key)} bytes, a key has at least {MAC_KEY_BYTES_MIN}")
    return lambda body: hmac.digest(key, body, "sha256")
