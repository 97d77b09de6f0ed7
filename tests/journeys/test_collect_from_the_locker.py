"""The main job from the clerk's hand to the applicant's, on real parts, while outsiders watch."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from pymodbus.client import ModbusTcpClient

from demo.browser import chromium
from demo.collecting import PHONE_NUMBER, Collecting
from demo.hand import until
from demo.house import House
from demo.stage import Stage
from demo.steps import Report, walk
from demo.system import System
from setup.broker import OBSERVER


@contextmanager
def observer(house: House) -> Iterator[list[MQTTMessage]]:
    """Somebody else's MQTT client, with the login that may only read."""
    heard: list[MQTTMessage] = []
    subscribed = threading.Event()
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
    client.username_pw_set(OBSERVER, house.passwords()[OBSERVER])
    client.on_message = lambda _client, _data, message: heard.append(message)
    client.on_subscribe = lambda *_: subscribed.set()
    client.connect("127.0.0.1", house.mqtt_port)
    client.loop_start()
    client.subscribe("hall/v1/#", qos=1)
    try:
        assert subscribed.wait(10)
        yield heard
    finally:
        client.disconnect()
        client.loop_stop()


@contextmanager
def modbus_reader(address: str) -> Iterator[ModbusTcpClient]:
    """Somebody else's Modbus client, at the port that can only read."""
    host, _, port = address.partition(":")
    client = ModbusTcpClient(host, port=int(port))
    assert client.connect()  # type: ignore[no-untyped-call]
    try:
        yield client
    finally:
        client.close()  # type: ignore[no-untyped-call]


@contextmanager
def running(house: House) -> Iterator[System]:
    system = System(house)
    try:
        system.start()
        yield system
    finally:
        system.stop()


def kinds(heard: list[MQTTMessage]) -> list[str]:
    return [json.loads(message.payload)["body"]["kind"] for message in heard if message.topic.endswith("/k1/log")]


def leaks(folder: Path, *secrets: str) -> list[str]:
    """Files of any process that hold a secret in the clear; pictures are what the tour itself took."""
    words = [secret.encode() for secret in secrets]
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".png"]
    return [str(path) for path in files if any(word in path.read_bytes() for word in words)]


def inputs_of_left(client: ModbusTcpClient) -> list[bool]:
    return list(client.read_discrete_inputs(0, count=8, device_id=1).bits[:8])


@pytest.mark.xdist_group("whole-system")
def test_the_tour_passes_with_nothing_faked_and_outsiders_can_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)  # the glass is Xvfb's, of its full size
    house, report = House(tmp_path), Report()
    with running(house) as system, observer(house) as heard, chromium() as browser:
        serial = next(line for line in system.ports["lines"] if line["name"] == "serial")
        stage = Stage(system, browser, report)
        tour = Collecting(stage)
        with modbus_reader(serial["observe"]) as reader:
            until(lambda: inputs_of_left(reader) == [True] * 8, "all doors of the left board are shut")
            assert walk(tour.plan(), report), report.failed
            assert inputs_of_left(reader) == [True] * 8
        until(lambda: "deposit_collected" in kinds(heard), "the observer heard the end of the story")

    story = [kind for kind in kinds(heard) if kind.startswith(("deposit", "pickup", "door_o", "door_p", "code"))]
    assert story == [
        "deposit_begun", "door_ordered", "door_pulsed", "door_opened", "deposit_confirmed",
        "code_refused",
        "pickup_begun", "door_ordered", "door_pulsed", "door_opened", "deposit_collected",
    ]  # fmt: skip
    said = b"\n".join(message.topic.encode() + message.payload for message in heard)
    assert tour.code.encode() not in said
    assert PHONE_NUMBER.encode() not in said
    assert leaks(tmp_path, tour.code, PHONE_NUMBER) == []
    assert len(list(house.pictures.glob("*.png"))) == stage.pictures
