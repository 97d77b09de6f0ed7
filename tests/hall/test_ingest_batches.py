"""A batch of messages becomes rows: in order, once, or not at all."""

from pathlib import Path

import pytest

from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.chain import Cursor
from hall.ingest.messages import Addresses, Message
from hall.kiosks.models import Alarm, Compartment, Deposit, Dropped, Event, Kiosk
from hall.sms.models import Sms
from locker.contract import events as ev
from locker.contract.codec import GENESIS_HASH, entry_hash
from locker.contract.facts import Alarm as AlarmKind
from locker.contract.facts import DepositKind, Door, Service
from locker.contract.ids import CompartmentId, DepositId, StaffNumber
from tests.hall.story import KioskLog, begun, collected, confirmed

NOW_MS = 1_795_100_000_000
A1 = CompartmentId("A1")
D1 = DepositId("k1-7")


@pytest.fixture(autouse=True)
def _hall(hall_home: Path) -> None:
    pass


def arrive(log: KioskLog, *payloads: bytes, topic: str | None = None, retained: bool = False) -> Cursor | None:
    messages = [Message(topic or log.topics.log, payload, retained) for payload in payloads]
    return take(Addresses(machine().kiosk), messages, NOW_MS).get(log.kiosk)


def dropped() -> dict[str, int]:
    return {row.cause: row.count for row in Dropped.objects.all()}


def test_what_a_kiosk_wrote_is_held_and_acknowledged_up_to_the_last() -> None:
    log = KioskLog()
    held = arrive(log, *log.writes_all(ev.StaffLoggedIn(staff=StaffNumber("1001")), begun("k1-7"), confirmed("k1-7")))

    assert held == Cursor(3, log.hash)
    assert list(Event.objects.order_by("seq").values_list("seq", "kind")) == [
        (1, "staff_logged_in"),
        (2, "deposit_begun"),
        (3, "deposit_confirmed"),
    ]
    assert Kiosk.objects.get(pk="k1").cursor_seq == 3


def test_a_placed_result_owes_one_sms_and_material_owes_none() -> None:
    log = KioskLog()
    arrive(log, *log.writes_all(begun("k1-7"), confirmed("k1-7")))
    arrive(log, *log.writes_all(begun("k1-8", kind=DepositKind.MATERIAL), confirmed("k1-8")))

    (sms,) = Sms.objects.all()
    assert (sms.deposit, sms.reason, sms.counter, sms.state) == ("k1-7", "ready", 7, "owed")
    assert Deposit.objects.get(deposit="k1-7").state == "waiting"


def test_messages_that_come_twice_change_nothing_and_are_acknowledged_again() -> None:
    log = KioskLog()
    first = log.writes_all(begun("k1-7"), confirmed("k1-7"))
    arrive(log, *first)
    held = arrive(log, *first, *first)

    assert held == Cursor(2, log.hash)
    assert Event.objects.count() == 2
    assert Sms.objects.count() == 1
    assert dropped() == {}


def test_after_a_gap_the_kiosk_is_told_where_to_repeat_from() -> None:
    log = KioskLog()
    one, two, three = log.writes_all(begun("k1-7"), confirmed("k1-7"), collected("k1-7"))
    held = arrive(log, one, three)

    assert held == Cursor(1, log.entries[0].hash)
    assert Event.objects.count() == 1
    assert dropped() == {"gap": 1}
    assert not Alarm.objects.exists()
    assert arrive(log, two, three) == Cursor(3, log.hash)
    assert Deposit.objects.get(deposit="k1-7").state == "collected"


def test_a_log_that_contradicts_its_hashes_is_refused_and_raises_an_alarm() -> None:
    log, other = KioskLog(), KioskLog()
    arrive(log, log.writes(begun("k1-7")))
    other.writes(begun("k1-9"))
    held = arrive(log, other.writes(confirmed("k1-9")))

    assert held == Cursor(1, log.hash)
    assert Event.objects.count() == 1
    assert Alarm.objects.get().alarm == "log_forked"


def test_a_kiosk_restored_from_an_old_copy_is_noticed() -> None:
    log, restored = KioskLog(), KioskLog()
    arrive(log, *log.writes_all(begun("k1-7"), confirmed("k1-7"), collected("k1-7")))
    restored.writes(begun("k1-7"))
    held = arrive(log, restored.writes(ev.DepositCancelled(deposit=D1)))

    assert held == Cursor(3, log.hash)
    assert Alarm.objects.get().alarm == "log_forked"
    assert Deposit.objects.get().state == "collected"


def test_an_event_of_a_kind_we_do_not_know_is_kept_and_acknowledged() -> None:
    log = KioskLog()
    body = b'{"kind":"door_painted","colour":"red"}'
    hash_ = entry_hash(GENESIS_HASH, 1, 5, "b", None, body)
    payload = b'{"seq":1,"at_ms":5,"boot":"b","request":null,"body":%b,"hash":"%b"}' % (body, hash_.encode())
    assert arrive(log, payload) == Cursor(1, hash_)

    event = Event.objects.get()
    assert (event.kind, event.body) == ("door_painted", body.decode())
    assert dropped() == {"not_understood": 1}


@pytest.mark.parametrize(
    ("payload", "cause"),
    [
        (b"", "malformed"),
        (b"\xff\xfe\x00", "malformed"),
        (b'{"seq":0}', "malformed"),
        (b"[" * 16_000, "malformed"),
        (b'{"seq":1,"at_ms":-1,"boot":"b","request":null,"body":{},"hash":"x"}', "malformed"),
        (b"x" * 16_385, "huge"),
    ],
)
def test_messages_that_are_none_are_counted_and_dropped(payload: bytes, cause: str) -> None:
    assert arrive(KioskLog(), payload) is None
    assert dropped() == {cause: 1}
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "topic",
    ["hall/v1/erenhot/k9/log", "hall/v1/beijing/k1/log", "hall/v1/erenhot/k1/log/ack", "x"],
)
def test_messages_of_kiosks_or_sites_that_are_not_ours_are_dropped(topic: str) -> None:
    log = KioskLog()
    assert arrive(log, log.writes(begun("k1-7")), topic=topic) is None
    assert dropped() == {"foreign": 1}


def test_a_retained_event_is_dropped() -> None:
    log = KioskLog()
    assert arrive(log, log.writes(begun("k1-7")), retained=True) is None
    assert dropped() == {"retained": 1}


def test_a_bad_message_does_not_hold_up_the_good_ones_around_it() -> None:
    log = KioskLog()
    one, two = log.writes_all(begun("k1-7"), confirmed("k1-7"))
    assert arrive(log, one, b"garbage", two) == Cursor(2, log.hash)


def test_doors_follow_the_log() -> None:
    log = KioskLog()
    arrive(log, log.writes(ev.DoorSeen(compartment=A1, door=Door.CLOSED)))
    arrive(
        log, *log.writes_all(ev.DoorOpened(compartment=A1), ev.ServiceSet(compartment=A1, service=Service.NEEDS_CHECK))
    )
    a1 = Compartment.objects.get(kiosk_id="k1", name="A1")
    assert (a1.door, a1.service) == ("open", "needs_check")

    arrive(
        log,
        *log.writes_all(
            ev.DoorClosed(compartment=A1), ev.CompartmentSettled(compartment=A1, empty=True, staff=StaffNumber("1"))
        ),
    )
    a1.refresh_from_db()
    assert (a1.door, a1.service) == ("closed", "in_service")


def test_an_alarm_stands_from_its_first_raising_until_it_is_cleared() -> None:
    log = KioskLog()
    raised = ev.AlarmRaised(alarm=AlarmKind.DOOR_LEFT_OPEN, subject="A1")
    arrive(log, log.writes(raised))
    arrive(log, log.writes(raised))
    assert Alarm.objects.get().since_ms == log.entries[0].at_ms

    cleared = ev.AlarmCleared(alarm=AlarmKind.DOOR_LEFT_OPEN, subject="A1")
    arrive(log, *log.writes_all(cleared, raised))
    assert Alarm.objects.get().since_ms == log.entries[3].at_ms
    arrive(log, log.writes(cleared))
    assert not Alarm.objects.exists()


def test_a_deposit_is_disputed_and_taken_back() -> None:
    log, staff = KioskLog(), StaffNumber("1001")
    arrive(log, *log.writes_all(begun("k1-7"), confirmed("k1-7"), ev.PickupBegun(deposit=D1)))
    arrive(
        log, *log.writes_all(ev.DocumentDisputed(deposit=D1), ev.TakeBackBegun(deposit=D1, staff=staff, disputed=True))
    )
    arrive(log, log.writes(ev.TakeBackAbandoned(deposit=D1, disputed=True)))
    assert Deposit.objects.get().state == "disputed"

    arrive(log, log.writes(ev.DepositTakenBack(deposit=D1, staff=staff)))
    assert Deposit.objects.get().state == "taken_back"
    assert list(Sms.objects.order_by("id").values_list("reason", flat=True)) == ["ready", "disputed", "taken_back"]


def test_two_kiosks_in_one_batch_keep_their_own_logs() -> None:
    one, two = KioskLog("k1"), KioskLog("k2")
    messages = [Message(log.topics.log, log.writes(begun("d-1")), False) for log in (one, two)]
    held = take(Addresses(machine().kiosk), messages, NOW_MS)

    assert held == {"k1": Cursor(1, one.hash), "k2": Cursor(1, two.hash)}
    assert Deposit.objects.count() == 2


def test_numbers_too_large_for_the_database_are_kept_as_text_and_stop_nothing() -> None:
    log = KioskLog()
    assert arrive(log, log.writes(begun("k1-7", counter=10**25)), log.writes(begun("k1-8"))) == Cursor(2, log.hash)
    assert Deposit.objects.get().deposit == "k1-8"


def test_online_since_moves_only_when_something_changed() -> None:
    log = KioskLog()
    birth = b'{"s":"online","boot":"b1","version":"1.0","since_ms":5}'
    arrive(log, birth, topic=log.topics.status)
    since_ms = Kiosk.objects.get(pk="k1").online_since_ms
    later = [Message(log.topics.status, birth, True)]
    take(Addresses(machine().kiosk), later, NOW_MS + 60_000)
    kiosk = Kiosk.objects.get(pk="k1")
    assert (kiosk.online, kiosk.online_since_ms) == (True, since_ms)

    gone = [Message(log.topics.status, b'{"s":"offline","boot":"b1"}', False)]
    take(Addresses(machine().kiosk), gone, NOW_MS + 90_000)
    kiosk.refresh_from_db()
    assert (kiosk.online, kiosk.online_since_ms) == (False, NOW_MS + 90_000)


def test_a_snapshot_names_a_door_the_log_has_not_told_of_but_never_overrules_it() -> None:
    log = KioskLog()
    snapshot = b'{"door":"open","service":"in_service","occupied":false,"deposit_state":"unknown"}'
    arrive(log, snapshot, topic=log.topics.compartment_state("A1"), retained=True)
    assert Compartment.objects.get().door == "open"
    arrive(log, log.writes(ev.DoorClosed(compartment=A1)))
    arrive(log, snapshot, topic=log.topics.compartment_state("A1"), retained=True)
    assert Compartment.objects.get().door == "closed"
