"""The hall hands a kiosk's log back: exactly as stored, checked, and enough to restore the kiosk from."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Message
from hall.kiosks.log_copy import NothingHeldError, write_log_copy
from hall.kiosks.models import Event
from locker.contract import events as ev
from locker.contract import log_file
from locker.contract.facts import DepositState
from locker.contract.ids import BootId, CompartmentId, DepositId
from locker.contract.log_file import LogFileError
from locker.ledger.copies import open_copy
from locker.ledger.files import verify_file
from locker.ledger.ledger import Ledger
from locker.ledger.restore import restore
from tests.hall.story import START_MS, KioskLog, begun, confirmed

pytestmark = pytest.mark.usefixtures("hall_home")


def a_kiosk_that_told_all() -> KioskLog:
    """One envelope waits in A1; the hall holds every entry."""
    log = KioskLog()
    started = ev.LockerdStarted(version="1", compartments=[CompartmentId("A1"), CompartmentId("A2")])
    log.writes_all(started, begun("k1-7"), confirmed("k1-7"))
    arrive(log)
    return log


def arrive(log: KioskLog) -> None:
    messages = [Message(log.topics.log, payload, retained=False) for payload in log.messages()]
    take(Addresses(machine().kiosk), messages, START_MS)


def test_a_kiosk_whose_disk_was_lost_gets_its_deposits_and_its_counter_back(tmp_path: Path) -> None:
    log = a_kiosk_that_told_all()
    write_log_copy("k1", 0, tmp_path / "k1.log.gz")

    done = restore(open_copy(tmp_path / "k1.log.gz"), tmp_path / "ledger", BootId("new"), START_MS)

    cabinet = verify_file(tmp_path / "ledger").cabinet
    assert done.added == len(log.entries)
    assert cabinet.deposits[DepositId("k1-7")].state is DepositState.WAITING
    assert cabinet.next_counter == 8


def test_the_restored_kiosk_goes_on_with_the_log_the_hall_holds(tmp_path: Path) -> None:
    log = a_kiosk_that_told_all()
    write_log_copy("k1", 0, tmp_path / "k1.log.gz")
    restore(open_copy(tmp_path / "k1.log.gz"), tmp_path / "ledger", BootId("new"), START_MS)
    ledger = Ledger(tmp_path / "ledger", BootId("new"))
    new = ledger.after(len(log.entries), 100)
    ledger.close()

    log.entries.extend(new)
    arrive(log)

    assert Event.objects.filter(kiosk_id="k1").count() == len(log.entries)


def test_only_what_the_copy_lacks_can_be_asked_for(tmp_path: Path) -> None:
    a_kiosk_that_told_all()
    write_log_copy("k1", 2, tmp_path / "part")

    with (tmp_path / "part").open("rb") as file:
        head, lines = log_file.read(file)
        assert [line.seq for line in lines] == [3]
    assert (head.after, head.seq) == (2, 3)


def test_bodies_are_handed_out_exactly_as_they_came(tmp_path: Path) -> None:
    a_kiosk_that_told_all()
    Event.objects.filter(seq=3).update(body=Event.objects.get(seq=3).body.replace(",", ", ", 1))

    with pytest.raises(LogFileError, match="entry 3"):
        write_log_copy("k1", 0, tmp_path / "k1.log.gz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kiosk", "after"), [("k9", 0), ("k2", 0), ("k1", 3), ("k1", -1)])
def test_where_nothing_is_held_nothing_is_written(tmp_path: Path, kiosk: str, after: int) -> None:
    a_kiosk_that_told_all()

    with pytest.raises(NothingHeldError):
        write_log_copy(kiosk, after, tmp_path / "log")
    assert list(tmp_path.iterdir()) == []


def test_a_person_writes_it_by_command(hall_home: Path, tmp_path: Path) -> None:
    a_kiosk_that_told_all()
    where = ["--config", str(hall_home / "hall.toml")]
    words = [sys.executable, "-m", "hall", *where, "log", "k1", "--out", str(tmp_path / "k1.log.gz")]

    said = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)

    assert said.returncode == 0, said.stderr
    assert "1 to 3 of k1" in said.stdout
    with gzip.open(tmp_path / "k1.log.gz") as file:
        assert len(file.readlines()) == 4
