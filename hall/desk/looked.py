"""Who looked at whose case: one line for each look, before anything is shown."""

from hall.clock import now_ms
from hall.desk.models import Looked
from hall.staff.worker import Worker


def looked(worker: Worker, case: str, what: str) -> None:
    """Write it down. ``what``: ``case``, ``page`` with its number, ``notice`` with its number."""
    Looked.objects.create(at_ms=now_ms(), by=worker.name, case=case, what=what[:64])


def looks_at(case: str, most: int = 100) -> list[Looked]:
    """The last looks at a case, the newest first."""
    return list(Looked.objects.filter(case=case).order_by("-id")[:most])
