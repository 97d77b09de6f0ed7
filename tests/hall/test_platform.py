"""What happens to cases reaches the platform: in order, signed, again after trouble, known by its id."""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from config.hall import HallMachine
from hall.cases.models import CaseEvent
from hall.clock import now_ms
from hall.here import credentials, machine
from hall.platform.adapters import Delivered, Later
from hall.platform.adapters.folder import FolderAdapter
from hall.platform.adapters.http import HttpAdapter
from hall.platform.backlog import PATIENCE_MS, Stuck, stuck
from hall.platform.carrier import PAUSE_MS_MAX, PAUSE_MS_MIN, Carrier
from hall.platform.event import PlatformEvent, event_of
from hall.platform.models import Cursor
from hall.platform.order import put_in_order
from hall.platform.receiver import KNOWN, MALFORMED, TAKEN, TOO_LARGE, UNSIGNED, Receiver, server
from hall.platform.schema import FILE, schema_text
from hall.platform.service import carriers
from hall.platform.signing import ID, SIGNATURE, headers
from tests.hall.case_story import KIOSK_DECIDES, NOON_MS, applied
from tests.hall.desk_story import Person
from tests.hall.process import Hall, until
from tests.real.broker import Broker


class Time:
    """A clock that is told the time."""

    def __init__(self) -> None:
        self.ms = NOON_MS

    def __call__(self) -> int:
        return self.ms


class Platform:
    """The other side. ``trouble``: what it says instead of taking an event."""

    name = "test"

    def __init__(self) -> None:
        self.trouble = ""
        self.asked = 0
        self.taken: list[PlatformEvent] = []

    def deliver(self, event: bytes, _headers: Mapping[str, str]) -> Delivered | Later:
        self.asked += 1
        if self.trouble:
            return Later(self.trouble)
        self.taken.append(msgspec.json.decode(event, type=PlatformEvent))
        return Delivered()


def key() -> str:
    return credentials().text("platform_signing.key")


def public_key() -> str:
    return credentials().text("platform_signing.pub")


def made(row: CaseEvent) -> PlatformEvent:
    put_in_order()
    row.refresh_from_db()
    return event_of(row, "E", "二政服")


@pytest.fixture
def three(hall_home: Path) -> list[int]:
    """Three cases were handed in; the numbers of their events."""
    for _ in range(3):
        applied(KIOSK_DECIDES)
    return list(CaseEvent.objects.order_by("seq").values_list("seq", flat=True))


def test_events_go_out_in_order_and_once(three: list[int]) -> None:
    platform = Platform()
    carrier = Carrier(platform, made, key(), Time())

    assert carrier.turn()
    assert not carrier.turn()
    assert [event.seq for event in platform.taken] == three
    assert [event.id for event in platform.taken] == [f"E-{seq}" for seq in three]


def test_what_the_platform_does_not_take_waits_and_those_behind_it_too(three: list[int]) -> None:
    platform, time = Platform(), Time()
    carrier = Carrier(platform, made, key(), time)
    platform.trouble = "status 503"
    assert not carrier.turn()
    assert Cursor.objects.get().trouble == "status 503"

    platform.trouble = ""
    assert not carrier.turn()  # not before the pause is over
    assert platform.asked == 1
    time.ms += PAUSE_MS_MIN
    assert carrier.turn()
    assert [event.seq for event in platform.taken] == three
    assert Cursor.objects.get().trouble == ""


def test_pauses_double_up_to_five_minutes(three: list[int]) -> None:
    platform, time = Platform(), Time()
    carrier = Carrier(platform, made, key(), time)
    platform.trouble = "away"
    for _ in range(20):
        carrier.turn()
        time.ms += PAUSE_MS_MAX
    asked = platform.asked
    time.ms -= 1
    carrier.turn()

    assert asked == 20
    assert platform.asked == 20


def test_a_carrier_that_starts_again_goes_on_where_the_last_one_ended(three: list[int]) -> None:
    platform = Platform()
    Carrier(platform, made, key(), Time()).turn()
    told = applied(KIOSK_DECIDES)
    Carrier(platform, made, key(), Time()).turn()

    assert [event.fact.case for event in platform.taken][3:] == [told.case]


def test_what_was_committed_late_is_not_passed_over(three: list[int]) -> None:
    platform = Platform()
    late = CaseEvent.objects.get(seq=three[1])
    CaseEvent.objects.filter(pk=late.pk).delete()
    Carrier(platform, made, key(), Time()).turn()
    late.save(force_insert=True)  # its number was taken before those that are out by now
    Carrier(platform, made, key(), Time()).turn()

    cases = [CaseEvent.objects.get(pk=seq).case for seq in (three[0], three[2], three[1])]
    assert [event.fact.case for event in platform.taken] == cases
    assert [event.seq for event in platform.taken] == [1, 2, 3]


def test_a_platform_that_takes_nothing_is_seen_on_the_dashboard(three: list[int]) -> None:
    platform, person = Platform(), Person("li", "viewer")
    platform.trouble = "http: status 503"
    Carrier(platform, made, key(), Time()).turn()
    CaseEvent.objects.update(at_ms=now_ms())
    assert "http: status 503" not in person.opens("/live")
    CaseEvent.objects.update(at_ms=now_ms() - PATIENCE_MS - 1)
    assert "http: status 503" in person.opens("/live")
    platform.trouble = ""
    Carrier(platform, made, key(), Time()).turn()
    assert "status 503" not in person.opens("/live")


def test_a_platform_process_that_does_not_run_is_seen_too(three: list[int]) -> None:
    CaseEvent.objects.update(at_ms=now_ms() - PATIENCE_MS - 1)
    assert stuck(now_ms()) == [Stuck("", "", CaseEvent.objects.earliest("seq").at_ms, 3)]


def test_a_file_that_is_no_event_holds_up_no_other(three: list[int], tmp_path: Path) -> None:
    folder, receiver = tmp_path / "out", Receiver(public_key(), tmp_path / "in")
    Carrier(FolderAdapter(folder), made, key(), Time()).turn()
    (folder / "000000000000-x.event").write_bytes(b"\xff not ours\n{}")
    (folder / "000000000000-y.event").write_bytes(bytes(100_000))

    assert receiver.take_folder(folder) == [MALFORMED, TOO_LARGE, TAKEN, TAKEN, TAKEN]
    assert [path.name[13] for path in sorted(folder.iterdir())] == ["x", "y"]


def test_nobody_can_be_known_from_an_event(three: list[int]) -> None:
    body = msgspec.json.encode(made(CaseEvent.objects.order_by("seq")[0])).decode()

    assert not re.search(r"\d{17}[\dXx]|\b1[3-9]\d{9}\b", body)
    assert set(json.loads(body)) == {"version", "id", "hall", "seq", "at_ms", "kind", "fact"}


def test_the_published_schema_is_the_current_one(hall_home: Path) -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_the_folders_files_are_whole_sorted_and_taken_once(three: list[int], tmp_path: Path) -> None:
    folder, receiver = tmp_path / "out", Receiver(public_key(), tmp_path / "in")
    Carrier(FolderAdapter(folder), made, key(), Time()).turn()
    names = sorted(path.name for path in folder.iterdir())
    kept = (folder / names[0]).read_bytes()

    assert [int(name.partition("-")[0]) for name in names] == three
    assert receiver.take_folder(folder) == [TAKEN] * 3
    (folder / names[0]).write_bytes(kept)
    assert receiver.take_folder(folder) == [KNOWN]
    assert not list(folder.iterdir())


def test_a_folder_that_cannot_be_written_is_told(hall_home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = FolderAdapter(tmp_path / "file").deliver(b"{}", {ID: "E-1"})

    assert answer == Later("folder: File exists")


def test_what_was_changed_on_the_way_is_not_believed(three: list[int], tmp_path: Path) -> None:
    receiver = Receiver(public_key(), tmp_path)
    event = made(CaseEvent.objects.order_by("seq")[0])
    body = msgspec.json.encode(event)
    good = headers(event.id, body, key())

    assert receiver.take(body.replace(b"received", b"accepted"), good) == UNSIGNED
    assert receiver.take(body, good | {SIGNATURE: "a..b"}) == UNSIGNED
    assert receiver.take(body, {}) == UNSIGNED
    assert receiver.take(body, good | {ID: "E-999"}) == MALFORMED
    assert receiver.take(bytes(70_000), good) == TOO_LARGE
    assert receiver.take(body, good) == TAKEN
    assert receiver.take(body, good) == KNOWN


@pytest.fixture
def address(hall_home: Path, tmp_path: Path) -> Iterator[str]:
    """A receiver that listens."""
    with server(Receiver(public_key(), tmp_path / "in"), 0) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}/events"
        listening.shutdown()
        thread.join()


def test_events_are_posted_and_taken(address: str, three: list[int], tmp_path: Path) -> None:
    Carrier(HttpAdapter(address), made, key(), Time()).turn()

    assert sorted(path.stem for path in (tmp_path / "in").iterdir()) == sorted(f"E-{seq}" for seq in three)


def test_a_platform_that_is_away_or_says_no_is_told_without_what_was_sent(address: str, hall_home: Path) -> None:
    away = HttpAdapter("http://127.0.0.1:9/")

    assert away.deliver(b"{}", {ID: "E-1"}) == Later("http: ConnectionRefusedError")
    assert HttpAdapter(address).deliver(b"{}", {ID: "E-1", SIGNATURE: "x"}) == Later("http: status 403")


def test_a_folder_alone_or_an_address_too_by_the_toml(hall_home: Path) -> None:
    plain: HallMachine = machine()
    assert plain.cases
    posted = msgspec.structs.replace(plain.cases, platform_url="https://platform.example/events")

    assert len(carriers(plain, credentials())) == 1
    assert len(carriers(msgspec.structs.replace(plain, cases=posted), credentials())) == 2


def test_the_process_puts_events_into_the_folder(broker: Broker, tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall", broker)
    with hall.serving("platform"):
        until(lambda: hall.asks("SELECT count(*) FROM platform_cursor") == 1)
    assert "Traceback" not in hall.log("platform")
