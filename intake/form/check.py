"""The whole form at once: every field that is not right, in the form's order."""

from collections.abc import Iterator
from datetime import date

from intake.catalogue.item import Field, Item
from intake.form.asked import Answers, Settled, applies
from intake.form.values import Wrong, wrong
from intake.gap import Cause, Gap
from intake.remedies import gap
from intake.said import Said


def form_gaps(item: Item, answers: Answers, known: Settled, today: date) -> Iterator[Gap]:
    """Every gap of the form. Fields that these answers do not ask for are not looked at, whatever they hold."""
    for field in item.field:
        asked = applies(field.when, known)
        if asked is not False and (found := _gap(field, answers, today, perhaps=asked is None)):
            yield found


def _gap(field: Field, answers: Answers, today: date, *, perhaps: bool) -> Gap | None:
    value = answers.get(field.key, "").strip()
    empty: Wrong | None = (Cause.EMPTY, {}) if field.required else None
    found = wrong(field, value, answers, today) if value else empty
    return gap("field", field.key, label(field), *found, perhaps=perhaps) if found else None


def label(field: Field) -> Said:
    """What the screen calls a field."""
    return Said(field.label, field.label_en or field.label)
