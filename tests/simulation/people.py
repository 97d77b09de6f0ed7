"""Who comes to the cabinet, by name and weight: the careful, the hasty, the confused, the curious."""

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, DoorOrderedFor, Refused
from locker.contract.facts import ENDED, DepositKind, DepositState, Service, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, StaffToken
from locker.contract.permission import PERMISSION_S_MAX
from tests.simulation.hands import Hands
from tests.simulation.machine import CLERK
from tests.simulation.strangers import (
    somebody_guesses,
    stranger_with_a_code_not_given_out_yet,
    stranger_with_a_code_of_another_cabinet,
    stranger_with_an_old_code,
)

TOKEN = StaffToken("t")
Act = Callable[[Hands], Awaitable[None]]


async def clerk_deposits(hands: Hands) -> None:
    """Puts an envelope in and confirms; tries another compartment when the door stays shut."""
    begun = hands.act(
        rq.BeginDeposit(
            id=hands.new_id(),
            token=TOKEN,
            kind=DepositKind.RESULT,
            case=CaseNumber(f"C-{hands.chance.randrange(10**9)}"),
            phone_sealed="c2VhbGVk",
            phone_masked="138****8000",
            size=hands.chance.choice([Size.S, Size.S, Size.M]),
        ),
        CLERK,
    )
    if not isinstance(begun, DoorOrderedFor) or begun.deposit is None:
        return
    place = await _where_it_fits(hands, begun)
    if place is None:
        hands.act(rq.CancelDeposit(id=hands.new_id(), token=TOKEN, deposit=begun.deposit), CLERK)
        return
    hands.put(place, begun.deposit)
    await hands.wait(hands.chance.uniform(1, 5))
    await hands.push_shut(place)
    await hands.wait(1)
    if hands.chance.random() < 0.95:
        hands.act(rq.ConfirmDeposit(id=hands.new_id(), token=TOKEN, deposit=begun.deposit), CLERK)


async def _where_it_fits(hands: Hands, begun: DoorOrderedFor) -> CompartmentId | None:
    """The compartment that stands open for the envelope. None: no door gave way, or it is not to be left here."""
    assert begun.deposit is not None
    is_open = await hands.door_gives_way(begun.compartment)
    if is_open:
        hands.take(begun.compartment)  # what somebody left there goes to the window
    if is_open and hands.chance.random() > 0.15:
        return begun.compartment
    await hands.push_shut(begun.compartment)
    await hands.wait(6)
    if hands.chance.random() < 0.5:
        return None
    moved = hands.act(rq.MoveDeposit(id=hands.new_id(), token=TOKEN, deposit=begun.deposit, size=Size.M), CLERK)
    if not isinstance(moved, DoorOrderedFor) or not await hands.door_gives_way(moved.compartment):
        return None
    assert moved.deposit == begun.deposit, "an envelope moves only with its own deposit"
    hands.take(moved.compartment)
    return moved.compartment


async def applicant_collects(hands: Hands) -> None:
    """Types a right code or lays the card down, takes the envelope, shuts the door; some forget one or the other."""
    deposit = hands.some_deposit(DepositState.WAITING, DepositState.COLLECTING, kinds={DepositKind.RESULT})
    if deposit is None:
        return
    answer = _with_card_or_code(hands, deposit)
    if not isinstance(answer, DoorOrderedFor):
        return
    assert answer.deposit == deposit, "a code opens only its own deposit"
    assert answer.compartment == hands.machine.cabinet.deposits[deposit].compartment
    if await hands.door_gives_way(answer.compartment):
        await _at_the_open_door(hands, answer)
    await _somebody_says_it_again(hands)


async def _somebody_says_it_again(hands: Hands) -> None:
    """A permission that was used, once the lock has rested: I4 looks whether it opens anything."""
    await hands.wait(6)
    for card in hands.cards:
        hands.act(replace(card, id=hands.new_id()))
    hands.cards.clear()


def _with_card_or_code(hands: Hands, deposit: DepositId) -> AnyAnswer:
    """Every third has a card; where it does not help they type the code."""
    machine = hands.machine
    counter = machine.cabinet.deposits[deposit].counter
    if counter % 3 == 0:
        until_s = machine.now_ms() // 1000 + PERMISSION_S_MAX
        word = machine.codes.permission(deposit, until_s)
        card = rq.OpenByCard(id=hands.new_id(), deposit=deposit, until_s=until_s, permission=word)
        answer = hands.act(card)
        if isinstance(answer, DoorOrderedFor):
            hands.cards.append(card)
            return answer
    return hands.act(rq.OpenForPickup(id=hands.new_id(), code=machine.codes.code(counter)))


async def _at_the_open_door(hands: Hands, pickup: DoorOrderedFor) -> None:
    mood = hands.chance.random()
    if mood < 0.1:  # pushes it shut before taking anything
        await hands.push_shut(pickup.compartment)
        await hands.wait(6)
        again = hands.act(rq.OpenAgain(id=hands.new_id(), pickup=pickup.pickup or pickup.re))
        if not isinstance(again, DoorOrderedFor) or not await hands.door_gives_way(pickup.compartment):
            return
    if mood > 0.95:  # "not my document", puts it back
        hands.act(rq.ReportWrongDocument(id=hands.new_id(), pickup=pickup.pickup or pickup.re))
        await hands.push_shut(pickup.compartment)
        return
    hands.take(pickup.compartment)
    await hands.wait(hands.chance.uniform(1, 8))
    if mood > 0.9:  # leaves the door open
        await hands.wait(150)
    await hands.push_shut(pickup.compartment)
    await hands.wait(1)
    if mood < 0.7:
        hands.act(rq.ConfirmCollected(id=hands.new_id(), pickup=pickup.pickup or pickup.re))


async def applicant_hands_in(hands: Hands) -> None:
    """Puts paper originals in; some shut too soon, change their mind, or walk off without a word."""
    size = hands.chance.choice([Size.S, Size.S, Size.M])
    case = CaseNumber(f"C-{hands.chance.randrange(40)}")
    begun = hands.act(rq.BeginHandIn(id=hands.new_id(), case=case, size=size, low_reach=hands.chance.random() < 0.2))
    if not isinstance(begun, DoorOrderedFor) or begun.deposit is None:
        return
    if not await hands.door_gives_way(begun.compartment):
        hands.act(rq.CancelHandIn(id=hands.new_id(), hand_in=begun.re))
        return
    assert hands.machine_contents(begun.compartment) is None, "somebody else's paper before an applicant"
    mood = hands.chance.random()
    place = begun.compartment if mood > 0.2 else await _not_in_the_first(hands, begun, mood)
    if place is None:
        return
    hands.put(place, begun.deposit)
    await hands.wait(hands.chance.uniform(1, 5))
    await hands.push_shut(place)
    await hands.wait(1)
    if mood < 0.9:
        hands.act(rq.ConfirmHandIn(id=hands.new_id(), hand_in=begun.re))


async def _not_in_the_first(hands: Hands, begun: DoorOrderedFor, mood: float) -> CompartmentId | None:
    """Shuts it empty: to open it again, to have a larger one, or to go home. The door that then stands open."""
    await hands.push_shut(begun.compartment)
    await hands.wait(6)
    if mood < 0.05:
        hands.act(rq.CancelHandIn(id=hands.new_id(), hand_in=begun.re))
        return None
    again: rq.Request = rq.OpenHandInAgain(id=hands.new_id(), hand_in=begun.re)
    if mood < 0.1:
        again = rq.MoveHandIn(id=hands.new_id(), hand_in=begun.re, size=Size.M)
    answer = hands.act(again)
    if not isinstance(answer, DoorOrderedFor) or not await hands.door_gives_way(answer.compartment):
        return None
    assert answer.deposit == begun.deposit, "a hand-in opens only its own doors"
    assert hands.machine_contents(answer.compartment) is None, "somebody else's paper before an applicant"
    return answer.compartment


async def staff_take_back(hands: Hands) -> None:
    """Takes an overdue, disputed or any other document out."""
    deposit = hands.some_deposit(DepositState.WAITING, DepositState.DISPUTED, DepositState.TAKING_BACK)
    if deposit is None:
        return
    answer = hands.act(rq.TakeBack(id=hands.new_id(), token=TOKEN, deposit=deposit), CLERK)
    if isinstance(answer, DoorOrderedFor) and await hands.door_gives_way(answer.compartment):
        hands.take(answer.compartment)
        await hands.wait(hands.chance.uniform(0, 3))  # some too fast to be believed
        await hands.push_shut(answer.compartment)
        await hands.wait(1)
        hands.act(rq.ConfirmTakenBack(id=hands.new_id(), token=TOKEN, deposit=deposit), CLERK)


async def staff_settle_doubts(hands: Hands) -> None:
    """Opens every compartment in doubt, looks, and says truly what is inside."""
    for compartment in list(hands.machine.cabinet.compartments.values()):
        if compartment.service is Service.NEEDS_CHECK:
            await looks_inside(hands, compartment.id)


async def looks_inside(hands: Hands, id_: CompartmentId) -> None:
    """Opens one compartment, looks, and says truly what is inside."""
    opened = hands.act(rq.OpenForCheck(id=hands.new_id(), token=TOKEN, compartment=id_), CLERK)
    if not isinstance(opened, DoorOrderedFor) or not await hands.door_gives_way(id_):
        return
    found = hands.machine_contents(id_)
    expected = hands.machine.cabinet.compartments[id_].deposit
    if found is not None and found != expected:
        hands.take(id_)  # nobody's in the books: it goes to the window
        found = None
    await hands.push_shut(id_)
    await hands.wait(6)
    hands.act(rq.SettleCompartment(id=hands.new_id(), token=TOKEN, compartment=id_, empty=found is None), CLERK)


async def screen_sends_it_again(hands: Hands) -> None:
    """Its word got lost between screen and lockerd, so it says the last thing once more."""
    for last in hands.machine.asked[-1:]:
        if not isinstance(last.answer, Refused):
            again = hands.machine.doors.act(last.request, CLERK)
            assert again == last.answer, f"{last.request.id}, sent again, did not get its first answer"


async def thief(hands: Hands) -> None:
    """Forces a door whose sensor works and is heard, takes what is there, and leaves it open."""
    id_ = hands.chance.choice(sorted(hands.machine.layout))
    board, wires = hands.machine.layout[id_].board, hands.machine.wires
    if wires.is_impersonated(board) or not wires.hears(board):
        return  # shut again by the next, nobody would ever know
    door = hands.machine.world.door(id_)
    if door.sensor is not None and not door.sensor.faults and not door.jammed and door.pry_open():
        hands.take(id_)
        await hands.wait(2)


def inside(hands: Hands) -> list[DepositId]:
    """Every deposit the books know to be inside."""
    return sorted(d.id for d in hands.machine.cabinet.deposits.values() if d.state not in ENDED)


PEOPLE: list[tuple[Act, int]] = [
    (clerk_deposits, 30),
    (applicant_collects, 30),
    (applicant_hands_in, 12),
    (somebody_guesses, 3),
    (stranger_with_an_old_code, 3),
    (stranger_with_a_code_of_another_cabinet, 2),
    (stranger_with_a_code_not_given_out_yet, 2),
    (staff_take_back, 6),
    (staff_settle_doubts, 10),
    (screen_sends_it_again, 4),
    (thief, 1),
]
