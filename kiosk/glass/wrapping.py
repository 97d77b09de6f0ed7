"""Breaking text into lines: Chinese between any two characters, others between words, no 。 at a line's start."""

import re
from collections.abc import Callable, Iterator

_NOT_FIRST = "，。！？；：、）》”’…,.!?;:)"
_NOT_LAST = "（《“‘("
_TOKEN = re.compile(
    rf"[{_NOT_LAST}]?(?:[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+|\s)[{_NOT_FIRST}]*"
)

Measure = Callable[[str], float]


def tokens(text: str) -> Iterator[str]:
    """What may not be broken: one Chinese character or one word, with the punctuation that clings to it."""
    return (found[0] for found in _TOKEN.finditer(text))


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Lines no wider than ``width``, as far as single tokens allow. A newline always breaks."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for token in tokens(paragraph):
            wide = measure(token)
            if line and used + wide > width and not token.isspace():
                lines.append(line.rstrip())
                line, used = "", 0.0
            if line or not token.isspace():
                line, used = line + token, used + wide
        lines.append(line.rstrip())
    return lines
