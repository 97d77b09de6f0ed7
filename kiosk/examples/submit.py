"""From the papers to the notice: each screen as a person would meet it, mistakes and troubles too."""

from kiosk.flows.model import Model


def examples(visitor: Model) -> dict[str, Model]:
    """Every screen of this room by name; ``visitor`` stands at home. ``apply.applicant`` gives one with a visit."""
    return {}
