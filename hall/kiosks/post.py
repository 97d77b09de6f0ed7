"""One command, one short connection to the broker (paho): publish it, wait for the kiosk's answer, hang up.

From the page's own request rather than through a table and the ingest process: the person waits for the answer, and
a command that cannot go out now must not go out later.
"""

import threading
from queue import Empty, Queue
from typing import Any

from paho.mqtt.client import Client, MQTTMessage, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from config.kiosk import Mqtt
from hall.kiosks.commands import Order, Post, read_answer
from locker.contract.topics import CommandAnswer

CONNECT_S_MAX = 5.0
ANSWER_S_MAX = 6.0
USER = "hall"


def poster(mqtt: Mqtt, password: str) -> Post:
    """Publishes orders to this broker."""

    def post(order: Order) -> CommandAnswer | None:
        client = Client(CallbackAPIVersion.VERSION2, client_id=f"hall-{order.id}", protocol=MQTTv5)
        client.username_pw_set(USER, password)
        if mqtt.tls:
            client.tls_set(mqtt.ca_file)
        client.connect_timeout = CONNECT_S_MAX
        try:
            return _ask(client, mqtt, order)
        except OSError:
            return None

    return post


def _ask(client: Client, mqtt: Mqtt, order: Order) -> CommandAnswer | None:
    answers: Queue[CommandAnswer] = Queue()
    subscribed = threading.Event()

    def on_message(_client: Client, _data: Any, message: MQTTMessage) -> None:
        correlation = getattr(message.properties, "CorrelationData", None)
        answer = read_answer(bytes(message.payload), correlation, order.id)
        if answer is not None and not message.retain:
            answers.put(answer)

    def on_connect(*_: Any) -> None:
        client.subscribe(order.answer_topic, qos=1)

    client.on_message = on_message
    client.on_connect = on_connect
    client.on_subscribe = lambda *_: subscribed.set()
    client.connect(mqtt.host, mqtt.port)
    client.loop_start()
    try:
        if not subscribed.wait(CONNECT_S_MAX):
            return None
        client.publish(order.topic, order.token, qos=1, retain=False, properties=_properties(order))
        return answers.get(timeout=ANSWER_S_MAX)
    except Empty:
        return None
    finally:
        client.disconnect()
        client.loop_stop()


def _properties(order: Order) -> Properties:
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.MessageExpiryInterval = order.lives_s
    properties.ResponseTopic = order.answer_topic
    properties.CorrelationData = order.id.encode()
    return properties
