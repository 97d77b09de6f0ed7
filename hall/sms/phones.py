"""Phone numbers, sealed to the hall where they were typed; opened only for the moment of sending."""

import base64
import binascii
import hashlib
import hmac
import re

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

_PHONE = re.compile(r"\+?[0-9]{5,15}")


class Phones:
    """Opens sealed numbers. ``box_key``: the credential ``hall_box.key``, X25519 in base64."""

    def __init__(self, box_key: str) -> None:
        raw = base64.b64decode(box_key, validate=True)
        self._box = SealedBox(PrivateKey(raw))
        self._pepper = hashlib.sha256(b"phone key\x1f" + raw).digest()

    def unseal(self, sealed: str) -> str | None:
        """The number, or None: not sealed to this hall, or no phone number."""
        try:
            phone = self._box.decrypt(base64.b64decode(sealed, validate=True)).decode("ascii")
        except (CryptoError, ValueError, binascii.Error):
            return None
        return phone if _PHONE.fullmatch(phone) else None

    def key(self, phone: str) -> str:
        """Equal for equal numbers; the number cannot be found from it without the hall's key."""
        digits = phone.removeprefix("+86")
        return hmac.new(self._pepper, digits.encode(), hashlib.sha256).hexdigest()[:32]


def sealed(phone: str, box_pub: str) -> str:
    """``phone`` sealed to the hall, as kiosks do it. ``box_pub``: the credential ``hall_box.pub``."""
    box = SealedBox(PublicKey(base64.b64decode(box_pub, validate=True)))
    return base64.b64encode(box.encrypt(phone.encode())).decode()
