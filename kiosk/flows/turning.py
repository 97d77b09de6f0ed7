"""Turning the pages of a list, the same on every screen."""

TURNS = {"page.before": -1, "page.next": 1, "pick_before": -1, "pick_next": 1}
"""Controls that turn a page, and which way."""


def sheets(count: int, each: int) -> int:
    """How many pages ``count`` rows take, at least one."""
    return max(1, -(-count // each))


def turned(page: int, control: str, pages: int) -> int:
    """The page after ``control``, of ``pages``; the same for a control that turns none.

    Where the glass's shape says how many rows a page has, ``pages`` is the count of rows; views show the last one then.
    """
    return max(0, min(page + TURNS.get(control, 0), pages - 1))
