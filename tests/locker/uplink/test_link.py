"""The connection itself: it comes back whatever happens, tells others when it is gone, and keeps to its rights."""

import asyncio
import socket
from pathlib import Path

import pytest

from locker.daemon.uplink.pauses import pause_s
from tests.locker.uplink.bench import KioskBench, settings, topics
from tests.locker.uplink.hall import Hall, onlooker
from tests.real.broker import Broker, running_broker
from tests.real.wait import until
from tests.real.wire import wire_to


async def test_others_see_the_kiosk_come_and_go(broker: Broker) -> None:
    kiosk, status = KioskBench(settings(broker)), topics().status
    async with onlooker(broker) as seen:
        async with kiosk.running():
            await until(lambda: (seen.json(status) or {}).get("s") == "online")
            assert seen.json(status)["boot"] == "b00t"
        await until(lambda: seen.json(status)["s"] == "offline")
    async with onlooker(broker) as late:
        await until(lambda: late.json(status))
        assert late.last[status].retain
    assert kiosk.onlines == [True, False]


async def test_a_kiosk_that_loses_power_is_told_offline_by_its_will(broker: Broker) -> None:
    status = topics().status
    async with wire_to(broker.port) as wire, onlooker(broker) as seen:
        kiosk = KioskBench(settings(broker, port=wire.port))
        async with kiosk.running():
            await until(lambda: (seen.json(status) or {}).get("s") == "online")
            wire.cut()
            await until(lambda: seen.json(status)["s"] == "offline")


async def test_a_short_break_is_no_outage_to_others(broker: Broker) -> None:
    status = topics().status
    async with wire_to(broker.port) as wire, onlooker(broker, "observer", status) as seen:
        kiosk = KioskBench(settings(broker, port=wire.port, will_delay_s=30))
        async with kiosk.running():
            await until(lambda: seen.count == 1)
            wire.cut()
            await until(lambda: not kiosk.uplink.online)
            wire.mend()
            await until(lambda: seen.count == 2)
            assert seen.json(status)["s"] == "online"


async def test_a_pulled_cable_is_noticed_though_nothing_is_heard(broker: Broker) -> None:
    async with wire_to(broker.port) as wire:
        kiosk, hall = KioskBench(settings(broker, port=wire.port, keepalive_s=1)), Hall(broker)
        async with kiosk.running():
            await until(lambda: kiosk.uplink.online)
            wire.dangling = True
            kiosk.log.happen(30)
            await until(lambda: not kiosk.uplink.online)
            wire.mend()
            async with hall.open():
                await kiosk.delivered()
    assert hall.books == kiosk.log.entries


async def test_a_broker_that_is_away_for_long_is_found_again(tmp_path: Path) -> None:
    with running_broker(tmp_path) as broker:
        kiosk = KioskBench(settings(broker))
        broker.stop()
        async with kiosk.running():
            await until(lambda: kiosk.uplink.tries >= 8)
            broker.start()
            await until(lambda: kiosk.uplink.online)


async def test_every_new_broker_process_is_found(broker: Broker) -> None:
    kiosk = KioskBench(settings(broker))
    async with kiosk.running():
        for times in range(1, 5):
            await until(lambda times=times: kiosk.onlines.count(True) == times)  # type: ignore[misc]
            broker.kill()
            broker.start()
        await until(lambda: kiosk.uplink.online)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "x" * 70 + ".invalid", ""])
async def test_a_name_that_does_not_resolve_is_tried_for_ever(broker: Broker, host: str) -> None:
    kiosk = KioskBench(settings(broker, host=host))
    async with kiosk.running():
        await until(lambda: kiosk.uplink.tries >= 5)
    assert not kiosk.uplink.online


async def test_a_wrong_password_is_tried_again_and_told(broker: Broker) -> None:
    kiosk = KioskBench(settings(broker, password="wrong"))
    async with kiosk.running():
        await until(lambda: kiosk.uplink.tries >= 3)
    assert "login refused: Not authorized" in kiosk.uplink.trouble


async def test_a_server_that_never_answers_is_given_up_for_another_try(broker: Broker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        kiosk = KioskBench(settings(broker, port=silent.getsockname()[1], connect_s_max=0.1))
        async with kiosk.running():
            await until(lambda: kiosk.uplink.tries >= 3)
    assert "no answer to login" in kiosk.uplink.trouble


async def test_a_server_that_speaks_something_else_is_left_alone(broker: Broker) -> None:
    async def babble(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\x20\xff\xff\xff\xff\xffHTTP/1.1 400 \xff\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    async with server:
        kiosk = KioskBench(settings(broker, port=server.sockets[0].getsockname()[1]))
        async with kiosk.running():
            await until(lambda: kiosk.uplink.tries >= 3)


def test_pauses_grow_up_to_their_limit_and_are_never_equal() -> None:
    pauses = [pause_s(tries, 0.5, 30) for tries in range(2000)]
    assert pauses[0] <= 0.5
    assert all(15 <= pause <= 30 for pause in pauses[6:])
    assert len(set(pauses)) > 1900


async def test_one_kiosk_hears_nothing_of_another(broker: Broker) -> None:
    hall = Hall(broker)
    async with onlooker(broker, "k2", "#", topics("k1").log_ack, topics("k1").command) as spy, hall.open():
        kiosk = KioskBench(settings(broker))
        kiosk.log.happen(5)
        async with kiosk.running():
            await kiosk.delivered()
            await hall.command("open", b"token")
            await until(lambda: kiosk.commands)
    assert spy.last == {}


async def test_a_publish_the_broker_refuses_is_told(broker: Broker, caplog: pytest.LogCaptureFixture) -> None:
    kiosk = KioskBench(settings(broker), site="elsewhere")
    async with kiosk.running():
        await until(lambda: "broker refused hall/v1/elsewhere/k1/status: Not authorized (0x87)" in caplog.text)
