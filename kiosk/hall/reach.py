"""Whether the hall answers, and how much still waits for it; told only when it changes."""

from collections.abc import Callable

from kiosk.flows.inputs import HallReached


class Reach:
    """Feeds ``HallReached``. ``on_back`` is called when the hall answers again."""

    def __init__(self, feed: Callable[[HallReached], None]) -> None:
        self._feed = feed
        self._told = HallReached(up=False)
        self.on_back: Callable[[], None] = lambda: None

    def heard(self, up: bool) -> None:
        """A request was answered, or was not."""
        back = up and not self._told.up
        self._tell(HallReached(up, self._told.waiting))
        if back:
            self.on_back()

    def counted(self, waiting: int) -> None:
        """So many submissions are still to be uploaded."""
        self._tell(HallReached(self._told.up, waiting))

    def _tell(self, now: HallReached) -> None:
        if now != self._told:
            self._told = now
            self._feed(now)
