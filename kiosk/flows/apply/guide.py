"""Reading about one item, and agreeing that one's data is used; then the visit begins."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.catalogue.item import Condition, Item, Material
from kiosk.flows.apply.states import Consent, Guide, Sample, Who
from kiosk.flows.inputs import CatalogueTaken, Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.turning import turned
from kiosk.flows.visit import Visit

CONSENT = 1
"""The version of the text that is agreed to; raise it when the text says something else."""

CONDITIONS_A_PAGE = 4
MATERIALS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a guide: ``conditions``, ``materials``, ``facts`` or ``basis``, with what stands on it."""

    part: str
    conditions: tuple[Condition, ...] = ()
    materials: tuple[Material, ...] = ()


def leaves(item: Item) -> tuple[Leaf, ...]:
    """The guide's pages in order: what people come to look up first."""
    return tuple(_leaves(item))


def guide(model: Model, screen: Guide, what: Input) -> Move:
    """Turn pages, look at a sample, apply."""
    match what:
        case CatalogueTaken():
            fresh = _in_force(model, screen.item)
            return stay(model.show(replace(screen, item=fresh, page=min(screen.page, len(leaves(fresh)) - 1))))
        case Touched(control="back"):
            return stay(model.show(screen.find))
        case Touched(control="page.before" | "page.next" as control):
            return stay(model.show(replace(screen, page=turned(screen.page, control, len(leaves(screen.item))))))
        case Touched(control=str(control)) if control.removeprefix("sample.") in with_samples(screen.item):
            return stay(model.show(Sample(screen, control.removeprefix("sample."))))
        case Touched(control="apply" | "ok") if model.place.applies:
            return stay(model.show(Consent(screen)))
    return stay(model)


def with_samples(item: Item) -> set[str]:
    """The materials of which there is a picture."""
    return {one.key for one in item.material if one.sample}


def sample(model: Model, screen: Sample, what: Input) -> Move:
    """Seen; back."""
    return stay(model.show(screen.guide)) if what in (Touched("back"), Touched("ok")) else stay(model)


def consent(model: Model, screen: Consent, what: Input) -> Move:
    """Agree, and the visit begins; or not, and nothing was used."""
    match what:
        case Touched(control="back" | "no"):
            return stay(model.show(screen.guide))
        case Touched(control="agree"):
            begun = Visit(id=_visit_id(model), item=_in_force(model, screen.guide.item), consent=CONSENT)
            return stay(replace(model, visit=begun, acts=model.acts + 1).show(Who()))
    return stay(model)


def _in_force(model: Model, item: Item) -> Item:
    """The item as the catalogue in use has it now; as it was read, when it is gone."""
    items = model.catalogue.index.items if model.catalogue else ()
    return next((one for one in items if one.code == item.code), item)


def _visit_id(model: Model) -> str:
    """32 hexadecimal digits no other visit has: of this process and this act."""
    return hashlib.sha256(f"{model.place.kiosk} {model.next_id}".encode()).hexdigest()[:32]


def _leaves(item: Item) -> Iterator[Leaf]:
    for first in range(0, len(item.condition), CONDITIONS_A_PAGE):
        yield Leaf("conditions", conditions=item.condition[first : first + CONDITIONS_A_PAGE])
    for first in range(0, len(item.material), MATERIALS_A_PAGE):
        yield Leaf("materials", materials=item.material[first : first + MATERIALS_A_PAGE])
    yield Leaf("facts")
    yield Leaf("basis")
