"""Printed papers in the hand: by their titles, as pictures, with their case number."""

import re
from pathlib import Path

from demo.hand import until
from demo.stage import Stage

PRINTED_S_MAX = 40.0
ACCEPTANCE, TOLERANCE, COMMITMENT = "受理通知书", "容缺受理通知书", "容缺受理承诺书"
CORRECTION, NON_ACCEPTANCE, RECEIPT = "材料补正通知书", "不予受理通知书", "材料接收凭证"
DRAFT, IN_LOCKER = "暂存凭条", "纸质材料存放凭条"
"""The titles, on a paper's second line, below the office."""


def printed(stage: Stage, before: int, *titles: str) -> list[int]:
    """Wait for the papers that come after the first ``before``; their numbers. :raises AssertionError: other ones."""
    until(lambda: len(stage.hand.printed()) >= before + len(titles), f"printed: {', '.join(titles)}", PRINTED_S_MAX)
    papers = stage.hand.printed()[before:]
    came = tuple(str(paper["text"]).splitlines()[1] for paper in papers)
    assert came == titles, f"printed were {came}, not {titles}"
    return [int(paper["number"]) for paper in papers]


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
