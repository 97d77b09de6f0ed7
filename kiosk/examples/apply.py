"""From the wish to the filled form: each screen as a person would meet it, mistakes and troubles too."""

from dataclasses import replace

from kiosk.examples.catalogue import TODAY, catalogue_in_use
from kiosk.flows.model import Model
from kiosk.flows.visit import Card, Visit

VISIT = "0123456789abcdef0123456789abcdef"
SHOP = "SC-SP-01"


def examples(visitor: Model) -> dict[str, Model]:
    """Every screen of this room by name; ``visitor`` stands at home."""
    return {}


def applicant(visitor: Model, code: str = SHOP) -> Model:
    """Somebody who has chosen the item ``code`` and said who they are, on a machine that applies."""
    use = catalogue_in_use()
    card = Card("乌云", "152501196503121225", TODAY.replace(1965, 3, 12), "内蒙古自治区二连浩特市", None)
    visit = Visit(
        id=VISIT,
        item=use.catalogue.in_force(TODAY)[code],
        consent=1,
        name=card.name,
        number=card.number,
        mobile="13800138000",
        card=card,
    )
    place = replace(visitor.place, applies=True)
    return replace(visitor, place=place, catalogue=use, hall_up=True, visit=visit)
