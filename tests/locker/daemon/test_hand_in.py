"""Paper originals handed in over the socket: nobody logs in, a repeat opens nothing twice, staff take them out."""

from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import Deposits, Done, DoorOrderedFor
from locker.contract.facts import DepositKind, DepositState, Size
from locker.contract.ids import CaseNumber, DepositId
from locker.ledger.files import verify_file
from tests.locker.daemon.bench import Lockerd, Person, lockerd, new_id


async def hands_in(d: Lockerd, applicant: Person) -> DepositId:
    request = rq.BeginHandIn(id=new_id(), case=CaseNumber("E26112300423"), size=Size.S)
    begun = await applicant.ask(request)
    assert isinstance(begun, DoorOrderedFor), begun
    assert await applicant.ask(request) == begun
    await applicant.sees_step("opened")
    slot = d.doors.layout[begun.compartment]
    d.boards.push_shut(slot.board, slot.channel)
    await applicant.sees_step("closed")
    assert isinstance(await applicant.ask(rq.ConfirmHandIn(id=new_id(), hand_in=request.id)), Done)
    assert begun.deposit is not None
    return begun.deposit


async def test_papers_wait_for_staff_with_their_case_and_no_phone(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        deposit = await hands_in(d, await d.person())
        assert len(d.boards.pulses) == 1
        clerk = await d.person()
        await clerk.log_in()
        listed = await clerk.ask(rq.ListDeposits(id=new_id(), token=clerk.token))
        assert isinstance(listed, Deposits)
        (row,) = listed.rows
        assert (row.deposit, row.kind, row.case) == (deposit, DepositKind.MATERIAL, "E26112300423")
        assert (row.phone_masked, row.due_at_ms, row.overdue) == ("", 0, False)


async def test_the_log_alone_tells_of_it_after_a_restart(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        deposit = await hands_in(d, await d.person())
    replayed = verify_file(tmp_path / "ledger.sqlite").cabinet
    assert replayed.deposits[deposit].state is DepositState.WAITING
    async with lockerd(tmp_path) as again:
        assert again.ledger.cabinet.deposits == replayed.deposits
        assert not again.boards.pulses
