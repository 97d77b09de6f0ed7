"""What mosquitto lets each user say and hear, under the ACL we write."""

import threading

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from tests.real.broker import Broker

NOT_AUTHORIZED = 0x87
K1 = "hall/v1/erenhot/k1"
HA1 = "homeassistant/device/k1/config"
KIOSKS_OWN = [
    f"{K1}/{topic}" for topic in ("status", "state/cabinet", "state/compartment/A1", "log", "ack", "telemetry")
]
HALLS_OWN = [f"{K1}/log/ack", f"{K1}/cmd/open"]


def answers(broker: Broker, user: str, topics: list[str], password: str | None = None) -> list[int]:
    """The broker's reason code for a QoS 1 message on each topic; the login's when that is refused."""
    codes: dict[int, int] = {}
    login: list[int] = []
    changed = threading.Condition()

    def note(where: dict[int, int] | list[int], mid: int, code: int) -> None:
        with changed:
            where.append(code) if isinstance(where, list) else where.update({mid: code})
            changed.notify_all()

    client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    client.username_pw_set(user, broker.passwords.get(user) if password is None else password)
    client.on_connect = lambda *said: note(login, 0, said[3].value)
    client.on_publish = lambda *said: note(codes, said[2], said[3].value)
    client.connect(broker.host, broker.port)
    client.loop_start()
    try:
        with changed:
            assert changed.wait_for(lambda: login, 10)
        if login[0]:
            return login
        sent = [client.publish(topic, b"x", qos=1).mid for topic in topics]
        with changed:
            assert changed.wait_for(lambda: len(codes) == len(sent), 10)
        return [codes[mid] for mid in sent]
    finally:
        client.disconnect()
        client.loop_stop()


def allowed(codes: list[int]) -> set[bool]:
    return {code < 0x80 for code in codes}


def test_a_kiosk_may_speak_of_itself(broker: Broker) -> None:
    assert allowed(answers(broker, "k1", [*KIOSKS_OWN, HA1])) == {True}


@pytest.mark.parametrize("user", ["k2", "observer"])
def test_nobody_else_can_speak_for_a_kiosk(broker: Broker, user: str) -> None:
    assert set(answers(broker, user, [*KIOSKS_OWN, *HALLS_OWN, HA1])) == {NOT_AUTHORIZED}


def test_a_kiosk_can_neither_command_nor_acknowledge_itself(broker: Broker) -> None:
    assert set(answers(broker, "k1", HALLS_OWN)) == {NOT_AUTHORIZED}


def test_the_hall_commands_and_acknowledges_and_says_nothing_else(broker: Broker) -> None:
    assert allowed(answers(broker, "hall", HALLS_OWN)) == {True}
    assert set(answers(broker, "hall", [*KIOSKS_OWN, HA1])) == {NOT_AUTHORIZED}


@pytest.mark.parametrize(("user", "password"), [("k1", ""), ("k1", "guess"), ("root", "guess")])
def test_without_the_password_nobody_gets_in(broker: Broker, user: str, password: str) -> None:
    assert answers(broker, user, [], password) == [NOT_AUTHORIZED]
