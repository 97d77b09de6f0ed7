"""The demonstration's files: configuration, secrets, ports. Everything lies under ``var/demo``."""

import contextlib
import secrets
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from demo.authority import Tls, make_tls
from hall.keys import make_keys
from locker.daemon.staff import hash_pin
from setup import broker

TEMPLATES = Path(__file__).parent / "templates"
CATALOGUE = Path(__file__).parents[1] / "config" / "catalogue"
KIOSK = broker.KioskLogin("erenhot", "k1")
CLERK_NUMBER = "1001"
HALL_STAFF = "manager"
DESK_STAFF = {"window": ("clerk", ""), "health": ("department", "health"), "police": ("department", "police")}
"""Logins of the case desk: the role, and of which department. All have the dashboard's password."""

Door = tuple[str, str, str, int, str, int, float, float, float, float]


def free_port() -> int:
    """A port of 127.0.0.1 nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class House:
    """Where things are and what opens them. ``pin`` and ``password`` are made anew each time."""

    root: Path
    width: int = 1080
    height: int = 1920
    fullscreen: bool = False
    pin: str = field(default_factory=lambda: f"{secrets.randbelow(9000) + 1000}")
    password: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    mqtt_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    modbus_port: int = field(default_factory=free_port)
    bench_port: int = field(default_factory=free_port)
    counter_port: int = field(default_factory=free_port)
    camera_port: int = field(default_factory=free_port)

    @property
    def run(self) -> Path:
        """Sockets and serial ports."""
        return self.root / "run"

    @property
    def state(self) -> Path:
        """Ledger and database."""
        return self.root / "state"

    @property
    def logs(self) -> Path:
        """What each process said."""
        return self.root / "logs"

    @property
    def controls(self) -> Path:
        """Where the kiosk tells what can be touched."""
        return self.run / "controls.json"

    @property
    def pictures(self) -> Path:
        """What the tour saw."""
        return self.root / "pictures"

    @property
    def catalogue(self) -> Path:
        """The office's own copy of the catalogue, which it may change while everything runs."""
        return self.root / "catalogue"

    @property
    def broker_plan(self) -> broker.Plan:
        """The broker of this house."""
        return broker.Plan(self.root / "broker", (KIOSK,), self.mqtt_port, user="root")

    def passwords(self) -> dict[str, str]:
        """Who may log in at the broker."""
        return broker.kept_passwords(self.root / "broker-passwords", broker.users((KIOSK,)))

    def build(self) -> None:
        """Make everything anew, but the pictures' folder itself."""
        for folder in (self.run, self.state, self.logs, self.pictures, self.root / "secrets"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700)
        shutil.copytree(CATALOGUE, self.catalogue, dirs_exist_ok=True)
        self._write_secrets()
        tls = make_tls(self.root / "secrets" / "tls")
        values = self._values() | self._applying(tls)
        for name in ("kiosk.toml", "world.toml", "hall.toml"):
            text = Template((TEMPLATES / name).read_text("utf-8")).substitute(values)
            (self.root / name).write_text(text, "utf-8")

    def _write_secrets(self) -> None:
        hall, kiosk = self.root / "secrets" / "hall", self.root / "secrets" / "kiosk"
        make_keys(hall, [KIOSK.kiosk])
        passwords = self.passwords()
        kiosk.mkdir(mode=0o700)
        _secret(hall / "mqtt_password", passwords[broker.HALL])
        _secret(kiosk / "mqtt_password", passwords[KIOSK.kiosk])
        for name in (f"kiosk-{KIOSK.kiosk}.key", "hall_box.pub", "command_signing.pub", "notice_mac.key"):
            _secret(kiosk / name, (hall / name).read_text())
        _secret(kiosk / "hall_api.key", (hall / f"hall_api-{KIOSK.kiosk}.key").read_text())
        rights = '["deposit", "take_back", "maintain"]'
        staff = f'number = "{CLERK_NUMBER}"\nname = "乌云"\npin_hash = "{hash_pin(self.pin)}"\nrights = {rights}\n'
        _secret(kiosk / "staff.toml", "[[staff]]\n" + staff)
        _secret(hall / "dashboard_password", self.password)
        broker.write(self.broker_plan, passwords)

    def _applying(self, tls: Tls) -> dict[str, object]:
        """What belongs to applying at the kiosk: the hall's counter and case desk, printer, reader, camera."""
        return {
            "counter_port": self.counter_port,
            "camera_port": self.camera_port,
            "ca_file": tls.ca_file,
            "cert_file": tls.cert_file,
            "key_file": tls.key_file,
            "catalogue": CATALOGUE,
            "hall_catalogue": self.catalogue,
            "office": (TEMPLATES / "office.toml").read_text("utf-8").strip(),
            "cards": (TEMPLATES / "cards.toml").read_text("utf-8").strip(),
        }

    def _values(self) -> dict[str, object]:
        return {
            "run": self.run,
            "state": self.state,
            "kiosk_credentials": self.root / "secrets" / "kiosk",
            "hall_credentials": self.root / "secrets" / "hall",
            "width": self.width,
            "height": self.height,
            "fullscreen": str(self.fullscreen).lower(),
            "mqtt_port": self.mqtt_port,
            "web_port": self.web_port,
            "modbus_port": self.modbus_port,
            "bench_port": self.bench_port,
            "compartments": "\n".join(map(_compartment, doors())),
            "doors": "\n".join(map(_world_door, doors())),
        }


def doors() -> Iterator[Door]:
    """Three columns of eight: five small, two medium, one large at the foot. Id, size, wires, place in cm."""
    boards = (("A", "left", "left"), ("B", "middle", "middle"), ("C", "right", "right-doors"))
    for column, (letter, board, sensor_board) in enumerate(boards):
        top_cm = 152.0
        for row in range(1, 9):
            size = "S" if row <= 5 else "M" if row <= 7 else "L"
            height_cm = {"S": 12.0, "M": 20.0, "L": 32.0}[size]
            top_cm -= height_cm
            x_cm = column * 40.0 + (50.0 if column == 2 else 0.0)  # the screen stands between B and C
            yield f"{letter}{row}", size, board, row, sensor_board, row, x_cm, top_cm, 40.0, height_cm


def _compartment(door: Door) -> str:
    id_, size, board, channel, sensor_board, sensor_input, x, y, w, h = door
    return (
        f'    {{ id = "{id_}", size = "{size}", board = "{board}", channel = {channel}, lock = "solenoid-12v",'
        f' sensor = {{ board = "{sensor_board}", input = {sensor_input} }},'
        f" x_cm = {x}, y_cm = {y}, width_cm = {w}, height_cm = {h} }},"
    )


def _world_door(door: Door) -> str:
    id_, _, board, channel, sensor_board, sensor_input, x, y, w, h = door
    return (
        f'\n[[door]]\nid = "{id_}"\nboard = "{board}"\nchannel = {channel}\nsensor_board = "{sensor_board}"\n'
        f"sensor_input = {sensor_input}\nx_cm = {x}\ny_cm = {y}\nwidth_cm = {w}\nheight_cm = {h}"
    )


def _secret(path: Path, text: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    path.touch(mode=0o600)
    path.write_text(text.strip() + "\n", "utf-8")
