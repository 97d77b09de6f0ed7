"""The hall's processes on PostgreSQL, as many of each as people may start: nothing is lost, and nothing comes twice."""

import asyncio
from pathlib import Path

import pytest

from hall.ingest.part import Part
from hall.sms.senders.console import read_outbox
from intake.contract.answers import Acknowledged
from tests.hall.case_story import KIOSK_DECIDES, handing_in
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk
from tests.hall.database import OnServer
from tests.hall.process import Hall, until
from tests.hall.story import KioskLog, begun, confirmed
from tests.hall.test_ingest_live import kiosk
from tests.intake.story import applying, item
from tests.real.broker import Broker
from tests.real.postgresql import PostgreSQL

PHONE = "13812348000"
WAITS = "waiting for its end"


def test_two_share_the_kiosks_and_each_log_is_held_whole(broker: Broker, tmp_path: Path, on: OnServer) -> None:
    hall, one, two = Hall(tmp_path / "hall", broker, on), KioskLog("k1"), KioskLog("k2")
    parts = hall.serving("ingest", "--part", "1/2"), hall.serving("ingest", "--part", "2/2")
    with parts[0], parts[1], kiosk(broker, one) as first, kiosk(broker, two) as second:
        until(lambda: hall.log("ingest").count("linked") == 2)
        first.sends(*[one.writes(begun(f"k1-{turn}")) for turn in range(20)])
        second.sends(*[two.writes(begun(f"k2-{turn}")) for turn in range(20)])
        first.is_told(20)
        second.is_told(20)
    assert hall.asks("SELECT count(*) FROM event") == 40
    assert hall.asks("SELECT count(*) FROM dropped") == 0


def test_a_part_that_is_none_is_said(broker: Broker, tmp_path: Path, on: OnServer) -> None:
    for part in ("0/2", "3/2", "1", "1/99", "-1/2"):
        with pytest.raises(ValueError, match="not a part"):
            Part.read(part)
    answer = Hall(tmp_path / "hall", broker, on).runs("ingest", "--part", "3/3")  # there are two kiosks
    assert (answer.returncode, "--part 3/3: no kiosk" in answer.stderr) == (2, True)


def test_the_second_ingest_waits_and_goes_on_where_the_first_was_killed(
    broker: Broker, tmp_path: Path, on: OnServer
) -> None:
    hall, log = Hall(tmp_path / "hall", broker, on), KioskLog()
    with kiosk(broker, log) as link, hall.serving("ingest") as first:
        link.is_told(0)
        link.sends(log.writes(begun("k1-7")))
        link.is_told(1)
        with hall.serving("ingest"):
            until(lambda: WAITS in hall.log("ingest"))
            first.kill()
            until(lambda: hall.log("ingest").count("linked") == 2)
            link.sends(log.writes(confirmed("k1-7")))
            link.is_told(2)
    assert hall.asks("SELECT count(*) FROM event") == 2


def test_two_sms_processes_send_each_sms_once(broker: Broker, tmp_path: Path, on: OnServer) -> None:
    hall, log = Hall(tmp_path / "hall", broker, on), KioskLog()
    with hall.serving("sms") as first, hall.serving("sms"):
        until(lambda: WAITS in hall.log("sms"))
        with hall.serving("ingest"), kiosk(broker, log) as link:
            link.is_told(0)
            for turn in range(6):
                link.sends(*log.writes_all(begun(f"k1-{turn}", hall.seals(PHONE)), confirmed(f"k1-{turn}")))
            until(lambda: hall.asks("SELECT count(*) FROM sms WHERE state = 'delivered'") == 6)
            first.kill()
            link.sends(*log.writes_all(begun("k1-7", hall.seals(PHONE)), confirmed("k1-7")))
            until(lambda: hall.asks("SELECT count(*) FROM sms WHERE state = 'delivered'") == 7)
    assert len(read_outbox(hall.folder / "sms.txt")) == 7
    assert hall.asks("SELECT count(*) FROM sms WHERE state = 'unknown'") == 0


def test_the_database_goes_away_and_comes_back_and_nothing_is_lost(
    broker: Broker, tmp_path: Path, on: OnServer, server: PostgreSQL
) -> None:
    hall, log = Hall(tmp_path / "hall", broker, on), KioskLog()
    with kiosk(broker, log) as link:
        with hall.serving("ingest") as first:
            link.is_told(0)
            link.sends(log.writes(begun("k1-7")))
            link.is_told(1)
            server.stop()
            link.sends(log.writes(confirmed("k1-7")))
            assert first.wait(20) == 1  # nothing was acknowledged; systemd starts it again
        server.start()
        with hall.serving("ingest"):
            link.is_told(1)
            link.sends(*log.messages())
            link.is_told(2)
    assert hall.asks("SELECT count(*) FROM event") == 2
    assert hall.asks("SELECT count(*) FROM sms") == 1


async def test_two_kiosks_hand_in_at_once_and_the_counter_outlives_its_database(
    tmp_path: Path, on: OnServer, server: PostgreSQL
) -> None:
    counter = Counter(tmp_path / "hall", on)
    with counter.serving():
        async with Kiosk(counter, "k1") as one, Kiosk(counter, "k2") as two:
            told = await asyncio.gather(*[_hands_in(who, turn) for turn in range(3) for who in (one, two)])
            assert {type(answer) for answer in told} == {Acknowledged}
            server.stop()
            assert (await one.looks("f" * 32)).status == 500
            server.start()
            assert (await one.looks("f" * 32)).status == 200
            assert isinstance(await _hands_in(one, 3), Acknowledged)
    assert counter.asks("SELECT count(*) FROM cases_case") == [(7,)]


async def _hands_in(who: Kiosk, turn: int) -> object:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)), kiosk=who.name, label=f"{who.name}{turn}")
    return (await who.hands_in(submission.id, who.seals(submission, pages))).word
