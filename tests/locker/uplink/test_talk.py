"""What a kiosk shows, what it is told, and what it throws away."""

import logging

import msgspec
import pytest

from locker.contract.topics import LogAck, Telemetry
from locker.daemon.uplink.inbound import COMMANDS_WAITING_MAX
from tests.locker.uplink.bench import HALL_AT_MS, KioskBench, PaperLog, settings, topics
from tests.locker.uplink.hall import Hall, onlooker
from tests.real.broker import Broker
from tests.real.wait import until

K1 = topics()
DOOR = K1.compartment_state("A1")
TOKEN = b"eyJ.signed.token"


async def test_any_dashboard_sees_a_door_move_and_who_comes_late_sees_it_too(broker: Broker) -> None:
    kiosk = KioskBench(settings(broker))
    async with onlooker(broker) as seen, kiosk.running():
        await until(lambda: (seen.json(DOOR) or {}).get("door") == "closed")
        kiosk.doors.move("open")
        await until(lambda: seen.json(DOOR)["door"] == "open")
        async with onlooker(broker) as late:
            await until(lambda: late.json(DOOR) and late.json(K1.cabinet_state))
        assert late.json(DOOR)["door"] == "open"
        assert late.last[DOOR].retain


async def test_what_did_not_change_is_not_said_again(broker: Broker) -> None:
    kiosk = KioskBench(settings(broker))
    async with onlooker(broker, "observer", DOOR, K1.cabinet_state) as seen, kiosk.running():
        await until(lambda: seen.count == 2)
        kiosk.doors.changed.set()
        kiosk.doors.move("open")
        await until(lambda: (seen.json(DOOR) or {}).get("door") == "open")
    assert seen.count == 3


async def test_a_door_moved_while_away_is_right_again_after(broker: Broker) -> None:
    kiosk = KioskBench(settings(broker))
    async with kiosk.running():
        await until(lambda: kiosk.uplink.online)
        broker.stop()
        await until(lambda: not kiosk.uplink.online)
        kiosk.doors.move("open")
        broker.start()
        async with onlooker(broker) as seen:
            await until(lambda: (seen.json(DOOR) or {}).get("door") == "open")


async def test_home_assistant_finds_doors_it_cannot_open(broker: Broker) -> None:
    kiosk = KioskBench(settings(broker))
    async with onlooker(broker) as seen, kiosk.running():
        await until(lambda: seen.json("homeassistant/device/k1/config"))
    device = seen.json("homeassistant/device/k1/config")
    door = device["cmps"]["door_A1"]
    assert (door["p"], door["dev_cla"], door["stat_t"]) == ("binary_sensor", "door", DOOR)
    assert {one["p"] for one in device["cmps"].values()} == {"binary_sensor"}
    assert len({one["unique_id"] for one in device["cmps"].values()}) == 3
    assert b"cmd" not in msgspec.json.encode(device)


async def test_the_machines_health_is_told_again_and_again(broker: Broker) -> None:
    kiosk = KioskBench(settings(broker, telemetry_s=0.05))
    async with onlooker(broker, "observer", K1.telemetry) as seen, kiosk.running():
        await until(lambda: seen.count >= 3)
    told = msgspec.json.decode(seen.last[K1.telemetry].payload, type=Telemetry)
    assert told.disk_free_mib == 1000
    assert seen.last[K1.telemetry].qos == 0


async def test_the_halls_clock_comes_with_its_acknowledgement(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    kiosk.log.happen(1)
    async with hall.open(), kiosk.running():
        await kiosk.delivered()
    assert set(kiosk.hall_clock) == {HALL_AT_MS}


async def test_an_acknowledgement_the_broker_kept_from_an_earlier_life_tells_no_time(broker: Broker) -> None:
    before = PaperLog()
    before.happen(2)
    kiosk, hall = KioskBench(settings(broker), before), Hall(broker)
    async with hall.open(), kiosk.running():
        await kiosk.delivered()
        assert kiosk.hall_clock == []
        kiosk.log.happen(1)
        await kiosk.delivered()
    assert set(kiosk.hall_clock) == {HALL_AT_MS}


async def test_a_command_is_handed_on_unverified_and_answered_with_its_correlation(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    async with onlooker(broker, "observer", K1.command_ack) as seen, hall.open(), kiosk.running():
        await until(lambda: kiosk.uplink.online)
        await hall.command("open", TOKEN, correlation=b"7")
        await until(lambda: seen.last)
    assert [(m.token, m.verb, m.retained) for m in kiosk.commands] == [(TOKEN, "open", False)]
    answer = seen.last[K1.command_ack]
    assert seen.json(K1.command_ack)["ok"] is True
    assert getattr(answer.properties, "CorrelationData", None) == b"7"


async def test_a_retained_command_is_known_as_one(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    async with hall.open():
        await hall.command("open", TOKEN, retain=True)
        async with kiosk.running():
            await until(lambda: kiosk.commands)
    assert kiosk.commands[0].retained


async def test_an_ordered_door_is_seen_through_when_the_link_breaks(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    kiosk.may_answer.clear()
    async with kiosk.running():
        async with hall.open():
            await until(lambda: kiosk.uplink.online)
            await hall.command("open", TOKEN)
            await until(lambda: kiosk.commands)
        broker.kill()
        await until(lambda: not kiosk.uplink.online)
        broker.start()
        async with onlooker(broker, "observer", K1.command_ack) as seen:
            kiosk.may_answer.set()
            await until(lambda: seen.last)
    assert len(kiosk.commands) == 1


async def test_a_flood_of_commands_is_bounded(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    kiosk.may_answer.clear()
    async with hall.open(), kiosk.running():
        await until(lambda: kiosk.uplink.online)
        for number in range(40):
            await hall.command("open", b"%d" % number)
        await until(lambda: sum(kiosk.uplink.drops.counts.values()) == 39 - COMMANDS_WAITING_MAX)
    assert len(kiosk.commands) == 1


GARBAGE = [
    b"",
    b"\x00\xff\xfe",
    b"null",
    b"[]",
    b"{}",
    b'{"seq":-1,"hash":"","hall_at_ms":0}',
    b'{"seq":1e99,"hash":"%s","hall_at_ms":0}' % (b"0" * 64),
    b'{"seq":0,"hash":"%s","hall_at_ms":"now"}' % (b"0" * 64),
    '{"seq":0,"hash":"门已开","hall_at_ms":0}'.encode(),
    b'{"seq":%s,"hash":"%s","hall_at_ms":0}' % (b"9" * 40, b"0" * 64),
    b"[" * 400,
    b"x" * 600,
]


async def test_garbage_for_an_acknowledgement_is_dropped_and_work_goes_on(
    broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    async with hall.open(), kiosk.running():
        await until(lambda: kiosk.uplink.online)
        with caplog.at_level(logging.WARNING):
            for payload in GARBAGE * 5:
                await hall.say(payload)
            await until(lambda: sum(kiosk.uplink.drops.counts.values()) == len(GARBAGE) * 5)
        kiosk.log.happen(3)
        await kiosk.delivered()
    assert len([line for line in caplog.messages if "message dropped" in line]) < 15
    assert kiosk.doubts == []


async def test_a_retained_acknowledgement_is_an_old_one(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    async with hall.open():
        await hall.say(LogAck(seq=0, hash="0" * 64, hall_at_ms=1), retain=True)
        async with kiosk.running():
            await until(lambda: kiosk.uplink.drops.counts)
    assert kiosk.hall_clock == []


async def test_a_huge_message_never_reaches_the_kiosk(broker: Broker) -> None:
    kiosk, hall = KioskBench(settings(broker)), Hall(broker)
    async with hall.open(), kiosk.running():
        await until(lambda: kiosk.uplink.online)
        await hall.command("open", b"x" * 200_000)
        await hall.command("open", b"x" * 10_000)
        await hall.command("Ö/pen".replace("/", ""), TOKEN)
        await hall.command("open", TOKEN)
        await until(lambda: kiosk.commands)
    assert [message.token for message in kiosk.commands] == [TOKEN]
    assert kiosk.uplink.drops.counts == {"command malformed": 2}
