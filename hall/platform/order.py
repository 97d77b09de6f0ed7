"""In which order events go out: by when this process first sees them, so that one committed late is not passed over."""

from django.db import transaction
from django.db.models import Max

from hall.cases.models import CaseEvent

BATCH_MAX = 500


def put_in_order() -> int:
    """Give every new row its place behind those that have one; how many. Only one process of a hall does this."""
    with transaction.atomic():
        new = list(CaseEvent.objects.filter(out=None).order_by("seq")[:BATCH_MAX])
        last = (CaseEvent.objects.aggregate(last=Max("out"))["last"] or 0) if new else 0
        for place, row in enumerate(new, start=last + 1):
            row.out = place
        CaseEvent.objects.bulk_update(new, ["out"])
    return len(new)
