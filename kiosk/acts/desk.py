"""What this kiosk needs to act as a window: its own digits, its office, its keys."""

import base64
import binascii
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from config.kiosk import Applications
from config.kiosk import Office as OfficeTable
from intake.notices.notice import Office
from intake.notices.qr import Mac
from intake.said import Said

MAC_KEY_NAME = "notice_mac.key"
MAC_KEY_BYTES_MIN = 32

Box = Callable[[bytes], bytes]
"""Seals bytes so that only the hall opens them."""


class MacKeyError(Exception):
    """The credential is no key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One kiosk as a window of the hall."""

    kiosk: str
    letter: str
    series: int
    office: Office
    mac: Mac = field(repr=False)
    seal: Box = field(repr=False)


def desk_of(kiosk: str, table: Applications, mac: Mac, seal: Box) -> Desk:
    """The window the TOML describes."""
    office = office_of(table.office)
    return Desk(kiosk=kiosk, letter=table.letter, series=table.series, office=office, mac=mac, seal=seal)


def office_of(table: OfficeTable) -> Office:
    """Who issues notices."""
    return Office(
        name=Said(table.name.get("zh", ""), table.name.get("en", "")),
        short=table.short,
        address=table.address,
        phone=table.phone,
        complaints=table.complaints,
        review_body=table.review_body,
        court=table.court,
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
