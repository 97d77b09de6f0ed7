"""One value against one field: the cause of what is wrong and the words its text needs."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from intake.catalogue.item import Field
from intake.form.asked import Answers
from intake.gap import Cause
from intake.identity.checked import Checked, Trouble
from intake.identity.credit_code import credit_code
from intake.identity.mobile import mobile
from intake.identity.names import name
from intake.identity.resident_id import resident_id
from intake.identity.typing import number

Wrong = tuple[Cause, dict[str, object]]

VALUE_MAX = 2000
_NUMBER = re.compile(r"-?[0-9]{1,13}\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}\Z")

CAUSES: dict[Trouble, Cause] = {
    Trouble.EMPTY: Cause.EMPTY,
    Trouble.LENGTH: Cause.NUMBER_LENGTH,
    Trouble.CHARACTER: Cause.CHARACTER,
    Trouble.DATE: Cause.NUMBER_DATE,
    Trouble.CHECK_DIGIT: Cause.NUMBER_CHECK,
}


def wrong(field: Field, value: str, answers: Answers, today: date) -> Wrong | None:
    """What is wrong with a value that was filled in, or None."""
    if len(value) > VALUE_MAX:
        return Cause.TOO_LONG, {"most": field.length_max}
    if field.kind == "date":
        return _date(field, value, answers, today)
    if field.kind == "resident_id":
        return _cause(resident_id(value, today))
    return _BY_KIND[field.kind](field, value)


def day(value: str) -> date | None:
    """An ISO date, or None."""
    try:
        return date.fromisoformat(value) if _DATE.match(value) else None
    except ValueError:
        return None


def passport_number(text: str) -> Checked:
    """A passport's number typed by hand: 5 to 20 letters and digits; nothing more is the same everywhere."""
    value = number(text)
    return Checked(value, None if _PASSPORT.match(value) else Trouble.CHARACTER if value else Trouble.EMPTY)


def _text(field: Field, value: str) -> Wrong | None:
    if len(value) > field.length_max:
        return Cause.TOO_LONG, {"most": field.length_max}
    return (Cause.CHARACTER, {}) if any(unicodedata.category(one) in {"Cc", "Cs"} for one in value) else None


def _whole(field: Field, value: str) -> Wrong | None:
    if not _NUMBER.match(value):
        return Cause.NO_NUMBER, {}
    bounds: dict[str, object] = {"least": field.least, "most": field.most}
    return None if field.least <= int(value) <= field.most else (Cause.OUT_OF_RANGE, bounds)


def _choice(field: Field, value: str) -> Wrong | None:
    return None if value in field.answers() else (Cause.NO_CHOICE, {})


def _date(field: Field, value: str, answers: Answers, today: date) -> Wrong | None:
    given = day(value)
    if given is None:
        return Cause.NO_DATE, {}
    least, most = (_bound(key, answers, today) for key in (field.not_before, field.not_after))
    if least and given < least:
        return Cause.TOO_EARLY, {"bound": least}
    return (Cause.TOO_LATE, {"bound": most}) if most and given > most else None


def _bound(key: str, answers: Answers, today: date) -> date | None:
    return today if key == "today" else day(answers.get(key, ""))


def _checked(check: Callable[[str], Checked]) -> Callable[[Field, str], Wrong | None]:
    return lambda _, value: _cause(check(value))


def _cause(checked: Checked) -> Wrong | None:
    return (CAUSES[checked.trouble], {}) if checked.trouble else None


_BY_KIND: dict[str, Callable[[Field, str], Wrong | None]] = {
    "text": _text,
    "number": _whole,
    "choice": _choice,
    "yes_no": _choice,
    "name": _checked(name),
    "credit_code": _checked(credit_code),
    "passport": _checked(passport_number),
    "mobile": _checked(mobile),
}
