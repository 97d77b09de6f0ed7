"""Pictures from the applicant's own phone: sealed by the hall to a key this visit made, which is never written."""

import base64

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox


class PhoneKey:
    """The visit's key pair (X25519), made when it is first needed, forgotten with the visit."""

    def __init__(self) -> None:
        self._key: PrivateKey | None = None

    @property
    def box(self) -> str:
        """The public half, base64: pictures are sealed to it."""
        if self._key is None:
            self._key = PrivateKey.generate()
        return base64.b64encode(bytes(self._key.public_key)).decode()

    def opened(self, sealed: bytes) -> bytes | None:
        """The picture; None when it was not sealed to this visit."""
        try:
            return SealedBox(self._key).decrypt(sealed) if self._key else None
        except (CryptoError, ValueError):
            return None

    def forget(self) -> None:
        """Nobody opens those pictures any more."""
        self._key = None
