"""What must fit together within one item."""

from collections import Counter
from collections.abc import Iterable, Iterator

from intake.catalogue.item import PREFILLS, SEXES, YES_NO, Condition, Field, Item, Material, When

Told = Iterator[tuple[str, str]]
"""Key within the item, and what is wrong."""


def item_mistakes(item: Item) -> Told:
    """Every mistake of one item of the right shape."""
    yield from _limits(item)
    yield from _joint(item)
    yield from _twins("condition", (one.key for one in item.condition))
    yield from _twins("field", (one.key for one in item.field))
    yield from _twins("material", (one.key for one in item.material))
    yield from _questions(item)
    for material in item.material:
        yield from ((f"material[{material.key}].{key}", text) for key, text in _material(material, item))


def _limits(item: Item) -> Told:
    if item.promised_days > item.legal_days:
        yield "promised_days", f"{item.promised_days} is over the legal limit of {item.legal_days} working days"
    if not any(one.class_ == "main" for one in item.material):
        yield "material", "none is main; allowed: at least one material of class main"
    if item.decided == "kiosk" and item.joint:
        yield "decided", "a joint item is decided by a clerk"


def _joint(item: Item) -> Told:
    if item.joint is None:
        return
    if item.joint.lead not in item.joint.departments:
        yield (
            "joint.lead",
            f"{item.joint.lead} is not of these; allowed: {_listed(item.joint.departments)}",
        )
    if item.joint.lead != item.department:
        yield "department", f"must be the lead department {item.joint.lead}"
    yield from _twins("joint.departments", item.joint.departments)


def _material(material: Material, item: Item) -> Told:
    if material.originals + material.copies == 0:
        yield "originals", "neither originals nor copies are asked; allowed: at least one of them"
    if material.tolerable and material.class_ == "main":
        yield "tolerable", "only a secondary material can be tolerated missing"
    if material.tolerable and not 1 <= material.tolerated_days <= item.promised_days:
        yield "tolerated_days", f"allowed: from 1 to the promised limit, {item.promised_days} working days"
    if material.kept and not material.originals:
        yield "kept", "has no meaning where no originals are asked"
    if material.tolerated_days and not material.tolerable:
        yield "tolerated_days", "has no meaning without tolerable = true"


def _questions(item: Item) -> Told:
    """Questions may only hang on questions before them, so that asking never goes in circles."""
    known: dict[str, tuple[str, ...]] = {}
    dates = {"today"}
    for condition in item.condition:
        yield from _hanging(f"condition[{condition.key}]", condition, known)
        known[condition.key] = YES_NO
    for field in item.field:
        yield from _hanging(f"field[{field.key}]", field, known)
        yield from ((f"field[{field.key}].{key}", text) for key, text in _field(field, known, dates))
        known[field.key] = field.answers()
        dates |= {field.key} if field.kind == "date" else set()
    for material in item.material:
        yield from _hanging(f"material[{material.key}]", material, known)


def _hanging(where: str, asked: Condition | Field | Material, known: dict[str, tuple[str, ...]]) -> Told:
    for when in asked.when:
        yield from ((f"{where}.when", text) for text in _when(when, known))


def _when(when: When, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    possible = known.get(when.key, ())
    if not possible:
        choosable = [key for key, answers in known.items() if answers]
        yield f"{when.key} is no question with choices before this one; allowed: {_listed(choosable)}"
        return
    yield from (
        f"{one} is no answer to {when.key}; allowed: {_listed(possible)}" for one in when.one_of if one not in possible
    )


def _field(field: Field, known: dict[str, tuple[str, ...]], dates: set[str]) -> Told:
    if field.key in known:
        yield "key", "is told twice among conditions and fields"
    if (field.kind == "choice") != bool(field.choice):
        yield "choice", "belongs to the kind choice, which needs it"
    yield from _twins("choice", (one.key for one in field.choice))
    if field.prefill and field.kind not in PREFILLS[field.prefill]:
        yield (
            "prefill",
            f"{field.prefill} does not fit the kind {field.kind}; allowed: {_listed(PREFILLS[field.prefill])}",
        )
    if field.prefill == "sex" and field.answers() != SEXES:
        yield "choice", f"filled in with the sex, allowed: {_listed(SEXES)}"
    if field.least > field.most:
        yield "least", f"is over most, {field.most}"
    for key, other in (("not_before", field.not_before), ("not_after", field.not_after)):
        if other and (field.kind != "date" or other not in dates):
            yield key, f"{other} does not fit; allowed, for a date: {_listed(sorted(dates))}"


def _twins(key: str, names: Iterable[str]) -> Told:
    yield from ((f"{key}[{name}]", "is told twice") for name, times in Counter(names).items() if times > 1)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"
