"""The hall's permission reaches lockerd over its socket: one pulse, nothing of it on the disk, no second use."""

from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import DoorOrderedFor, Refused
from locker.contract.facts import DepositState
from locker.contract.ids import DepositId
from locker.contract.permission import PERMISSION_S_MAX
from locker.contract.refusal import Refusal
from tests.locker.daemon.bench import Lockerd, lockerd, new_id
from tests.locker.daemon.test_lockerd import SteppedClock, deposit_waits


def permitted(d: Lockerd, deposit: DepositId) -> rq.OpenByCard:
    """What the hall, which has the same secret and clock, says now."""
    until_s = d.doors.clock.now_ms() // 1000 + PERMISSION_S_MAX
    word = d.codes.permission(deposit, until_s)
    return rq.OpenByCard(id=new_id(), deposit=deposit, until_s=until_s, permission=word)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("ledger*"))


async def test_a_card_opens_the_door_and_the_permission_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        deposit = await deposit_waits(d, await d.person(), clock)
        said, before = permitted(d, deposit), len(d.boards.pulses)
        applicant = await d.person()

        assert isinstance(await applicant.ask(said), DoorOrderedFor)

        await applicant.sees_step("opened")
        assert len(d.boards.pulses) == before + 1
        assert d.ledger.cabinet.deposits[deposit].state is DepositState.COLLECTING
    assert said.permission.encode() not in on_disk(tmp_path)


async def test_a_permission_that_was_used_is_used_up_also_for_a_lockerd_that_was_started_anew(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        deposit = await deposit_waits(d, await d.person(), clock)
        said = permitted(d, deposit)
        applicant = await d.person()
        assert isinstance(await applicant.ask(said), DoorOrderedFor)
        await applicant.sees_step("opened")

    async with lockerd(tmp_path, clock=clock) as d:
        pulses = len(d.boards.pulses)
        stolen = rq.OpenByCard(id=new_id(), deposit=deposit, until_s=said.until_s, permission=said.permission)
        answer = await (await d.person()).ask(stolen)
        assert isinstance(answer, Refused)
        assert answer.refusal is Refusal.PERMISSION_OVER
        assert len(d.boards.pulses) == pulses
        assert d.ledger.cabinet.deposits[deposit].card_until_s == said.until_s
