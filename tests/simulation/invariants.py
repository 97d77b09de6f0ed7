"""What must hold after every step, whatever happened (DESIGN section 7), and what is physically true."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping

from locker.contract.answers import DoorOrderedFor, Refused
from locker.contract.facts import ENDED, DepositKind, DepositState, Door, Service
from locker.contract.ids import CompartmentId, DepositId
from locker.contract.refusal import Refusal
from locker.contract.requests import OpenByCard, OpenForPickup
from tests.simulation.disk import Disk, Order
from tests.simulation.machine import Asked, Machine
from tests.simulation.shallow_wires import Spoken

PULSE_SLACK_MS = 5.0
SEEN_S = 1.5
"""What moved so long ago is in the books: seen, believed and written."""
ANSWER_S = 3.0
"""By then an order is answered, or given up."""
Contents = Mapping[CompartmentId, DepositId | None]


class Watch:
    """Looks at everything from outside, after every step. Keep one for a day: it reads only what is new."""

    def __init__(self, machine: Machine) -> None:
        self.disk = Disk(machine.path)
        self._machine = machine
        self._boards = {id_: str(slot.board) for id_, slot in machine.layout.items()}
        self._door_at = {(str(slot.board), slot.channel): id_ for id_, slot in machine.layout.items()}
        self._orders_seen = self._spoken_seen = self._asked_seen = self._applied_seen = self._opened_seen = 0
        self._orders: dict[CompartmentId, list[Order]] = {id_: [] for id_ in machine.layout}
        self._said: Counter[CompartmentId] = Counter()
        self._used: set[int] = set()
        self._confirmed: set[object] = set()
        self._paused: tuple[int, float] = (0, 0.0)

    def close(self) -> None:
        self.disk.close()

    def broken(self, contents: Contents) -> list[str]:
        """Each broken invariant in words. ``contents``: what hands really put where."""
        return [
            *self.disk.read_on(self._boards),
            *self._memory(),
            *self._asked(),
            *self._ordered(),
            *self._pulsed(),
            *self._opened(),
            *_locks(self._machine),
            *_supplies(self._machine),
            *_places(self._machine),
            *self._hall(),
            *_documents(self._machine, contents),
            *_doors(self._machine),
            *_unanswered(self._machine),
        ]

    def _memory(self) -> Iterator[str]:
        """I6: what lockerd believes is what it has written."""
        if self._machine.cabinet != self.disk.cabinet:
            yield "I6 lockerd's state is not what its log adds up to"

    def _ordered(self) -> Iterator[str]:
        """I8: each intention is a person's act of this very life of lockerd."""
        for order in self.disk.orders[self._orders_seen :]:
            self._orders[order.compartment].append(order)
            if order.request is None or self._machine.life_of.get(order.request) != order.life:
                yield f"I8 {order.compartment} was ordered in life {order.life}, but not by an act of somebody in it"
        self._orders_seen = len(self.disk.orders)

    def _pulsed(self) -> Iterator[str]:
        """I1, I2: each frame to a lock has its own intention; no relay did what no frame said."""
        for said in self._machine.spoken[self._spoken_seen :]:
            yield from self._one_frame(said)
        self._spoken_seen = len(self._machine.spoken)
        for id_, board in self._boards.items():
            moved = self._machine.world.pulses(id_)
            if moved > self._said[id_] and board not in self._machine.on_their_own:
                yield f"I1 {id_}: {moved} pulses for {self._said[id_]} frames"
        if invented := set(self.disk.pulsed) - self._confirmed:
            yield f"the books say of {invented} that a board confirmed the pulse, and none did"

    def _opened(self) -> Iterator[str]:
        """A relay that answered is not a door that opened: the sensor has said so since the order, or says so still."""
        for seq, id_ in self.disk.opened[self._opened_seen :]:
            ordered = max(order.seq for order in self._orders[id_] if order.seq < seq)
            slot = self._machine.layout[id_]
            said_open = self._machine.open_at.get((slot.board, slot.channel), 0) >= ordered
            if not said_open and not self._machine.wires.reads_open(slot.board, slot.channel):
                yield f"{id_} opened, say the books at entry {seq}, and its sensor never did"
        self._opened_seen = len(self.disk.opened)

    def _one_frame(self, said: Spoken) -> Iterator[str]:
        id_ = self._door_at[said.board, said.channel]
        self._said[id_] += 1
        order = next((o for o in reversed(self._orders[id_]) if o.seq <= said.head), None)
        if order is None or order.life != said.life:
            yield f"I1 {id_}: a pulse without a committed intention of this life"
            return
        if order.seq in self._used:
            yield f"I2 {id_}: a second pulse for {order.request}"
        if said.pulse_ms != self._machine.layout[id_].pulse_ms:
            yield f"I7 {id_}: asked for {said.pulse_ms} ms"
        self._used.add(order.seq)
        if said.confirmed:
            self._confirmed.add(order.request)

    def _asked(self) -> Iterator[str]:
        """I4: a code or permission opens only its own door, while its deposit waits; wrong codes are bounded."""
        for asked in self._machine.asked[self._asked_seen :]:
            if isinstance(asked.request, OpenForPickup):
                yield from self._one_code(asked, asked.request.code)
            if isinstance(asked.request, OpenByCard) and isinstance(asked.answer, DoorOrderedFor):
                yield from self._by_card(asked, asked.request, asked.answer)
        self._asked_seen = len(self._machine.asked)

    def _one_code(self, asked: Asked, code: str) -> Iterator[str]:
        answer = asked.answer
        if isinstance(answer, DoorOrderedFor):
            yield from self._opened_by(asked, code, answer)
        refusal = answer.refusal if isinstance(answer, Refused) else None
        life, until_s = self._paused
        if life == asked.life and asked.at_s < until_s and refusal is not Refusal.ENTRY_PAUSED:
            yield f"I4 a code was looked at {until_s - asked.at_s:.0f} s before the end of the pause"
        if refusal is Refusal.ENTRY_PAUSED and isinstance(answer, Refused):
            self._paused = (asked.life, asked.at_s + answer.wait_s - 1)

    def _by_card(self, asked: Asked, card: OpenByCard, answer: DoorOrderedFor) -> Iterator[str]:
        deposit = asked.before.deposits.get(card.deposit)
        if card.permission != self._machine.codes.permission(card.deposit, card.until_s):
            yield f"I4 a permission that is not the hall's opened {answer.compartment}"
        elif deposit is None or (deposit.id, deposit.compartment) != (answer.deposit, answer.compartment):
            yield f"I4 the permission for {card.deposit} opened {answer.compartment}"
        elif deposit.state is not DepositState.WAITING or card.until_s <= deposit.card_until_s:
            yield f"I4 a used permission for {card.deposit} opened a door, or one while it is {deposit.state}"

    def _opened_by(self, asked: Asked, code: str, answer: DoorOrderedFor) -> Iterator[str]:
        deposit = asked.before.deposits.get(answer.deposit) if answer.deposit else None
        if deposit is None or self._machine.codes.code(deposit.counter) != code:
            yield f"I4 a code that is not that of {answer.deposit} opened {answer.compartment}"
        elif deposit.kind is not DepositKind.RESULT or deposit.compartment != answer.compartment:
            yield f"I4 the code of {deposit.id} opened {answer.compartment}"
        elif deposit.state not in {DepositState.WAITING, DepositState.COLLECTING}:
            yield f"I4 the code of {deposit.id} opened a door, though it is {deposit.state}"

    def _hall(self) -> Iterator[str]:
        """I5: what the hall holds is a prefix of the log, in order, each entry once; the kiosk believes no more."""
        hall, hashes = self._machine.hall, self.disk.hashes
        yield from (f"I5 the hall was sent {what}" for what in hall.trouble)
        for number, entry in enumerate(hall.applied[self._applied_seen :], self._applied_seen + 1):
            if number >= len(hashes) or (entry.seq, entry.hash) != (number, hashes[number]):
                yield f"I5 the hall's entry {number} is not the log's"
        self._applied_seen = len(hall.applied)
        if self._machine.ledger.cursor > hall.held.seq:
            yield f"I5 the kiosk believes {self._machine.ledger.cursor} entries delivered, the hall has {hall.held.seq}"


def _locks(machine: Machine) -> Iterator[str]:
    for id_, slot in machine.layout.items():
        if machine.world.relay_of(id_).longest_order_ms > slot.pulse_ms and slot.board not in machine.on_their_own:
            yield f"I7 {id_}: its relay was ordered on for {machine.world.relay_of(id_).longest_order_ms} ms"
        if id_ in machine.beyond_reach:
            continue
        if machine.world.longest_energised_ms(id_) > slot.pulse_ms + PULSE_SLACK_MS:
            yield f"I7 {id_}: energised {machine.world.longest_energised_ms(id_)} ms"
        if machine.world.door(id_).lock.burnt:
            yield f"I7 {id_}: the lock is burnt"


def _supplies(machine: Machine) -> Iterator[str]:
    """One lock at a time: a supply is made for no more. What is welded, or driven by its own board, no program ends."""
    unruled = {id_ for id_, slot in machine.layout.items() if slot.board in machine.on_their_own} | machine.beyond_reach
    for moment in machine.world.together:
        if not unruled & set(moment.doors):
            yield f"I7 {' and '.join(moment.doors)} drew current at once from the supply {moment.supply}"


def _places(machine: Machine) -> Iterator[str]:
    cabinet = machine.cabinet
    holding = Counter(c.deposit for c in cabinet.compartments.values() if c.deposit)
    inside = {d.id: d.compartment for d in cabinet.deposits.values() if d.state not in ENDED}
    places = {c.deposit: c.id for c in cabinet.compartments.values() if c.deposit}
    if any(count > 1 for count in holding.values()) or places != inside:
        yield f"I3 compartments hold {places}, deposits say {inside}"
    codes = [machine.codes.code(cabinet.deposits[id_].counter) for id_ in inside]
    if len(set(codes)) != len(codes):
        yield "I4 two deposits inside have one code"


def _documents(machine: Machine, contents: Contents) -> Iterator[str]:
    """What the books say without doubt, and without a story that goes on, is so: a document is where they say, a free
    compartment is empty.
    """
    for compartment in machine.cabinet.compartments.values():
        if compartment.service is not Service.IN_SERVICE or compartment.cycle is not None:
            continue
        if compartment.door is not Door.CLOSED or machine.knows_more_than_the_disk(compartment.id):
            continue  # nobody promises what is behind a door that is not seen shut
        if machine.wires.is_impersonated(machine.layout[compartment.id].board):
            continue  # nor behind one of which a twin speaks
        really = contents.get(compartment.id)
        deposit = machine.cabinet.deposits.get(compartment.deposit) if compartment.deposit else None
        if deposit is not None and deposit.state is not DepositState.DISPUTED and really != deposit.id:
            yield f"lost: {deposit.id} is {deposit.state} in {compartment.id}, where there is {really}"
        if deposit is None and really is not None and not compartment.unsaid:
            yield f"forgotten: {compartment.id} counts as empty and holds {really}"


def _doors(machine: Machine) -> Iterator[str]:
    """The books say of every door what its sensor says, once that has been so for a while and can be heard."""
    if (
        machine.wires.dead
        or machine.ledger.refused
        or asyncio.get_running_loop().time() - machine.wires.moved_s < SEEN_S
    ):
        return
    for id_, slot in machine.layout.items():
        sensor, known = machine.world.door(id_).sensor, machine.cabinet.compartments[id_].door
        if sensor is None or "bouncing" in sensor.faults:
            continue
        if machine.wires.is_impersonated(slot.board):
            continue
        heard = machine.wires.hears(slot.board)
        expected = (Door.CLOSED if sensor.says_shut() else Door.OPEN) if heard else Door.UNKNOWN
        if known is not expected and known is not Door.DOUBTFUL:
            yield f"{id_} is {expected} for who asks its sensor, and {known} in the books"


def _unanswered(machine: Machine) -> Iterator[str]:
    """Of every order the books soon know what the board had to say: yes, no, or nothing that could be understood."""
    if machine.ledger.refused:
        return  # what the disk did not take is not offered again: the sensor tells
    for compartment in machine.cabinet.compartments.values():
        cycle = compartment.cycle
        if cycle is None or not compartment.unanswered_ms or cycle.outcome is not None:
            continue
        waited_s = asyncio.get_running_loop().time() - machine.asked_s.get(cycle.request, 0.0)
        if machine.life_of.get(cycle.request) == machine.lives and waited_s > ANSWER_S:
            yield f"nobody was told what became of the order to {compartment.id}"
