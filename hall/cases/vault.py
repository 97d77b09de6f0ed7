"""What the hall keeps of people is sealed with its own key (credential ``pages.key``); a keyed hash finds numbers."""

import base64
import hashlib
import hmac
from typing import TypeVar

import msgspec
from nacl.secret import SecretBox

from config.credentials import Credentials
from hall.here import credentials
from intake.identity.typing import number as tidied

T = TypeVar("T")
PAGES_KEY = "pages.key"
NOTICE_KEY = "notice_mac.key"


class Vault:
    """One key of 32 bytes, and a second one for look-ups that is derived from it."""

    def __init__(self, key: bytes) -> None:
        self._box = SecretBox(key)
        self._lookup = hashlib.blake2b(key=key, person=b"hall-lookup").digest()

    def seal(self, clear: bytes) -> bytes:
        """Encrypted and authenticated (XSalsa20-Poly1305), 40 bytes longer."""
        return bytes(self._box.encrypt(clear))

    def open(self, sealed: bytes | memoryview) -> bytes:
        """:raises nacl.exceptions.CryptoError: it is not ours, or was changed: a bug, or a tampered disk."""
        return self._box.decrypt(bytes(sealed))

    def put(self, value: object) -> bytes:
        """A value of ``intake``'s types, sealed."""
        return self.seal(msgspec.json.encode(value))

    def take(self, sealed: bytes | memoryview, kind: type[T]) -> T:
        """What :meth:`put` put in."""
        return msgspec.json.decode(self.open(sealed), type=kind)

    def person_key(self, number: str) -> str:
        """A keyed hash of an identity, passport or credit number, as 64 hexadecimal digits; of nothing, nothing."""
        value = tidied(number)
        return hashlib.blake2b(value.encode(), key=self._lookup, digest_size=32).hexdigest() if value else ""


def vault() -> Vault:
    """This hall's."""
    return Vault(_key(credentials(), PAGES_KEY))


def notice_mac(content: bytes) -> bytes:
    """HMAC-SHA256 by ``notice_mac.key`` (32 bytes in base64), which the kiosks that print notices hold too."""
    return hmac.digest(_key(credentials(), NOTICE_KEY), content, "sha256")


def _key(kept: Credentials, name: str) -> bytes:
    return base64.b64decode(kept.text(name), validate=True)
