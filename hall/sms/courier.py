"""Brings the SMS that are owed to a sender, one at a time, and notes what became of each.

The rules, in the order they bite:

- An SMS is committed as ``sending`` before it leaves. A process that finds one at its start was cut off in the
  middle: it becomes ``unknown``, staff see it, and after :data:`UNKNOWN_WAIT_MS` without an act of theirs it is sent
  once more, saying that it is a repeat. So nobody is left without an SMS, and nobody gets two that look like two.
- What was surely not sent is tried again with growing pauses for a day; then, or when trying will not help, ``failed``.
- Messages of one phone go out in the order they were owed, at most ``a_day_per_phone_max`` in 24 hours.
- A message about a deposit that is no longer there is not needed any more, nor that a result waits at the counter when
  it lies in a cabinet. (What a case no longer needs is dropped by ``owing.py``.)
"""

import logging
from queue import Empty, SimpleQueue

from django.db import transaction
from django.db.models import Q, QuerySet

from hall.clock import Clock
from hall.kiosks.models import Deposit
from hall.sms.letters import Letters
from hall.sms.models import Reason, Sms, State
from hall.sms.senders import Report, Sender, Sent, SmsTrouble
from locker.contract.facts import DepositKind

RETRY_MS = (5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000)
GIVE_UP_MS = 24 * 3_600_000
UNKNOWN_WAIT_MS = 10 * 60_000
DAY_MS = 24 * 3_600_000
REPORT_WAIT_MS = 3 * DAY_MS
LOOK_AT_MAX = 200
COPIED = (
    "kiosk", "deposit", "case", "recipient", "reason", "event_seq", "compartment", "counter", "due_at_ms", "text",
    "phone_sealed", "phone_masked", "phone_key",
)  # fmt: skip
"""What a copy has of the first one."""

_log = logging.getLogger(__name__)


class Courier:
    """The queue's only worker."""

    def __init__(self, letters: Letters, sender: Sender, a_day_per_phone_max: int, clock: Clock) -> None:
        self._letters = letters
        self._sender = sender
        self._a_day_max = a_day_per_phone_max
        self._clock = clock
        self._reports: SimpleQueue[Report] = SimpleQueue()

    def start(self) -> None:
        """Begin, with what an earlier process left behind."""
        Sms.objects.filter(state=State.SENDING).update(
            state=State.UNKNOWN, trouble="cut off while sending", changed_ms=self._clock()
        )
        self._sender.start(self._reports.put)

    def turn(self) -> bool:
        """Do what is due; False: there was nothing, wait a little."""
        reported = self._take_reports()
        self._repeat_unknown()
        sms = self._next()
        if sms is not None:
            self._handle(sms)
        return reported or sms is not None

    # which one

    def _next(self) -> Sms | None:
        """The first that is due and has no older one of the same phone before it."""
        now_ms = self._clock()
        before: set[str] = set()
        for sms in Sms.objects.filter(state=State.OWED).order_by("owed_at_ms", "id")[:LOOK_AT_MAX]:
            self._know_phone(sms)
            due = sms.next_try_ms <= now_ms or _overtaken(sms)
            if due and sms.phone_key not in before:
                return sms
            before.add(sms.phone_key)
        return None

    def _know_phone(self, sms: Sms) -> None:
        if not sms.phone_key:
            sms.phone_key = self._letters.phone_key(sms.phone_sealed)
            sms.save(update_fields=["phone_key"])

    # what becomes of it

    def _handle(self, sms: Sms) -> None:
        if not _still_needed(sms):
            self._note(sms, State.NOT_NEEDED)
        elif self._over_limit(sms):
            self._later(sms, DAY_MS // 24, "limit a day for this phone reached")
        else:
            self._send(sms)

    def _send(self, sms: Sms) -> None:
        letter = self._letters.write(sms)
        if isinstance(letter, SmsTrouble):
            return self._note(sms, State.FAILED, letter.cause)
        sms.attempts += 1
        self._note(sms, State.SENDING)
        return self._outcome(sms, self._sender.send(letter.phone, letter.text))

    def _outcome(self, sms: Sms, outcome: Sent | SmsTrouble) -> None:
        if isinstance(outcome, Sent):
            sms.refs, sms.sent_at_ms = " ".join(outcome.references), self._clock()
            self._note(sms, State.SENT)
        elif outcome.maybe_sent:
            self._note(sms, State.UNKNOWN, outcome.cause)
        elif outcome.for_good or self._clock() - sms.owed_at_ms > GIVE_UP_MS:
            self._note(sms, State.FAILED, outcome.cause)
        else:
            self._later(sms, RETRY_MS[min(sms.attempts, len(RETRY_MS)) - 1], outcome.cause)

    def _later(self, sms: Sms, pause_ms: int, trouble: str) -> None:
        sms.next_try_ms = self._clock() + pause_ms
        self._note(sms, State.OWED, trouble)

    def _note(self, sms: Sms, state: State, trouble: str = "") -> None:
        sms.state, sms.trouble, sms.changed_ms = state, trouble[:200], self._clock()
        sms.save()
        _log.info("sms %d: %s %s", sms.id, state, sms.trouble)

    def _over_limit(self, sms: Sms) -> bool:
        since = self._clock() - DAY_MS
        return Sms.objects.filter(phone_key=sms.phone_key, sent_at_ms__gt=since).count() >= self._a_day_max

    # afterwards

    def _repeat_unknown(self) -> None:
        long_ago = self._clock() - UNKNOWN_WAIT_MS
        for sms in Sms.objects.filter(state=State.UNKNOWN, changed_ms__lt=long_ago)[:LOOK_AT_MAX]:
            if _is_latest(sms) and _still_needed(sms):
                resend(sms, self._clock())

    def _take_reports(self) -> bool:
        taken = False
        while True:
            try:
                report = self._reports.get_nowait()
            except Empty:
                return taken
            taken = True
            self._take_report(report)

    def _take_report(self, report: Report) -> None:
        waiting = Q(state=State.SENT, sent_at_ms__gt=self._clock() - REPORT_WAIT_MS)
        if report.phone:
            waiting &= Q(phone_key=self._letters.reported_key(report.phone))
        for sms in Sms.objects.filter(waiting).order_by("-sent_at_ms")[: 10 * LOOK_AT_MAX]:
            if report.reference in sms.refs.split():
                return self._report(sms, report)
        return _log.warning("a delivery report for no message that waits for one")

    def _report(self, sms: Sms, report: Report) -> None:
        if not report.delivered:
            return self._note(sms, State.FAILED, report.detail or "not delivered")
        reported = {*sms.reported.split(), report.reference}
        sms.reported = " ".join(sorted(reported))
        whole = reported >= set(sms.refs.split())
        return self._note(sms, State.DELIVERED if whole else State.SENT)


def resend(sms: Sms, now_ms: int) -> Sms:
    """Owe it once more: the same code, marked as a repeat. Two askers at once make one repeat."""
    with transaction.atomic():
        _copies(sms).select_for_update().filter(copy=0).first()
        latest = _copies(sms).order_by("-copy")[0]
        if latest.state in (State.OWED, State.SENDING):
            return latest
        same = {name: getattr(sms, name) for name in COPIED}
        again = Sms(**same, copy=latest.copy + 1, owed_at_ms=now_ms, changed_ms=now_ms)
        again.save(force_insert=True)
        return again


def _is_latest(sms: Sms) -> bool:
    return not _copies(sms).filter(copy__gt=sms.copy).exists()


def _copies(sms: Sms) -> QuerySet[Sms]:
    kiosk, case, event_seq, recipient = sms.occasion
    return Sms.objects.filter(kiosk=kiosk, case=case, event_seq=event_seq, recipient=recipient)


def _overtaken(sms: Sms) -> bool:
    """The result that was to wait at the counter lies in a cabinet, whose own SMS says so with the code."""
    there = Deposit.objects.filter(kind=DepositKind.RESULT, placed_at_ms__isnull=False, ended_at_ms=None)
    return sms.reason == Reason.AT_COUNTER and there.filter(case=sms.case).exists()


def _still_needed(sms: Sms) -> bool:
    if sms.case or sms.reason == Reason.TAKEN_BACK:
        return not _overtaken(sms)
    return Deposit.objects.filter(kiosk_id=sms.kiosk, deposit=sms.deposit, ended_at_ms=None).exists()
