"""The hall's permission to open one result for whoever laid an identity card on the reader.

It stands in for the pickup code, which no message but the SMS holds (DESIGN, safety 7): a HMAC (RFC 2104, SHA-256) with
the cabinet's pickup secret, which only the hall and lockerd have, over the deposit and the second it ends. Its text is
longer than the eight bytes of a HOTP counter, so no permission is ever a code.
"""

import hashlib
import hmac

PERMISSION_S_MAX = 60
PERMISSION_CHARS = 64


def permission(secret: bytes, deposit: str, until_s: int) -> str:
    """What lets ``deposit`` be opened once before ``until_s`` (Unix seconds): 64 hexadecimal digits."""
    return hmac.new(secret, f"by card {deposit} {until_s}".encode(), hashlib.sha256).hexdigest()
