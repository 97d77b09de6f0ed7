"""What this kiosk needs to act as a window: its own digits, its office, its keys."""

from dataclasses import dataclass, field

from config.kiosk import Applications
from config.kiosk import Office as OfficeTable
from intake.notices.notice import Office
from intake.notices.qr import Mac
from intake.said import Said
from kiosk.sealing import Box


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
        seal_at=table.seal_at,
    )
