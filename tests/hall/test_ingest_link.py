"""The hall's link to the broker: through TLS, refused, cut off; every trouble is one kind of value to try again on."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.kiosk import Mqtt
from hall.ingest.link import Link, LinkLostError
from hall.ingest.part import Part
from setup.broker import Tls
from tests.real.authority import Authority
from tests.real.broker import KIOSKS, Broker, free_port

FILTERS = Part().filters([])


@pytest.fixture
def tls_broker(tmp_path: Path) -> Iterator[tuple[Broker, Tls]]:
    authority = Authority(tmp_path / "ca")
    tls = Tls(free_port(), authority.ca_file, *authority.certify())
    broker = Broker(tmp_path, KIOSKS, tls)
    broker.start_anywhere()
    yield broker, tls
    broker.kill()


def plain(broker: Broker) -> Mqtt:
    return Mqtt(host=broker.host, port=broker.port, tls=False)


def link_to(mqtt: Mqtt, broker: Broker) -> Link:
    return Link(mqtt, broker.passwords["hall"], "hall-ingest", FILTERS)


def test_the_broker_is_reached_through_tls(tls_broker: tuple[Broker, Tls]) -> None:
    broker, tls = tls_broker
    link = link_to(Mqtt(host=broker.host, port=tls.port, ca_file=str(tls.ca_file)), broker)
    assert link.receive(0.05) == []
    link.close()


def test_a_broker_that_our_authority_does_not_know_is_not_trusted(
    tls_broker: tuple[Broker, Tls], tmp_path: Path
) -> None:
    broker, tls = tls_broker
    other = Authority(tmp_path / "other")
    with pytest.raises(LinkLostError):
        link_to(Mqtt(host=broker.host, port=tls.port, ca_file=str(other.ca_file)), broker)


def test_a_wrong_password_is_refused(broker: Broker) -> None:
    with pytest.raises(LinkLostError, match="0x87"):
        Link(plain(broker), "wrong", "hall-ingest", FILTERS)


def test_a_name_that_is_nobodys_is_a_lost_link() -> None:
    with pytest.raises(LinkLostError):
        Link(Mqtt(host="nobody.invalid", port=free_port(), tls=False), "", "hall-ingest", FILTERS)


def test_a_broker_that_dies_is_a_lost_link(broker: Broker) -> None:
    link = link_to(plain(broker), broker)
    broker.kill()
    with pytest.raises(LinkLostError):
        _receives_until_lost(link)
    link.close()


def test_something_that_speaks_no_mqtt_is_a_lost_link() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        client = Mqtt(host="127.0.0.1", port=server.getsockname()[1], tls=False)
        with pytest.raises(LinkLostError):
            _answered_with_garbage(server, client)


def _receives_until_lost(link: Link) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        link.receive(0.1)


def _answered_with_garbage(server: socket.socket, mqtt: Mqtt) -> None:
    def answer() -> None:
        peer, _ = server.accept()
        with peer:
            peer.recv(4096)
            peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 10)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        Link(mqtt, "", "hall-ingest", FILTERS)
    finally:
        thread.join()
