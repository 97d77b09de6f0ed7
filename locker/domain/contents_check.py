"""The contents check: once a week staff look into every compartment, and what they find is set against the books.

What is looked into is told by ``SettleCompartment``, door by door; the walk may be broken off and gone on with.
"""

from collections.abc import Iterator

from locker.contract.answers import ContentsCheck, Done
from locker.contract.events import AnyEvent, ContentsCheckBegun, ContentsChecked
from locker.contract.facts import Alarm, Service
from locker.contract.refusal import Refusal
from locker.contract.requests import BeginContentsCheck, EndContentsCheck
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.doubt import clear, raise_once
from locker.domain.layout import Layout
from locker.domain.state import DAY_MS, Cabinet, Compartment


def due(s: Situation) -> tuple[AnyEvent, ...]:
    """The reminder, so many days after the last walk ended; without a trusted clock nobody counts days."""
    days = s.rules.contents_check_days
    if not days or not s.moment.clock_trusted or s.now_ms < s.cabinet.walk.done_at_ms + days * DAY_MS:
        return ()
    return raise_once(s.cabinet, Alarm.CONTENTS_CHECK_DUE, "")


def begin(s: Situation, request: BeginContentsCheck) -> Decision:
    """Set out, or go on."""
    if s.cabinet.walk.under_way:
        return Decision((), Done(re=request.id))
    assert s.actor is not None  # noqa: S101 - the dispatcher lets nobody else in
    return Decision((ContentsCheckBegun(staff=s.actor.staff),), Done(re=request.id))


def end(s: Situation, request: EndContentsCheck) -> Decision:
    """All was looked into that had to be; ending one that has ended is no mistake."""
    cabinet = s.cabinet
    if not cabinet.walk.under_way:
        return Decision((), Done(re=request.id))
    seen = progress(cabinet, s.layout)
    left = [id_ for id_ in seen.left if not (request.skip_unused and id_ in seen.unused)]
    if left:
        return refuse(request.id, Refusal.DOORS_UNCHECKED, compartment=left[0])
    assert s.actor is not None  # noqa: S101 - the dispatcher lets nobody else in
    checked = ContentsChecked(staff=s.actor.staff, checked=seen.checked, differences=cabinet.walk.differences)
    return Decision((checked, *clear(cabinet, Alarm.CONTENTS_CHECK_DUE, "")), Done(re=request.id))


def progress(cabinet: Cabinet, layout: Layout) -> ContentsCheck:
    """How far the walk is; before one is begun, all is left."""
    walk = cabinet.walk
    present = list(_present(cabinet, layout))
    left = [c for c in present if not walk.under_way or c.checked_in != walk.number]
    return ContentsCheck(
        under_way=walk.under_way,
        done_at_ms=walk.done_at_ms,
        checked=len(present) - len(left),
        left=[c.id for c in left],
        unused=[c.id for c in left if _is_unused(c)],
    )


def _is_unused(compartment: Compartment) -> bool:
    """Empty in the books, in no doubt, and not ordered open since somebody last looked inside."""
    untouched = compartment.openings == compartment.openings_then
    return compartment.deposit is None and untouched and compartment.service is not Service.NEEDS_CHECK


def _present(cabinet: Cabinet, layout: Layout) -> Iterator[Compartment]:
    return (compartment for id_ in layout if (compartment := cabinet.compartments.get(id_)) is not None)
