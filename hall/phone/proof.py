"""Who may read a notice on a phone: who types the last four of a number of the case; and then for half an hour."""

import hmac

from django.db import transaction

from hall.cases.dossier import application_of, people_of
from hall.cases.models import Case
from hall.cases.tries import note_right, note_wrong, wait_s
from hall.cases.vault import notice_mac
from intake.identity.typing import number as tidied

LAST = 4
SEEN_S = 1800


def prove(case: Case, typed: str, at_ms: int) -> bool | int:
    """Whether these are the last four of the identity number or mobile of who applied or acts for them.

    A number: so many seconds until a try is looked at again. Tries are counted by case, whichever of its notices.
    """
    subject = f"page:{case.number}"
    with transaction.atomic():
        Case.objects.select_for_update().filter(pk=case.pk).first()  # who guesses with many hands is counted each time
        if wait := wait_s([subject], at_ms):
            return wait
        if _is_theirs(case, typed):
            note_right(subject)
            return True
        note_wrong([subject], at_ms)
    return False


def key_of(token: str, at_s: int) -> str:
    """Goes into the page's address; it holds for half an hour."""
    until = str(at_s + SEEN_S)
    return f"{until}-{_check(token, until)}"


def is_key(token: str, key: str, at_s: int) -> bool:
    """Whether it was given out for this notice and still holds."""
    until, _, check = key.partition("-")
    if not (until.isascii() and until.isdigit() and len(until) <= 12):
        return False
    return int(until) > at_s and hmac.compare_digest(check.encode(), _check(token, until).encode())


def _is_theirs(case: Case, typed: str) -> bool:
    people = people_of(application_of(case))
    theirs = {tidied(one)[-LAST:] for person in people for one in (person.number, person.mobile)}
    wanted = tidied(typed)
    return len(wanted) == LAST and wanted in theirs


def _check(token: str, until: str) -> str:
    return notice_mac(f"seen {token} {until}".encode()).hex()[:32]
