"""Brings what is kept to the hall, the oldest first: resumed after any cut, forgotten when acknowledged."""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from enum import Enum, auto

from intake.contract.answers import Acknowledged, AnyAnswer, Closed, HallRefusal, Received, Refused
from intake.contract.submission import Manifest
from kiosk.hall.client import HallClient
from kiosk.store import Store, StoreTrouble, Waiting

PAUSE_S_MIN, PAUSE_S_MAX = 1.0, 300.0
LOOK_S = 300.0
ROUNDS_MAX = 4
NEVER_TAKEN = frozenset({HallRefusal.BROKEN, HallRefusal.TOO_LARGE})
GONE = frozenset({HallRefusal.UNKNOWN, HallRefusal.ENDED})

log = logging.getLogger(__name__)


class Outcome(Enum):
    """How one piece of work ended."""

    DONE = auto()
    NOTHING = auto()
    LATER = auto()


class Uploader:
    """Runs for ever. ``on_sent(case)`` after an acknowledgement, with the hall's number for it.

    ``on_count(waiting)`` when it has counted.

    Pauses double from one second to five minutes, each cut by up to a half at random, so that a hall that comes back
    is not met by all its kiosks at once.
    """

    def __init__(
        self,
        client: HallClient,
        store: Store,
        on_sent: Callable[[str], None] = lambda _case: None,
        on_count: Callable[[int], None] = lambda _waiting: None,
        pause_s_min: float = PAUSE_S_MIN,
    ) -> None:
        self._client = client
        self._store = store
        self._on_sent = on_sent
        self._on_count = on_count
        self._pause_s_min = pause_s_min
        self._awake = asyncio.Event()
        self._failures = 0
        self._last_draft = ""

    def wake(self) -> None:
        """Something was handed in, or the hall is back: try now."""
        self._failures = 0
        self._awake.set()

    async def run(self) -> None:
        """Upload until cancelled."""
        while True:
            self._awake.clear()
            outcome = await self._one()
            if outcome is Outcome.DONE:
                self._failures = 0
            else:
                await self._rest(LOOK_S if outcome is Outcome.NOTHING else self._pause_s())

    async def _rest(self, wait_s: float) -> None:
        try:
            async with asyncio.timeout(wait_s):
                await self._awake.wait()
        except TimeoutError:
            return

    def _pause_s(self) -> float:
        longest = min(PAUSE_S_MAX, self._pause_s_min * 2.0**self._failures)
        self._failures = min(self._failures + 1, 20)
        return longest * (0.5 + random.random() / 2)  # noqa: S311 (no secret)

    async def _one(self) -> Outcome:
        """Submissions first, then drafts to forget, then drafts to leave; what must wait holds up no other."""
        outcomes = [await work() for work in (self._submissions, self._ended_drafts, self._drafts)]
        return next((one for one in (Outcome.LATER, Outcome.DONE) if one in outcomes), Outcome.NOTHING)

    async def _submissions(self) -> Outcome:
        """Each that waits; one that cannot be sent, or taken, does not hold up those behind it."""
        outcome, after = Outcome.NOTHING, 0
        await self._count()
        while waiting := await asyncio.to_thread(self._store.submissions.oldest, after):
            if isinstance(waiting, StoreTrouble):
                return Outcome.LATER
            held = await self._client.held(waiting.id)
            if held is None:
                return Outcome.LATER  # a short question to the hall: nobody there, for none of them
            taken = await self._settled(waiting, await self._upload(waiting, held))
            outcome, after = _after(outcome, taken), waiting.number
        return outcome

    async def _settled(self, waiting: Waiting, answer: AnyAnswer | None) -> bool:
        """Whether it waits no more."""
        match answer:
            case Acknowledged(submission=waiting.id, case=waiting.case):
                now_ms = time.time_ns() // 1_000_000
                trouble = await asyncio.to_thread(self._store.submissions.acknowledged, waiting.id, now_ms)
                await self._count()
                self._tell(answer)
                return trouble is None
            case Acknowledged():
                return await self._set_aside(waiting, "it holds another case under this id")
            case Refused(refusal=refusal) if refusal in NEVER_TAKEN:
                return await self._set_aside(waiting, refusal)
        return False

    def _tell(self, answer: Acknowledged) -> None:
        if answer.renumbered:
            log.warning("%s was another case's number already; the hall calls it %s", answer.case, answer.renumbered)
        self._on_sent(answer.renumbered or answer.case)

    async def _set_aside(self, waiting: Waiting, why: str) -> bool:
        log.error("the hall cannot take %s (%s): it is set aside, staff must look", waiting.case, why)
        return await asyncio.to_thread(self._store.submissions.set_aside, waiting.id) is None

    async def _count(self) -> None:
        """What was set aside is not at the hall either."""
        self._on_count(sum(await asyncio.to_thread(self._store.submissions.not_sent)))

    async def _upload(self, waiting: Waiting, answer: AnyAnswer | None) -> AnyAnswer | None:
        """On from what the hall holds, until it acknowledges or says something else; it may ask again a few times."""
        if isinstance(answer, Refused) and answer.refusal in GONE:
            answer = Received(parts=())
        for _ in range(ROUNDS_MAX):
            if not isinstance(answer, Received):
                break
            refused = await self._send_lacking(waiting, frozenset(answer.parts))
            if refused is not None:
                return refused if isinstance(refused, Refused) else None
            answer = await self._client.close_upload(waiting.id, Manifest(parts=waiting.digests))
        return answer

    async def _send_lacking(self, waiting: Waiting, held: frozenset[int]) -> Refused | StoreTrouble | None:
        """Send the parts the hall lacks; None when it has them all now."""
        for number in range(len(waiting.digests)):
            if number in held:
                continue
            sealed = await asyncio.to_thread(self._store.submissions.part, waiting.id, number)
            if isinstance(sealed, StoreTrouble):
                return sealed
            answer = await self._client.put_part(waiting.id, number, sealed)
            if not isinstance(answer, Received):
                return answer if isinstance(answer, Refused) else StoreTrouble.BROKEN
        return None

    async def _drafts(self) -> Outcome:
        """Each once, beginning behind the last one tried: the one that broke a connection comes last."""
        outcome, tried = Outcome.NOTHING, set[str]()
        while found := await asyncio.to_thread(self._store.drafts.to_upload, self._last_draft):
            draft, box = found
            if draft in tried:
                break
            tried.add(draft)
            self._last_draft = draft
            answer = await self._client.put_draft(draft, box)
            if answer is None:
                return Outcome.LATER
            outcome = _after(outcome, await self._left(draft, box, answer))
        return outcome

    async def _left(self, draft: str, box: bytes, answer: AnyAnswer) -> bool:
        """Whether it need not be sent any more."""
        never = isinstance(answer, Refused) and answer.refusal in NEVER_TAKEN
        if never:
            log.warning("the hall does not take a draft; it is kept here only")
        if never or isinstance(answer, Closed):
            return await asyncio.to_thread(self._store.drafts.uploaded, draft, box) is None
        return False

    async def _ended_drafts(self) -> Outcome:
        outcome, last = Outcome.NOTHING, ""
        while found := await asyncio.to_thread(self._store.drafts.to_end, last):
            last = found
            answer = await self._client.end_draft(last)
            if answer is None:
                return Outcome.LATER
            gone = isinstance(answer, Closed) or (isinstance(answer, Refused) and answer.refusal in GONE)
            outcome = _after(outcome, gone and await asyncio.to_thread(self._store.drafts.forgotten, last) is None)
        return outcome


def _after(outcome: Outcome, taken: bool) -> Outcome:
    """How it stands after one more; any that waits keeps it waiting."""
    return Outcome.DONE if taken and outcome is not Outcome.LATER else Outcome.LATER
