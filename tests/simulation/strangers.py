"""Who tries to open a door that is not theirs: with codes of nobody, of others, of days gone by."""

from collections.abc import Iterator

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, Refused
from locker.contract.facts import DepositKind, DepositState
from locker.domain.code import CodeBook
from locker.domain.state import Deposit
from tests.simulation.hands import Hands

ELSEWHERE = CodeBook("KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
OPENS = frozenset({DepositState.WAITING, DepositState.COLLECTING})


async def somebody_guesses(hands: Hands) -> None:
    """Types eight digits that are nobody's."""
    codes = {hands.machine.codes.code(d.counter) for d in hands.machine.cabinet.deposits.values()}
    for _ in range(hands.chance.randrange(1, 8)):
        guess = f"{hands.chance.randrange(10**8):08d}"
        if guess not in codes:
            nothing_opens(_typed(hands, guess), "a guess")
        await hands.wait(3)


async def stranger_with_a_code_of_another_cabinet(hands: Hands) -> None:
    """Right there, and the same number of a deposit; not here."""
    for deposit in _some(hands, list(hands.machine.cabinet.deposits.values())):
        nothing_opens(_typed(hands, ELSEWHERE.code(deposit.counter)), "a code of another cabinet")
        await hands.wait(3)


async def stranger_with_a_code_not_given_out_yet(hands: Hands) -> None:
    """Somebody counted on."""
    counter = hands.machine.cabinet.next_counter + hands.chance.randrange(3)
    nothing_opens(_typed(hands, hands.machine.codes.code(counter)), "a code of days to come")


async def stranger_with_an_old_code(hands: Hands) -> None:
    """A message found on a phone: the document was collected, or taken back, or somebody says it is not theirs."""
    for deposit in _some(hands, list(_closed(hands))):
        answer = _typed(hands, hands.machine.codes.code(deposit.counter))
        nothing_opens(answer, f"the code of {deposit.id}, which is {deposit.state}")
        await hands.wait(1)


async def strangers_try_every_old_code(hands: Hands) -> None:
    """Every day ends so: no code of a deposit that is over opens anything, nor one of papers on their way to staff."""
    for deposit in list(_closed(hands)):
        answer = _typed(hands, hands.machine.codes.code(deposit.counter))
        nothing_opens(answer, f"the code of {deposit.id}, which is {deposit.state}")
    await stranger_with_a_code_not_given_out_yet(hands)
    await stranger_with_a_code_of_another_cabinet(hands)


def nothing_opens(answer: AnyAnswer, what: str) -> None:
    """A stranger is refused, in no more words than anybody."""
    assert isinstance(answer, Refused), f"I4 {what} opened a door"


def _typed(hands: Hands, code: str) -> AnyAnswer:
    return hands.act(rq.OpenForPickup(id=hands.new_id(), code=code))


def _closed(hands: Hands) -> Iterator[Deposit]:
    """Deposits whose code opens nothing, and is not by chance that of one whose code does."""
    codes, deposits = hands.machine.codes, hands.machine.cabinet.deposits.values()
    opening = {codes.code(d.counter) for d in deposits if d.state in OPENS and d.kind is DepositKind.RESULT}
    return (d for d in deposits if codes.code(d.counter) not in opening)


def _some(hands: Hands, deposits: list[Deposit]) -> list[Deposit]:
    return hands.chance.sample(deposits, min(len(deposits), 3))
