"""Wrong tries are counted by what was tried and by which kiosk; after a few each makes the pause longer."""

from collections.abc import Iterable

from django.db import transaction

from hall.cases.models import Try

FREE = 4
PAUSE_MS = 60_000
PAUSE_MS_MAX = 3_600_000
FORGOTTEN_MS = 86_400_000
KEPT_MAX = 10_000


def wait_s(subjects: Iterable[str], at_ms: int) -> int:
    """How many seconds until a next try is looked at; 0: now."""
    until = Try.objects.filter(pk__in=list(subjects), wait_until_ms__gt=at_ms).values_list("wait_until_ms", flat=True)
    return max((-(-(one - at_ms) // 1000) for one in until), default=0)


def note_wrong(subjects: Iterable[str], at_ms: int) -> None:
    """One more wrong try of each; from the fifth on the pause doubles, up to an hour."""
    with transaction.atomic():
        if Try.objects.count() >= KEPT_MAX:
            Try.objects.filter(last_ms__lt=at_ms - FORGOTTEN_MS).delete()
        for subject in subjects:
            row, _ = Try.objects.select_for_update().get_or_create(pk=subject)
            row.wrong = 1 if at_ms - row.last_ms > FORGOTTEN_MS else row.wrong + 1
            row.last_ms = at_ms
            if row.wrong > FREE:
                row.wait_until_ms = at_ms + min(PAUSE_MS << min(row.wrong - FREE - 1, 16), PAUSE_MS_MAX)
            row.save()


def note_right(subject: str) -> None:
    """The right person came: what was tried before is forgotten."""
    Try.objects.filter(pk=subject).delete()
