"""From another machine the broker is reached through TLS, and only the right broker is."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup.broker import Tls
from tests.locker.uplink.bench import KioskBench, settings
from tests.locker.uplink.hall import Hall, client
from tests.real.authority import Authority
from tests.real.broker import KIOSKS, Broker, free_port
from tests.real.wait import until


@pytest.fixture
def tls_broker(tmp_path: Path) -> Iterator[tuple[Broker, Tls]]:
    authority = Authority(tmp_path / "ca")
    tls = Tls(free_port(), authority.ca_file, *authority.certify(), kiosks_only=True)
    broker = Broker(tmp_path, KIOSKS, tls)
    broker.start_anywhere()
    yield broker, tls
    broker.kill()


async def test_the_ledger_travels_through_tls(tls_broker: tuple[Broker, Tls]) -> None:
    broker, tls = tls_broker
    kiosk = KioskBench(settings(broker, port=tls.port, tls=True, ca_file=tls.ca_file))
    hall = Hall(broker)
    kiosk.log.happen(1000)
    async with hall.open(), kiosk.running():
        await kiosk.delivered()
    assert hall.books == kiosk.log.entries


async def test_no_kiosk_can_push_another_off_by_its_name(tls_broker: tuple[Broker, Tls]) -> None:
    broker, tls = tls_broker
    kiosk = KioskBench(settings(broker, port=tls.port, tls=True, ca_file=tls.ca_file))
    secure = ssl.create_default_context(cafile=tls.ca_file)
    async with kiosk.running():
        await until(lambda: kiosk.uplink.online)
        async with client(broker, "k2", port=tls.port, identifier="k1", tls_context=secure):
            kiosk.log.happen(1)
            async with Hall(broker).open():
                await kiosk.delivered()
    assert kiosk.onlines == [True, False]


# paho leaves the socket of a failed handshake to be closed by the interpreter, at once but with a warning.
@pytest.mark.filterwarnings("ignore:Exception ignored in.*SSLSocket:pytest.PytestUnraisableExceptionWarning")
async def test_a_broker_of_another_authority_gets_no_password(tls_broker: tuple[Broker, Tls], tmp_path: Path) -> None:
    broker, tls = tls_broker
    stranger = Authority(tmp_path / "stranger")
    kiosk = KioskBench(settings(broker, port=tls.port, tls=True, ca_file=stranger.ca_file))
    async with kiosk.running():
        await until(lambda: kiosk.uplink.tries >= 3)
    assert "certificate verify failed" in kiosk.uplink.trouble


async def test_a_missing_authority_file_is_told_and_tried_again(tls_broker: tuple[Broker, Tls], tmp_path: Path) -> None:
    broker, tls = tls_broker
    kiosk = KioskBench(settings(broker, port=tls.port, tls=True, ca_file=tmp_path / "none.pem"))
    async with kiosk.running():
        await until(lambda: kiosk.uplink.tries >= 3)
    assert "FileNotFoundError" in kiosk.uplink.trouble
