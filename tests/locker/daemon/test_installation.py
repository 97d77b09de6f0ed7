"""lockerd leaves the mark on which systemd acts: only for who may, only for a moment."""

import asyncio
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import Done, Refused
from locker.contract.ids import CompartmentId, StaffToken
from locker.daemon.mark import NAME, Mark
from tests.locker.daemon.bench import lockerd, new_id


async def test_the_mark_lies_beside_the_socket_once_it_was_asked_for_by_who_may(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        person = d.people[0]
        stranger = await person.ask(rq.BeginInstallation(id=new_id(), token=StaffToken("nobody")))
        assert isinstance(stranger, Refused)
        assert not (tmp_path / NAME).exists()
        await person.log_in()
        await person.ask(rq.OpenForCheck(id=new_id(), token=person.token, compartment=CompartmentId("A1")))
        await person.sees_step("opened")
        refused = await person.ask(rq.BeginInstallation(id=new_id(), token=person.token))
        assert isinstance(refused, Refused)
        assert not (tmp_path / NAME).exists()
        d.boards.push_shut("upper", 1)
        await person.sees_step("closed")
        assert isinstance(await person.ask(rq.BeginInstallation(id=new_id(), token=person.token)), Done)
        assert (tmp_path / NAME).exists()
        assert len(d.boards.pulses) == 1, "the check drives the bus, not lockerd"


async def test_a_mark_that_nobody_answered_is_taken_away_and_a_folder_that_is_gone_ends_nothing(tmp_path: Path) -> None:
    mark = Mark(tmp_path)
    mark.leave()
    mark.take_away()
    mark.take_away()
    assert not mark.path.exists()
    Mark(tmp_path / "gone").leave()
    await asyncio.sleep(0)
