"""What ``hall.toml`` says about cases."""

from typing import TYPE_CHECKING

from config.hall import Cases
from config.seal import read_seal
from hall.here import machine
from intake.notices.notice import Office
from intake.said import Said

if TYPE_CHECKING:
    from PIL import Image


class NoCasesError(Exception):
    """This hall's TOML has no ``[cases]``: kiosks cannot hand in, and nothing of this room is to be used."""


def cases() -> Cases:
    """The table ``[cases]``. :raises NoCasesError: there is none."""
    found: Cases | None = machine().cases
    if found is None:
        raise NoCasesError("hall.toml has no [cases]")
    return found


def seal() -> "Image.Image | None":
    """What stands on notices beside the office's name; None: this hall seals them at a window."""
    return read_seal(cases().office.seal)


def office() -> Office:
    """Who issues notices here."""
    said = cases().office
    return Office(
        name=Said(said.name.get("zh", ""), said.name.get("en", "")),
        short=said.short,
        address=said.address,
        phone=said.phone,
        complaints=said.complaints,
        review_body=said.review_body,
        court=said.court,
        seal_at=said.seal_at,
    )
