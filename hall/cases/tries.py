"""Wrong tries are counted by what was tried and by which kiosk; after a few each makes the pause longer."""

from collections.abc import Iterable

from django.db import transaction

from hall.cases.models import Try

FREE = 4
FREE_KIOSK = 20
"""At a kiosk many people try, and each may err; of one case or person there are few."""
PAUSE_MS = 60_000
PAUSE_MS_MAX = 3_600_000
FORGOTTEN_MS = 86_400_000
FORGOTTEN_KIOSK_MS = 3_600_000
KEPT_MAX = 10_000


def wait_s(subjects: Iterable[str], at_ms: int) -> int:
    """How many seconds until a next try is looked at; 0: now."""
    until = Try.objects.filter(pk__in=list(subjects), wait_until_ms__gt=at_ms).values_list("wait_until_ms", flat=True)
    return max((-(-(one - at_ms) // 1000) for one in until), default=0)


def note_wrong(subjects: Iterable[str], at_ms: int) -> None:
    """One more wrong try of each; when the free ones are used up the pause doubles, up to an hour."""
    with transaction.atomic():
        if Try.objects.count() >= KEPT_MAX:
            Try.objects.filter(last_ms__lt=at_ms - FORGOTTEN_MS).delete()
        for subject in subjects:
            row, _ = Try.objects.select_for_update().get_or_create(pk=subject)
            _count(row, at_ms)
            row.save()


def _count(row: Try, at_ms: int) -> None:
    kiosk = row.subject.startswith("kiosk:")
    free, forgotten_ms = (FREE_KIOSK, FORGOTTEN_KIOSK_MS) if kiosk else (FREE, FORGOTTEN_MS)
    row.wrong = 1 if at_ms - row.last_ms > forgotten_ms else row.wrong + 1
    row.last_ms = at_ms
    if row.wrong > free:
        row.wait_until_ms = at_ms + min(PAUSE_MS << min(row.wrong - free - 1, 16), PAUSE_MS_MAX)


def note_right(subject: str) -> None:
    """The right person came: what was tried before is forgotten."""
    Try.objects.filter(pk=subject).delete()
