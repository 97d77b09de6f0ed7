"""A printed notice in the hand: its picture is kept, its case number read."""

import re
from pathlib import Path

from demo.hand import until
from demo.stage import Stage

PRINTED_S_MAX = 20.0


def printed(stage: Stage, before: int, copies: int = 1) -> list[int]:
    """Wait for the papers that come after the first ``before``; their numbers."""
    until(lambda: len(stage.hand.printed()) >= before + copies, f"{copies} papers are printed", PRINTED_S_MAX)
    return [int(paper["number"]) for paper in stage.hand.printed()[before:]]


def kept(stage: Stage, number: int, name: str) -> Path:
    """The paper's picture among those of the tour."""
    path = stage.path(f"paper-{name}")
    path.write_bytes(stage.hand.paper(number))
    return path


def case_on(stage: Stage, number: int) -> str:
    """The case number that stands on a paper."""
    text = next(paper["text"] for paper in stage.hand.printed() if paper["number"] == number)
    found = re.search(r"\b[A-Z][0-9]{11}\b", text)
    assert found, text
    return found[0]
