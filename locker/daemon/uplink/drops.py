"""Counting what is thrown away without letting a flood fill the log."""

import logging

log = logging.getLogger(__name__)


class Drops:
    """Messages from outside that were not used. Logs the 1st, 2nd, 4th, 8th … of each cause."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def add(self, cause: str) -> None:
        """One more dropped for ``cause``, a phrase of ours that holds nothing of the message."""
        count = self.counts[cause] = self.counts.get(cause, 0) + 1
        if count & (count - 1) == 0:
            log.warning("message dropped: %s (%d so far)", cause, count)
