"""The cabinet at work: acts are decided, written, then done; what the wires say is written as it comes.

Belongs here: the order of deciding, committing, pulsing and telling. Does not: any rule (``locker.domain``), any
byte (``drivers``), any socket. Runs in one event loop; nothing here awaits between deciding and committing.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence

from locker.contract.answers import AnyAnswer, AnyNotice, Refused
from locker.contract.events import AnyEvent, ClockJumped, DoorOrdered, LockerdStarted
from locker.contract.facts import Door
from locker.contract.ids import CompartmentId, KioskId, RequestId
from locker.contract.refusal import Refusal
from locker.contract.requests import Request
from locker.daemon.boards import Boards
from locker.daemon.clock import Clock
from locker.daemon.first_words import FirstWords
from locker.daemon.notices import door_moved
from locker.daemon.sensors import Contact
from locker.daemon.views import cabinet_state
from locker.daemon.wires import PulseResult, Wires
from locker.domain import observe
from locker.domain.code import CodeBook
from locker.domain.decide import decide
from locker.domain.decision import Actor, Decision, Moment, Situation, refuse
from locker.domain.layout import Layout, Rules, Slot
from locker.domain.recovery import recover
from locker.domain.timing import next_due_ms, time_passed
from locker.ledger.ledger import Ledger
from locker.ledger.trouble import StorageFullError

log = logging.getLogger(__name__)

HOLD_POLLING_S = 3.0
HOLD_AGAIN_S = 6.0
FIRST_READING_S_MAX = 3.0
TICK_S = 1.0

Rule = Callable[[Situation], Sequence[AnyEvent]]


class Doors:
    """One cabinet. ``listen`` to it for notices; give it acts and readings."""

    def __init__(
        self,
        kiosk: KioskId,
        ledger: Ledger,
        layout: Layout,
        rules: Rules,
        codes: CodeBook,
        clock: Clock,
        tick_s: float = TICK_S,
    ) -> None:
        self.kiosk = kiosk
        self.ledger = ledger
        self.layout = layout
        self.rules = rules
        self.clock = clock
        self.hall_online = False
        self.why_not: Refusal | None = Refusal.STARTING
        self._tick_s = tick_s
        self._codes = codes
        self._wires: Wires | None = None
        self._first_words = FirstWords(ledger.cabinet)
        self._contacts = {id_: Contact() for id_ in layout}
        self._boards = Boards()
        self._jump_ms = 0
        self._hall_holds = ""
        self._hold_again_s = 0.0
        self._listeners: list[Callable[[AnyNotice], None]] = []
        self._pulses: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()

    # what others ask

    def situation(self, actor: Actor | None = None) -> Situation:
        """Everything a rule may look at, now."""
        return Situation(
            cabinet=self.ledger.cabinet,
            layout=self.layout,
            rules=self.rules,
            codes=self._codes,
            moment=Moment(self._now_ms(), self.clock.trusted),
            kiosk=self.kiosk,
            actor=actor,
        )

    def listen(self, listener: Callable[[AnyNotice], None]) -> None:
        """Be given every notice; must not block."""
        self._listeners.append(listener)

    def state(self) -> AnyNotice:
        """The whole cabinet as a notice."""
        waiting = self.ledger.head - self.ledger.cursor
        return cabinet_state(self.situation(), self.why_not, self.hall_online, waiting)

    def act(self, request: Request, actor: Actor | None = None) -> AnyAnswer:
        """Carry out a person's act once: decide, write, then order the door. A repeat gets the first answer."""
        return self.carry_out(request.id, type(request).__name__, lambda s: decide(s, request), actor)

    def carry_out(
        self,
        request: RequestId,
        verb: str,
        rule: Callable[[Situation], Decision],
        actor: Actor | None = None,
    ) -> AnyAnswer:
        """An act by any rule; ``verb`` tells a repeat from another act under the same id."""
        if self.why_not is not None:
            return Refused(re=request, refusal=self.why_not)
        repeated = self.ledger.answer_to(request)
        if repeated is not None:
            known_verb, answer = repeated
            return answer if known_verb == verb else Refused(re=request, refusal=Refusal.REQUEST_ID_REUSED)
        self._write_what_waits()
        decision = rule(self.situation(actor))
        if not decision.events:
            return decision.answer
        try:
            self._commit(decision.events, request, decision.answer, verb, decision.order)
        except StorageFullError as full:
            log.error("the disk took nothing, so nothing was done: %s", full)
            return refuse(request, Refusal.STORAGE_FULL).answer
        return decision.answer

    def hold_polling(self) -> None:
        """A code is nearly typed: keep the bus free for the order, but no sensor unread for long because of it."""
        now_s = asyncio.get_running_loop().time()
        if self._wires is not None and now_s >= self._hold_again_s:
            self._hold_again_s = now_s + HOLD_AGAIN_S
            self._wires.hold_polling(HOLD_POLLING_S)

    def hall_is_online(self, online: bool) -> None:
        """The link to the hall came or went."""
        self.hall_online = online
        self._tell(self.state())

    def hall_holds_more(self, seq: int, why: str) -> None:
        """The hall acknowledged an entry that is not ours. It says so once: kept until the hall agrees again."""
        log.error("the hall holds entry %s: %s", seq, why)
        self._hall_holds = f"entry {seq}"
        self._write_what_waits()

    def hall_agrees(self) -> None:
        """The hall acknowledged a new entry of ours; whoever waits for it to hold them all is told."""
        self._hall_holds = ""
        if not self.record(observe.hall_agrees) and self.ledger.cursor == self.ledger.head:
            self._tell(self.state())

    # what the wires say

    def inputs_read(self, board: str, bits: Sequence[bool | None]) -> None:
        """A board's inputs, all of them, when they changed; None: the board cannot tell this one."""
        now_ms = self._steady_ms()
        for id_, contact in self._contacts.items():
            sensor = self.layout[id_].sensor
            if sensor is None or sensor.board != board or sensor.input > len(bits):
                continue
            door = sensor.says(bits[sensor.input - 1])
            word = contact.read(door, now_ms, self._ordered(id_))
            if word is not None:
                self._door_read(id_, word)
            elif contact.still_ms(now_ms):
                delay_s = (contact.still_ms(now_ms) + 1) / 1000
                asyncio.get_running_loop().call_later(delay_s, self._rest, id_)
        self._boards.heard(board)

    def board_silent(self, board: str, cause: str) -> None:
        """A board does not answer: its doors are unknown."""
        self._boards.fell_silent(board, cause)
        for id_, contact in self._contacts.items():
            sensor = self.layout[id_].sensor
            if sensor is not None and sensor.board == board:
                contact.lost()
        self.record(self._boards.unwritten)

    def board_answers(self, board: str) -> None:
        """It is back; its inputs follow."""
        self._boards.answers(board)
        self.record(self._boards.unwritten)

    def board_unfit(self, board: str, why: str) -> None:
        """It answers and its sensors are believed, but it must not move a lock."""
        self._boards.is_unfit(board, why)
        self.record(self._boards.unwritten)

    def board_fit(self, board: str) -> None:
        """It may move locks, for the first time or again."""
        self._boards.is_fit(board)
        self.record(self._boards.unwritten)

    # the life of the process

    async def run(self, wires: Wires, version: str, alive: Callable[[], None]) -> None:
        """Recover, then serve until cancelled. ``alive`` is called by the loop that matters, every second."""
        self._wires = wires
        await self._once_there_is_room(lambda: self._begin(version), alive)
        await wires.start()
        try:
            senses = {slot.sensor.board for slot in self.layout.values() if slot.sensor}
            await self._boards.first_words(senses, FIRST_READING_S_MAX)
            await self._once_there_is_room(self._recover, alive)
            self.why_not = None
            self._tell(self.state())
            while True:
                self.tick()
                alive()
                await self._until_due()
        finally:
            await wires.stop()

    def tick(self) -> None:
        """Everything that time decides at this moment."""
        self._catch_up()
        self.record(self._boards.unwritten)
        self._compare()
        while self.record(time_passed):
            pass

    def record(self, rule: Rule, request: RequestId | None = None) -> bool:
        """Write what a rule makes of this moment, caused by ``request`` if by one.

        False when there is nothing, or no room on the disk. A clock that jumped is written before: what was waited
        for until now must not be measured by the new time.
        """
        self._write_what_waits()
        return self._write(rule, request)

    # inside

    def _write(self, rule: Rule, request: RequestId | None = None) -> bool:
        events = rule(self.situation())
        if not events:
            return False
        try:
            self._commit(events, request)
        except StorageFullError as full:
            log.error("the disk takes no facts: %s", full)
            return False
        return True

    async def _once_there_is_room(self, step: Callable[[], bool], alive: Callable[[], None]) -> None:
        """Nothing is served before ``step`` is written: without it the log would tell another story."""
        while not step():
            self.why_not = Refusal.STORAGE_FULL
            self._tell(self.state())
            alive()
            await asyncio.sleep(TICK_S)

    def _begin(self, version: str) -> bool:
        last = self.ledger.after(self.ledger.head - 1, 1)
        now_ms = self.clock.now_ms()
        events: list[AnyEvent] = [LockerdStarted(version=version, compartments=list(self.layout))]
        if last and now_ms < last[0].at_ms:
            events.append(ClockJumped(delta_ms=now_ms - last[0].at_ms))
        return self._write(lambda s: (*events, *observe.boards_gone(s)))

    def _recover(self) -> bool:
        self._catch_up()  # what the last life knew of a door is no word of this one
        while recover(self.situation()):
            if not self.record(recover):
                return False
        return self._compare()

    def _compare(self) -> bool:
        """Doors that spoke for the first time are compared with how they stood. False: no room on the disk."""
        while differs := self._first_words.next(self.situation(), self._contacts):
            if not self.record(differs):
                return False
        return True

    async def _until_due(self) -> None:
        due_ms = next_due_ms(self.situation())
        wait_s = self._tick_s
        if due_ms is not None:
            wait_s = min(self._tick_s, max(0.0, (due_ms - self._now_ms()) / 1000))
        self._wake.clear()
        # Not wait_for: in Python 3.11 it may swallow the cancellation that SIGTERM sends.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s + 0.001):
                await self._wake.wait()

    def _commit(
        self,
        events: Sequence[AnyEvent],
        request: RequestId | None = None,
        answer: AnyAnswer | None = None,
        verb: str = "",
        order: DoorOrdered | None = None,
    ) -> None:
        """Write, then give the order to the wire, then tell everybody: the door does not wait for the telling."""
        before = self.ledger.cabinet
        entries = self.ledger.commit(events, self.clock.now_ms(), request, answer, verb)
        if order is not None and request is not None:
            self._order(request, order)
        for notice in door_moved(before, self.ledger.cabinet, entries):
            self._tell(notice)
        self._tell(self.state())
        self._wake.set()

    def _tell(self, notice: AnyNotice) -> None:
        for listener in self._listeners:
            listener(notice)

    def _order(self, request: RequestId, order: DoorOrdered) -> None:
        """The one pulse of a committed order; nothing is ever sent again."""
        slot = self.layout[order.compartment]
        assert self._wires is not None  # noqa: S101 - acts are refused before run()
        self._hold_again_s = 0.0
        pulse = self._wires.pulse(slot.board, slot.channel, order.pulse_ms)
        task = asyncio.get_running_loop().create_task(self._pulse(request, slot, pulse))
        self._pulses.add(task)
        task.add_done_callback(self._pulse_over)

    async def _pulse(self, request: RequestId, slot: Slot, pulse: Awaitable[PulseResult]) -> None:
        """Write what came back. A wire that says nothing in its time may have said the order all the same."""
        try:
            async with asyncio.timeout(slot.answer_ms / 1000):
                result = await pulse
        except TimeoutError:
            result = PulseResult(confirmed=False, sent=True, cause="no_reply")
        self.record(lambda s: _pulsed(s, slot.id, request, result), request)

    def _pulse_over(self, task: asyncio.Task[None]) -> None:
        self._pulses.discard(task)
        if not task.cancelled() and (bug := task.exception()):
            context = {"message": "an order met a bug", "exception": bug}
            asyncio.get_running_loop().call_exception_handler(context)

    def _ordered(self, id_: CompartmentId) -> bool:
        compartment = self.ledger.cabinet.compartments.get(id_)
        return compartment is not None and compartment.cycle is not None

    def _rest(self, id_: CompartmentId) -> None:
        word = self._contacts[id_].rest(self._steady_ms())
        if word is not None:
            self._door_read(id_, word)

    def _door_read(self, id_: CompartmentId, door: Door) -> None:
        self.record(lambda s: observe.door_read(s, id_, door))
        self._compare()

    def _catch_up(self) -> None:
        """Readings the disk did not take are offered again: the contact still knows, or that nobody does."""
        for id_, contact in self._contacts.items():
            self._rest(id_)
            known = self.ledger.cabinet.compartments.get(id_)
            if known is not None and known.door is not contact.settled:
                self._door_read(id_, contact.settled)

    def _write_what_waits(self) -> None:
        """What must be known before anything is decided: a jump, or the waits are wrong for good; the hall's doubt."""
        self._jump_ms += self.clock.jump_ms()
        if self._jump_ms and self._write(lambda _s: (ClockJumped(delta_ms=self._jump_ms),)):
            self._jump_ms = 0
        self._write(lambda s: observe.clock(s, self.clock.trusted))
        if self._hall_holds:
            self._write(lambda s: observe.hall_holds_more(s, self._hall_holds))

    def _now_ms(self) -> int:
        """The wall clock as the books know it: a jump they had no room for yet has not happened."""
        return self.clock.now_ms() - self._jump_ms

    @staticmethod
    def _steady_ms() -> int:
        return int(asyncio.get_running_loop().time() * 1000)


def _pulsed(s: Situation, id_: CompartmentId, request: RequestId, result: PulseResult) -> Sequence[AnyEvent]:
    if result.confirmed:
        return observe.pulse_answered(s, id_, request)
    return observe.pulse_failed(s, id_, request, result.cause, result.sent)


def layout_trouble(layout: Layout, ledger: Ledger) -> str:
    """Why this machine's TOML cannot be used with this ledger: a compartment in use is no longer described."""
    missing = [
        id_
        for id_, compartment in ledger.cabinet.compartments.items()
        if id_ not in layout and (compartment.deposit or compartment.cycle)
    ]
    return f"in use, but not in the configuration: {', '.join(sorted(missing))}" if missing else ""
