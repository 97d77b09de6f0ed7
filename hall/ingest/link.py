"""One connection to the broker at a time, by gmqtt: messages come in, acknowledgements go out.

The only file that knows gmqtt. Each connection is a fresh client and a clean session: what the broker had queued
for an older one the kiosks send again, because the log is the outbox.
"""

import asyncio
import ssl
from collections.abc import Callable
from typing import Any

from gmqtt import Client, Subscription
from gmqtt.mqtt.handler import MQTTConnectError

from config.kiosk import Mqtt
from hall.ingest.messages import MESSAGE_BYTES_MAX, Message
from locker.contract.topics import ROOT

USER = "hall"
CONNECT_S_MAX = 10
KEEPALIVE_S = 20
PACKET_BYTES_MAX = 4 * MESSAGE_BYTES_MAX
_NEVER = -2  # gmqtt tries again while failures <= retries; its -1 means for ever

_SUBSCRIPTIONS = (
    Subscription(f"{ROOT}/+/+/log", qos=1, retain_as_published=True),
    Subscription(f"{ROOT}/+/+/status", qos=1),
    Subscription(f"{ROOT}/+/+/telemetry", qos=0, retain_as_published=True),
    Subscription(f"{ROOT}/+/+/state/#", qos=1),
)


class Link:
    """A live connection. ``on_message`` is called in the event loop's thread and must return at once."""

    def __init__(self, on_message: Callable[[Message], None]) -> None:
        self._on_message = on_message
        self._client: Any = None
        self._lost = asyncio.Event()

    async def open(self, mqtt: Mqtt, password: str, client_id: str) -> bool:
        """Connect and subscribe; False: the broker is away or does not want us."""
        client = Client(client_id, clean_session=True, maximum_packet_size=PACKET_BYTES_MAX)
        client.set_config({"reconnect_retries": _NEVER})
        client.set_auth_credentials(USER, password)
        client.on_message = self._received
        client.on_disconnect = self._gone
        self._client = client
        try:
            async with asyncio.timeout(CONNECT_S_MAX):
                await client.connect(mqtt.host, mqtt.port, ssl=_tls(mqtt), keepalive=KEEPALIVE_S)
        except (OSError, MQTTConnectError, TimeoutError):
            return False
        client.subscribe(list(_SUBSCRIPTIONS))
        return True

    def publish(self, topic: str, payload: bytes) -> None:
        """Send at QoS 0: an acknowledgement that is lost is given again when the kiosk repeats itself."""
        if not self._lost.is_set():
            self._client.publish(topic, payload, qos=0)

    async def lost(self) -> None:
        """Return when the connection is gone."""
        await self._lost.wait()

    async def close(self) -> None:
        """Say goodbye if anybody still listens."""
        if not self._lost.is_set() and self._client.is_connected:
            await self._client.disconnect()

    def _received(self, _client: Any, topic: str, payload: bytes, _qos: int, properties: dict[str, Any]) -> int:
        self._on_message(Message(topic, payload, bool(properties["retain"])))
        return 0

    def _gone(self, _client: Any, _packet: object, _exc: object = None) -> None:
        self._lost.set()


def _tls(mqtt: Mqtt) -> ssl.SSLContext | bool:
    return ssl.create_default_context(cafile=mqtt.ca_file) if mqtt.tls else False
