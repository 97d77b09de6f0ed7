"""Where a case stands (办件状态), one word for kiosk, desk, platform and database."""

from enum import StrEnum


class Stage(StrEnum):
    """In the order in which a case usually meets them."""

    RECEIVED = "received"
    TO_BE_CORRECTED = "to_be_corrected"
    ACCEPTED = "accepted"
    TOLERATED = "tolerated"
    NOT_ACCEPTED = "not_accepted"
    EXAMINED = "examined"
    DECIDED = "decided"
    READY = "ready"
    HANDED_OVER = "handed_over"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


ENDED = frozenset({Stage.NOT_ACCEPTED, Stage.HANDED_OVER, Stage.LAPSED, Stage.WITHDRAWN})
