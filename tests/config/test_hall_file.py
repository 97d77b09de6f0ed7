"""The person who sets the hall's server up makes a mistake, and is told which one."""

from pathlib import Path

import pytest

from config.load import load_hall
from tests.config.conftest import EXAMPLES, Desk

TLS = 'cert_file = "/etc/erenhot/counter.pem"\nkey_file = "/etc/erenhot/counter.key"'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    text = (EXAMPLES / "hall.toml").read_text(encoding="utf-8")
    return Desk(tmp_path / "hall.toml", text, load_hall)


def test_the_example_is_a_hall_with_two_kiosks(desk: Desk) -> None:
    hall = load_hall(desk.saved())

    assert [kiosk.id for kiosk in hall.kiosk] == ["erl-01", "erl-02"]
    assert hall.sms.sender == "modem"


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ('port = "/dev/modem"', "", "sms.port", "the modem's serial port"),
        ('id = "erl-02"', 'id = "erl-01"', "kiosk[erl-01].id", "is already that of"),
        ('id = "erl-02"', 'id = "observer"', "kiosk[observer].id", "a user of the broker already"),
        ('hosts = ["hall.example"]', "hosts = []", "web.hosts", "name at least one"),
        ('ca_file = "/etc/erenhot/ca.pem"', "", "mqtt.ca_file", "missing"),
        ("tls = true", "tls = false", "mqtt.tls", "must be true"),
        ('zh = "口岸大厅文件柜", ', "", "kiosk[erl-02].name.zh", "told this name by SMS"),
        ('engine = "sqlite"', 'engine = "oracle"', "database.engine", "allowed: postgresql, sqlite"),
        ('key_file = "/etc/erenhot/counter.key"', "", "counter.key_file", "go together"),
        (
            'cert_file = "/etc/erenhot/counter.pem"\nkey_file = "/etc/erenhot/counter.key"',
            "",
            "counter.cert_file",
            "may do without",
        ),
        ('url = "https://hall', 'url = "http://hall', "counter.url", "must begin with https"),
        ("series = 2", "series = 1", "kiosk[erl-02].series", "is already that of kiosk[erl-01].series"),
        ('zh = "二连浩特市政务服务局", ', "", "cases.office.name.zh", "on every notice"),
        ("compartments = 8", "compartments = 0", "kiosk[erl-02].compartments", "from 1 to 512"),
    ],
)
def test_what_cannot_be_is_told(desk: Desk, old: str, new: str, key: str, told: str) -> None:
    assert told in desk.with_change(old, new).problems()[key]


def test_counter_and_pages_do_not_share_a_port(desk: Desk) -> None:
    same = desk.with_change('host = "0.0.0.0"\nport = 8443', 'host = "127.0.0.1"\nport = 8000')

    assert "each needs its own" in same.problems()["counter.port"]
