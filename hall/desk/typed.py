"""What somebody typed into a case page and was not taken over: it stands there again, so that nobody types it twice."""

from dataclasses import dataclass
from itertools import islice

from django.http import QueryDict

from hall.cases.models import Finding
from hall.cases.record import WORDS_MAX

TEXTS = ("reason", "go_to", "words", "result", "signed_by", "tracking")
SHOWN_MAX = 50


@dataclass(frozen=True, slots=True)
class Tick:
    """What is said of one line of the list. ``said``: good, bad, or nothing yet."""

    said: str = ""
    lack: str = ""
    words: str = ""


def tick(sent: QueryDict | None, key: str, kept: Finding | None) -> Tick:
    """As it was sent just now; else as it is kept."""
    if sent is not None and key in sent.getlist("look"):
        lack, words = sent.get(f"lack.{key}", ""), sent.get(f"words.{key}", "")
        return Tick(sent.get(f"is.{key}", ""), lack, words[:WORDS_MAX])
    if kept is None:
        return Tick()
    return Tick("bad" if kept.lack else "good", kept.lack, kept.words)


def own_words(sent: QueryDict) -> list[str]:
    """All that was typed, where the form it stood in may be gone."""
    fields = (*TEXTS, *(name for name in sent if name.startswith("words.")))
    texts = (sent.get(name, "").strip()[:WORDS_MAX] for name in fields)
    return list(islice(filter(None, texts), SHOWN_MAX))
