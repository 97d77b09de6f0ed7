"""The mark by which systemd learns that lockerd and kiosk shall end and the installation check begin.

It lies beside the socket, in the folder that goes away with lockerd (``systemd/installation.path``).
"""

import asyncio
import logging
from pathlib import Path

NAME = "installation"
MARK_S = 60.0
"""Nobody who listens for it later shall be surprised by it."""

log = logging.getLogger(__name__)


class Mark:
    """``folder``: lockerd's runtime folder, which kiosk and service manager can look into."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def leave(self) -> None:
        """Leave it for a moment. A disk that takes nothing is told in the log: then nothing comes of the request."""
        try:
            self.path.touch()
        except OSError as error:
            log.error("no mark for the installation check: %s", error)
            return
        log.info("the installation check is wanted: %s", self.path)
        asyncio.get_running_loop().call_later(MARK_S, self.take_away)

    def take_away(self) -> None:
        """It is answered, or nobody listened."""
        self.path.unlink(missing_ok=True)
