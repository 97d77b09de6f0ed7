"""A phone number leaves the keypad sealed to the hall and masked; the clear number goes no further."""

import base64
from collections.abc import Callable

from nacl.public import PublicKey, SealedBox

KEY_NAME = "hall_box.pub"
KEY_BYTES = 32

Sealer = Callable[[str], str]
Box = Callable[[bytes], bytes]
"""Seals bytes so that only the hall opens them."""


class SealKeyError(Exception):
    """The text is no public key."""


def sealer(key_text: str) -> Sealer:
    """What seals a number: :func:`boxes`, in base64. :raises SealKeyError: it is no such key."""
    seal = boxes(key_text)
    return lambda phone: base64.b64encode(seal(phone.encode())).decode()


def boxes(key_text: str) -> Box:
    """What seals bytes: libsodium sealed boxes for the hall's key (32 bytes, base64).

    :raises SealKeyError: it is no such key.
    """
    try:
        key = base64.b64decode(key_text, validate=True)
    except ValueError as error:
        raise SealKeyError(f"{KEY_NAME}: {error}") from error
    if len(key) != KEY_BYTES:
        raise SealKeyError(f"{KEY_NAME}: {len(key)} bytes, a public key has {KEY_BYTES}")
    return SealedBox(PublicKey(key)).encrypt


def masked(phone: str) -> str:
    """``138****8000``: what may be shown of eleven digits."""
    return f"{phone[:3]}****{phone[-4:]}"
