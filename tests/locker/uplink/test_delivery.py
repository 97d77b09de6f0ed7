"""Whatever happens on the way, the hall's books become the kiosk's ledger: in order, each event once."""

import contextlib
from typing import Any

from locker.contract.topics import LogAck
from tests.locker.uplink.bench import KioskBench, PaperLog, settings, topics
from tests.locker.uplink.hall import Hall, onlooker
from tests.real.broker import Broker
from tests.real.wait import until

A_DAY_OF_EVENTS = 3000
PATIENT: dict[str, Any] = {"resend_s": 60.0, "resend_s_max": 60.0}


async def test_a_day_offline_arrives_once_and_in_order(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker, **PATIENT)), Hall(broker)
    kiosk.log.happen(A_DAY_OF_EVENTS)
    async with hall.open(), kiosk.running():
        await kiosk.delivered()
    assert hall.books == kiosk.log.entries
    assert hall.received == A_DAY_OF_EVENTS


async def test_what_happens_while_connected_arrives_at_once(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker, **PATIENT)), Hall(broker)
    async with hall.open(), kiosk.running():
        for _ in range(5):
            kiosk.log.happen(1)
            await kiosk.delivered()
    assert hall.received == 5


async def test_no_more_than_a_window_is_under_way_while_the_hall_is_silent(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker, window=40, **PATIENT)), Hall(broker)
    hall.mute = True
    kiosk.log.happen(100)
    async with hall.open(), kiosk.running():
        await until(lambda: hall.received == 40)
        hall.mute = False
        await hall.acknowledge()
        await kiosk.delivered()
    assert hall.received == 100


async def test_the_hall_is_away_and_comes_back(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    kiosk.log.happen(300)
    async with kiosk.running():
        await until(lambda: kiosk.uplink.online)
        async with hall.open():
            await kiosk.delivered()
    assert hall.books == kiosk.log.entries


async def test_a_broker_that_lost_what_it_had_confirmed_is_sent_it_again(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker, **PATIENT)), Hall(broker)
    kiosk.log.happen(20)
    async with contextlib.AsyncExitStack() as life:
        async with onlooker(broker, "observer", topics().log) as seen:
            await life.enter_async_context(kiosk.running())
            await until(lambda: seen.count == 20)
        broker.kill()
        await until(lambda: not kiosk.uplink.online)
        broker.start()
        async with hall.open(), onlooker(broker, "observer", topics().status) as births:
            await until(lambda: births.count > 0)  # the broker has it, so it has the subscription before it too
            await hall.acknowledge()
            await kiosk.delivered()
    assert hall.books == kiosk.log.entries


async def test_the_broker_is_killed_in_the_middle(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    kiosk.log.happen(2000)
    async with kiosk.running():
        async with hall.open():
            await until(lambda: len(hall.books) > 300)
        broker.kill()
        broker.start()
        async with hall.open():
            await kiosk.delivered()
    assert hall.books == kiosk.log.entries


async def test_events_lost_on_the_way_are_asked_for_and_sent_again(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    hall.deaf_to = {1, 120, 333}
    kiosk.log.happen(400)
    async with hall.open(), kiosk.running():
        await kiosk.delivered()
    assert hall.books == kiosk.log.entries


async def test_lost_acknowledgements_lead_to_duplicates_never_to_double_entries(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    hall.mute = True
    kiosk.log.happen(150)
    async with hall.open(), kiosk.running():
        await until(lambda: hall.received >= 300)
        hall.mute = False
        await kiosk.delivered()
    assert hall.books == kiosk.log.entries


async def test_a_hall_restored_from_a_backup_is_filled_up_again(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    kiosk.log.happen(60)
    async with hall.open(), kiosk.running():
        await kiosk.delivered()
        del hall.books[20:]
        await hall.acknowledge()
        await until(lambda: len(hall.books) == 60)
    assert hall.books == kiosk.log.entries


async def test_a_kiosk_restored_from_an_old_copy_says_so_and_keeps_its_cursor(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    whole = PaperLog()
    whole.happen(50)
    hall.books = list(whole.entries)
    kiosk.log.entries = whole.entries[:30]
    async with hall.open(), kiosk.running():
        await until(lambda: kiosk.doubts)
        await until(lambda: hall.received >= 60)
    assert kiosk.doubts == ["the hall holds 50 events, this ledger 30"]
    assert kiosk.log.cursor == 0
    assert kiosk.hall_clock == []


async def test_an_acknowledgement_of_another_event_is_refused(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    hall.mute = True
    kiosk.log.happen(3)
    async with hall.open(), kiosk.running():
        await until(lambda: hall.received >= 3)
        await hall.say(LogAck(seq=2, hash="f" * 64, hall_at_ms=1))
        await until(lambda: kiosk.doubts)
    assert kiosk.doubts == ["event 2 is another one in the hall's books"]
    assert kiosk.log.cursor == 0
