"""Pickup codes: 8-digit HOTP with SHA-256 of the cabinet's secret and a counter (RFC 4226 section 5.3; pyotp).

Nothing here is ever stored: a deposit carries its counter, and whoever has the secret computes the code.
"""

import hashlib
from collections.abc import Collection
from functools import lru_cache

import pyotp

from locker.contract.permission import permission
from locker.contract.requests import CODE_DIGITS

SECRET_BITS_MIN = 160
"""RFC 4226 section 4, R6."""


class CodeBook:
    """The codes of one cabinet.

    ``secret_base32`` is shared with the hall alone. :raises ValueError: it is no base32 of at least 160 bits.
    """

    def __init__(self, secret_base32: str) -> None:
        hotp = pyotp.HOTP(secret_base32, digits=CODE_DIGITS, digest=hashlib.sha256)
        self._secret = hotp.byte_secret()
        if len(self._secret) * 8 < SECRET_BITS_MIN:
            raise ValueError(f"at least {SECRET_BITS_MIN} bits are needed")
        self._code = lru_cache(maxsize=1024)(hotp.at)

    def code(self, counter: int) -> str:
        """The code of ``counter``, 8 digits."""
        return self._code(counter)

    def permission(self, deposit: str, until_s: int) -> str:
        """The hall's word that whoever may have ``deposit`` stands here (:mod:`locker.contract.permission`)."""
        return permission(self._secret, deposit, until_s)

    def free_counter(self, start: int, taken: Collection[int]) -> int:
        """The first counter from ``start`` whose code is none of the codes of the ``taken`` counters."""
        codes = {self.code(counter) for counter in taken}
        counter = start
        while self.code(counter) in codes:
            counter += 1
        return counter


def is_code(text: str) -> bool:
    """Eight ASCII digits, nothing else."""
    return len(text) == CODE_DIGITS and text.isascii() and text.isdigit()
