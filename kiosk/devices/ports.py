"""What the kiosk needs of the machine's devices. The drivers behind them are named in ``kiosk/wiring.py`` only."""

from typing import Protocol

from intake.pages.head import Unfit
from kiosk.devices.sheet import Sheet
from kiosk.flows.inputs import Composed


class CardReader(Protocol):
    """Feeds ``CardRead`` and ``ReaderTrouble`` while it looks."""

    def look(self, *, on: bool) -> None:
        """Look for a card, or stop."""


class Camera(Protocol):
    """Feeds ``CameraSaw``, and ``PageTaken`` or ``NoRoom``, or ``ZoneRead``, while it is on."""

    def look(self, *, on: bool, zone: bool = False) -> None:
        """On, or off; ``zone``: it reads a passport's."""

    def take(self) -> None:
        """Take the page as it lies; the whole picture where no page is seen."""

    def forget(self) -> None:
        """Somebody else lays papers down now."""


class Darkroom(Protocol):
    """Works on pictures beside the screen's loop."""

    async def turned(self, sheet: Sheet) -> Sheet | None:
        """A page a quarter turn clockwise; None when it is no picture."""

    async def from_phone(self, picture: bytes) -> Sheet | Unfit:
        """The page in a picture from a phone, or why it is not taken."""


class Composer(Protocol):
    """Pinyin to Chinese."""

    async def compose(self, letters: str, *, names: bool, rare: bool = False) -> Composed:
        """What these letters may mean; ``rare``: among the characters few people have in their names."""

    def forget(self) -> None:
        """Somebody else types now."""
