"""The short address of a notice, for an SMS: its number in the database and a check, which nobody makes up.

``42k3h7x2m9pq``: 50 bits of a MAC in base 32 at the end. It opens nothing by itself: the page asks who reads.
"""

import base64
import hmac
import re

from intake.notices.qr import Mac

CHECK = 10
_TOKEN = re.compile(rf"(\d{{1,12}})([a-z2-7]{{{CHECK}}})\Z", re.ASCII)


def token_of(notice: int, mac: Mac) -> str:
    """The token of the notice with this id."""
    return f"{notice}{_check(notice, mac)}"


def notice_of_token(token: str, mac: Mac) -> int | None:
    """The id of the notice; None: it is no token of ours."""
    parts = _TOKEN.match(token)
    if not parts:
        return None
    notice = int(parts[1])
    return notice if hmac.compare_digest(parts[2], _check(notice, mac)) else None


def _check(notice: int, mac: Mac) -> str:
    return base64.b32encode(mac(f"page {notice}".encode())).decode().lower()[:CHECK]
