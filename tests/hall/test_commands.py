"""Signed commands over a real broker: the kiosk can check them, they expire, and the answer is on the page."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
import msgspec
import pytest
from paho.mqtt.client import Client, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from config.kiosk import Mqtt
from hall.clock import now_ms
from hall.here import credentials
from hall.kiosks.commands import Verb, give, sign
from hall.kiosks.models import Command, Kiosk
from hall.kiosks.post import poster
from locker.contract.ids import KioskId, RequestId, SiteId
from locker.contract.refusal import Refusal
from locker.contract.topics import CommandAnswer, Topics
from tests.hall.conftest import HOME
from tests.real.broker import Broker

TOPICS = Topics(SiteId("erenhot"), KioskId("k1"))


class ObedientKiosk:
    """A kiosk's side: hears commands, answers as told."""

    def __init__(self, broker: Broker, refusal: Refusal | None) -> None:
        self.heard: list[Any] = []
        self._refusal = refusal
        self.ready = threading.Event()
        self.client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTv5)
        self.client.username_pw_set("k1", broker.passwords["k1"])
        self.client.on_message = self._obey
        self.client.on_subscribe = lambda *_: self.ready.set()
        self.client.connect(broker.host, broker.port)
        self.client.subscribe(TOPICS.command, qos=1)
        self.client.loop_start()

    def _obey(self, client: Client, _data: object, message: Any) -> None:
        self.heard.append(message)
        claims = jwt.decode(message.payload, options={"verify_signature": False})
        unreadable = self._refusal is Refusal.COMMAND_FORGED
        command = RequestId("" if unreadable else claims["jti"])
        answer = CommandAnswer(command=command, ok=self._refusal is None, refusal=self._refusal)
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.CorrelationData = message.properties.CorrelationData
        client.publish(message.properties.ResponseTopic, msgspec.json.encode(answer), 1, properties=properties)


@contextmanager
def kiosk(broker: Broker, refusal: Refusal | None = None) -> Iterator[ObedientKiosk]:
    here = ObedientKiosk(broker, refusal)
    assert here.ready.wait(10)
    try:
        yield here
    finally:
        here.client.disconnect()
        here.client.loop_stop()


def staff_ask(broker: Broker, verb: Verb = Verb.OPEN) -> Command:
    mqtt = Mqtt(host=broker.host, port=broker.port, tls=False)
    key = credentials().text("command_signing.key")
    post = poster(mqtt, broker.passwords["hall"])
    return give(Kiosk.objects.get(pk="k1"), verb, "A3", "wang", key, post, now_ms)


@pytest.fixture(autouse=True)
def _hall(hall_home: Path) -> None:
    pass


def test_a_command_is_signed_for_one_kiosk_and_ten_seconds(broker: Broker) -> None:
    with kiosk(broker) as here:
        command = staff_ask(broker)
    (message,) = here.heard
    public = (HOME / "keys" / "command_signing.pub").read_text()
    claims = jwt.decode(message.payload, public, algorithms=["EdDSA"], audience="k1")
    assert (claims["verb"], claims["compartment"], claims["jti"]) == ("open", "A3", command.id)
    assert claims["exp"] - claims["iat"] <= 10
    assert message.topic == "hall/v1/erenhot/k1/cmd/open"
    assert message.properties.MessageExpiryInterval <= 10
    assert not message.retain
    assert command.answer == "ok"


@pytest.mark.parametrize("refusal", [Refusal.LOCK_COOLING, Refusal.COMMAND_FORGED])
def test_a_refusal_comes_back_by_its_name(broker: Broker, refusal: Refusal) -> None:
    with kiosk(broker, refusal):
        assert staff_ask(broker).answer == refusal


def test_when_the_broker_is_away_nothing_is_left_to_fire_later(broker: Broker) -> None:
    broker.stop()
    assert staff_ask(broker).answer == "no_answer"
    assert Command.objects.get().staff == "wang"


def test_the_service_of_a_compartment_has_its_own_verbs() -> None:
    key = credentials().text("command_signing.key")
    order = sign(Kiosk.objects.get(pk="k1"), Verb.TAKE_OUT_OF_SERVICE, "A3", "wang", key, now_ms())
    assert order.topic.endswith("/cmd/take_out_of_service")
