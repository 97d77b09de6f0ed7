"""An outsider on the broker, as any dashboard would be: when a compartment's state arrives."""

import json
import threading
import time
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from locker.contract.topics import ROOT
from setup.broker import OBSERVER

CONNECT_S_MAX = 10.0


class Post:
    """Subscribed to every compartment's state while the block lasts."""

    def __init__(self, port: int, passwords: dict[str, str]) -> None:
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
        self._client.username_pw_set(OBSERVER, passwords[OBSERVER])
        self._client.on_connect = self._connected
        self._client.on_message = self._arrived
        self._port = port
        self._news = threading.Condition()
        self._doors: dict[str, tuple[str, float]] = {}

    def __enter__(self) -> "Post":
        self._client.connect("127.0.0.1", self._port)
        self._client.loop_start()
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def closed_s(self, compartment: str, limit_s: float) -> float:
        """When it was last told that this door closed. :raises TimeoutError: it is not told in time."""
        with self._news:
            if not self._news.wait_for(lambda: self._doors.get(compartment, ("", 0.0))[0] == "closed", limit_s):
                raise TimeoutError(f"nobody told that {compartment} closed")
            return self._doors[compartment][1]

    def _connected(self, *_: Any) -> None:
        self._client.subscribe(f"{ROOT}/+/+/state/compartment/+", 1)

    def _arrived(self, _client: Any, _userdata: Any, message: mqtt.MQTTMessage) -> None:
        at_s = time.monotonic()
        name, door = message.topic.rpartition("/")[2], json.loads(message.payload)["door"]
        with self._news:
            if self._doors.get(name, ("", 0.0))[0] != door:
                self._doors[name] = (door, at_s)
            self._news.notify_all()
