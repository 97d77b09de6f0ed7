"""The retained picture of a cabinet: snapshots and Home Assistant's description of them."""

from collections.abc import Iterator

import msgspec

from locker.contract.topics import Topics
from locker.daemon.uplink.discovery import discovery, discovery_topic
from locker.daemon.uplink.outbox import Publish
from locker.daemon.uplink.ports import StateSource

_encode = msgspec.json.Encoder(order="deterministic").encode


class States:
    """Keeps the broker's retained snapshots equal to the cabinet's, through one link at a time."""

    def __init__(self, source: StateSource, topics: Topics, version: str) -> None:
        self._source = source
        self._topics = topics
        self._version = version

    async def publish(self, link: Publish) -> None:
        """Publish everything now, then whatever changes, until cancelled."""
        link.publish(discovery_topic(self._topics), self._discovery(), retain=True)
        known: dict[str, bytes] = {}
        while True:
            self._source.changed.clear()
            for topic, payload in self._snapshots():
                if known.get(topic) != payload:
                    known[topic] = payload
                    link.publish(topic, payload, retain=True)
            await self._source.changed.wait()

    def _snapshots(self) -> Iterator[tuple[str, bytes]]:
        yield self._topics.cabinet_state, _encode(self._source.cabinet())
        for compartment, snapshot in self._source.compartments().items():
            yield self._topics.compartment_state(compartment), _encode(snapshot)

    def _discovery(self) -> bytes:
        return _encode(discovery(self._topics, list(self._source.compartments()), self._version))
