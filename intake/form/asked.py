"""Which questions these answers lead to, and what they settle. Three-valued: yes, no, and not known yet."""

from collections.abc import Mapping

from intake.catalogue.item import YES_NO, Item, When

Answers = Mapping[str, str]
"""Key of a condition or field to what was answered, as text. A date is ISO, a yes_no ``yes`` or ``no``."""

Settled = dict[str, str | None]
"""Question with choices to its answer; None: asked and open. A question that is not asked is absent."""


def settled(item: Item, answers: Answers) -> Settled:
    """What is known; questions stand in an order in which each hangs only on those before it (checked on load)."""
    known: Settled = {}
    for condition in item.condition:
        _settle(known, condition.key, condition.when, YES_NO, answers)
    for field in item.field:
        if possible := field.answers():
            _settle(known, field.key, field.when, possible, answers)
    return known


def applies(whens: tuple[When, ...], known: Settled) -> bool | None:
    """Whether all of ``whens`` hold; None while that hangs on an open question."""
    truths = [_holds(when, known) for when in whens]
    if False in truths:
        return False
    return None if None in truths else True


def _settle(known: Settled, key: str, whens: tuple[When, ...], possible: tuple[str, ...], answers: Answers) -> None:
    asked = applies(whens, known)
    if asked is not False:
        answer = answers.get(key)
        known[key] = answer if asked and answer in possible else None


def _holds(when: When, known: Settled) -> bool | None:
    if when.key not in known:
        return False
    answer = known[when.key]
    return None if answer is None else answer in when.one_of
