"""The ingest process: take what has arrived, commit, acknowledge; then again. It never gives up on the broker.

One thread, no queue: while a batch commits, the next one gathers in the socket and in the broker, so a batch is as
large as the load makes it and a single event waits for nobody.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable, Sequence

import msgspec

from config.hall import HallMachine, KnownKiosk
from hall.alone import alone
from hall.clock import now_ms
from hall.ingest import tables, wire
from hall.ingest.batch import take
from hall.ingest.chain import Cursor
from hall.ingest.link import Link, LinkLostError
from hall.ingest.messages import Addresses, Message
from hall.ingest.part import Part
from hall.ingest.wire import Publish
from hall.kiosks.models import Kiosk
from hall.watchdog import Watchdog
from locker.contract.ids import KioskId, SiteId
from locker.contract.topics import LogAck, Topics

IDLE_S = 1.0
PAUSE_S_MIN = 0.2
PAUSE_S_MAX = 30.0

_log = logging.getLogger(__name__)


class Ingest:
    """The process. ``ending`` is asked at least every second; ``part``: which kiosks it hears."""

    def __init__(
        self,
        machine: HallMachine,
        password: str,
        watchdog: Watchdog,
        ending: Callable[[], bool],
        part: Part,
    ) -> None:
        self._machine = machine
        self._password = password
        self._watchdog = watchdog
        self._ending = ending
        self._part = part
        self._kiosks = part.kiosks(machine.kiosk)
        self._addresses = Addresses(self._kiosks)
        self._ack_topics = {k.id: _topics(k).log_ack for k in self._kiosks}

    def run(self) -> None:
        """Serve until ending."""
        self._watchdog.ready()
        with alone(self._part.name, self._watchdog, self._ending) as mine:
            if mine:
                know_kiosks(self._kiosks)
                self._keep_linked()

    def _keep_linked(self) -> None:
        filters, pause_s = self._part.filters(self._kiosks), PAUSE_S_MIN
        while not self._ending():
            try:
                link = Link(self._machine.mqtt, self._password, f"hall-{self._part.name}", filters)
                _log.info("linked to the broker")
                pause_s = PAUSE_S_MIN
                self._serve(link)
            except LinkLostError as lost:
                _log.warning("no broker (%s), next try in %.1f s", lost, pause_s)
                self._wait(pause_s)
                pause_s = min(PAUSE_S_MAX, pause_s * 2)

    def _serve(self, link: Link) -> None:
        try:
            self._greet(link)
            while not self._ending():
                self._turn(link)
        finally:
            link.close()

    def _greet(self, link: Link) -> None:
        """Tell every kiosk how far its log is held, so that none waits for its timer to repeat the rest."""
        link.send(self._acks(tables.cursors(list(self._ack_topics))))

    def _turn(self, link: Link) -> None:
        arrived = link.receive(IDLE_S)
        self._watchdog.alive()
        if arrived:
            held = take(self._addresses, [_message(p) for p in arrived], now_ms())
            link.send([wire.pubacks(p.packet_id for p in arrived if p.packet_id), *self._acks(held)])

    def _acks(self, held: dict[str, Cursor]) -> Iterable[bytes]:
        """At QoS 0: an acknowledgement that is lost is given again when the kiosk repeats itself."""
        at_ms = now_ms()
        for kiosk, cursor in held.items():
            ack = LogAck(seq=cursor.seq, hash=cursor.hash, hall_at_ms=at_ms)
            yield wire.publish(self._ack_topics[kiosk], msgspec.json.encode(ack))

    def _wait(self, pause_s: float) -> None:
        until = time.monotonic() + pause_s * random.uniform(0.8, 1.2)  # noqa: S311
        while time.monotonic() < until and not self._ending():
            self._watchdog.alive()
            time.sleep(0.1)


def know_kiosks(kiosks: Sequence[KnownKiosk]) -> None:
    """A row for every kiosk of the TOML."""
    for kiosk in kiosks:
        Kiosk.objects.update_or_create(pk=kiosk.id, defaults={"site": kiosk.site})


def _message(packet: Publish) -> Message:
    return Message(packet.topic, packet.payload, packet.retained)


def _topics(kiosk: KnownKiosk) -> Topics:
    return Topics(SiteId(kiosk.site), KioskId(kiosk.id))
