"""The ingest process on a real broker, with the passwords and rights of production."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from paho.mqtt.client import Client, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion

from tests.hall.process import Hall, until
from tests.hall.story import KioskLog, begun, collected, confirmed
from tests.real.broker import Broker


class KioskLink:
    """A kiosk's side of the wire: publishes its log, hears the hall's acknowledgements."""

    def __init__(self, broker: Broker, log: KioskLog) -> None:
        self.log = log
        self.acks: SimpleQueue[dict[str, object]] = SimpleQueue()
        self._client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTv5)
        self._client.username_pw_set(log.kiosk, broker.passwords[log.kiosk])
        self._client.on_connect = lambda client, *_: client.subscribe(log.topics.log_ack, qos=1)
        self._client.on_message = lambda _c, _d, message: self.acks.put(json.loads(message.payload))
        self._client.connect(broker.host, broker.port)
        self._client.loop_start()

    def sends(self, *payloads: bytes, topic: str | None = None) -> None:
        for payload in payloads:
            self._client.publish(topic or self.log.topics.log, payload, qos=1).wait_for_publish(10)

    def is_told(self, seq: int) -> dict[str, object]:
        def told() -> dict[str, object] | None:
            try:
                ack = self.acks.get_nowait()
            except Empty:
                return None
            return ack if ack["seq"] == seq else None

        found: dict[str, object] = until(told)
        return found

    def hangs_up(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@contextmanager
def kiosk(broker: Broker, log: KioskLog) -> Iterator[KioskLink]:
    link = KioskLink(broker, log)
    try:
        yield link
    finally:
        link.hangs_up()


def test_an_event_is_acknowledged_once_it_is_in_the_database(broker: Broker, tmp_path: Path) -> None:
    hall, log = Hall(tmp_path / "hall", broker), KioskLog()
    with hall.serving("ingest"), kiosk(broker, log) as link:
        link.is_told(0)  # the greeting of a hall that holds nothing yet
        link.sends(*log.writes_all(begun("k1-7"), confirmed("k1-7"), collected("k1-7")))
        ack = link.is_told(3)
        assert ack["hash"] == log.hash
        assert hall.asks("SELECT cursor_seq FROM kiosk WHERE id = 'k1'") == 3


def test_garbage_and_floods_of_it_do_not_stop_the_process(broker: Broker, tmp_path: Path) -> None:
    hall, log = Hall(tmp_path / "hall", broker), KioskLog()
    with hall.serving("ingest"), kiosk(broker, log) as link:
        link.is_told(0)
        link.sends(b"", b"\xff" * 100, b"[" * 10_000, b"x" * 60_000, b'{"seq":1e999}')
        link.sends(b"garbage", topic=log.topics.status)
        link.sends(log.writes(begun("k1-7")))
        link.is_told(1)
        assert hall.asks("SELECT SUM(count) FROM dropped") == 6
    assert "xxx" not in hall.log("ingest")


def test_the_broker_may_die_and_come_back(broker: Broker, tmp_path: Path) -> None:
    hall, log = Hall(tmp_path / "hall", broker), KioskLog()
    with hall.serving("ingest"):
        with kiosk(broker, log) as link:
            link.is_told(0)
            link.sends(log.writes(begun("k1-7")))
            link.is_told(1)
        broker.kill()
        until(lambda: "no broker" in hall.log("ingest"))
        broker.start()
        with kiosk(broker, log) as link:
            until(lambda: hall.log("ingest").count("linked") == 2)
            link.sends(log.writes(confirmed("k1-7")))
            link.is_told(2)


def test_killed_between_two_events_nothing_is_lost_and_nothing_comes_twice(broker: Broker, tmp_path: Path) -> None:
    hall, log = Hall(tmp_path / "hall", broker), KioskLog()
    with kiosk(broker, log) as link:
        with hall.serving("ingest") as process:
            link.is_told(0)
            link.sends(log.writes(begun("k1-7")))
            link.is_told(1)
            process.kill()
        link.sends(log.writes(confirmed("k1-7")))  # nobody listens
        with hall.serving("ingest"):
            link.is_told(1)  # the greeting tells the kiosk where to repeat from
            link.sends(*log.messages())
            link.is_told(2)
    assert hall.asks("SELECT COUNT(*) FROM event") == 2
    assert hall.asks("SELECT COUNT(*) FROM sms") == 1
