"""What this hall's counter works with, made from its machine and secrets."""

from functools import cache
from pathlib import Path

from hall.cases.pages import media_type
from hall.cases.receive import receive
from hall.cases.settings import cases
from hall.counter.closing import Closing
from hall.counter.folders import Folders
from hall.counter.opening import unsealer
from hall.here import credentials


def folders() -> Folders:
    """Below ``[cases] pages``."""
    return Folders(Path(cases().pages))


@cache
def closing() -> Closing:
    """With the hall's box key. :raises config.problem.ConfigError: it is missing."""
    return Closing(unsealer(credentials().text("hall_box.key")), lambda picture: bool(media_type(picture)), receive)
