"""Everything that runs, in the order in which it needs each other."""

import json
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from demo.display import Display, open_display
from demo.house import DESK_STAFF, HALL_STAFF, House
from demo.process import Processes, listening
from demo.steps import Act


class System:
    """The demonstration while it runs."""

    def __init__(self, house: House) -> None:
        house.root.mkdir(parents=True, exist_ok=True)
        house.build()
        self.house = house
        self.processes = Processes(house.logs, house.root / "processes.json")
        self.display: Display | None = None
        self.ports: dict[str, Any] = {}

    def plan(self) -> list[Act]:
        """The parts, in the order in which they need each other."""
        return [self._broker, self._hall, self._cabinet, self._lockerd, self._screen]

    def start(self) -> None:
        """Bring everything up. :raises StartError: a part did not come; with the end of its log."""
        for part in self.plan():
            part()

    def stop(self) -> None:
        """End everything that was started."""
        self.processes.stop()

    @property
    def screen(self) -> Display:
        """The glass's display."""
        assert self.display is not None
        return self.display

    @property
    def hall_url(self) -> str:
        """The dashboard's address."""
        return f"http://127.0.0.1:{self.house.web_port}"

    def _broker(self) -> None:
        """The broker takes connections."""
        self.processes.start("mosquitto", ["/usr/sbin/mosquitto", "-c", self.house.broker_plan.conf])
        self.processes.wait("mosquitto", lambda: listening(self.house.mqtt_port))

    def _hall(self) -> None:
        """The hall serves its pages, takes events and sends SMS."""
        config = ("--config", self.house.root / "hall.toml")
        password = self.house.root / "secrets" / "hall" / "dashboard_password"
        self._once("hall-migrate", "hall", *config, "migrate")
        for name, (role, department) in {HALL_STAFF: ("maintenance", ""), **DESK_STAFF}.items():
            staff = ("create-staff", name, "--role", role, "--password-file", password)
            of = ("--department", department) if department else ()
            self._once(f"hall-staff-{name}", "hall", *config, *staff, *of)
        for part in ("web", "ingest", "sms", "platform"):
            self.processes.python(f"hall-{part}", "hall", *config, part)
        self.opens_counter()
        self.processes.wait("hall-web", lambda: listening(self.house.web_port))

    def opens_counter(self) -> None:
        """What kiosks and phones reach of the hall answers."""
        self.processes.python("hall-counter", "hall", "--config", self.house.root / "hall.toml", "counter")
        self.processes.wait("hall-counter", lambda: listening(self.house.counter_port))

    def cuts_counter_off(self) -> None:
        """Kiosks and phones reach nothing of the hall any more."""
        self.processes.end("hall-counter")

    def _cabinet(self) -> None:
        """The simulated cabinet answers on its serial line, its port and its modem."""
        ready = self.house.run / "cabinet.json"
        self.processes.python("cabinet", "drivers.sim", self.house.root / "world.toml", "--ready-file", ready)
        self.processes.wait("cabinet", ready.exists)
        self.ports = json.loads(ready.read_text())

    def _lockerd(self) -> None:
        """lockerd holds the ledger and the doors."""
        socket = self.house.run / "lockerd.socket"
        self.processes.python("lockerd", "locker", self.house.root / "kiosk.toml")
        self.processes.wait("lockerd", socket.exists)

    def _screen(self) -> None:
        """The kiosk shows itself."""
        self.display = open_display(self.processes, self.house.width, self.house.height)
        self._on_the_glass("kiosk", "kiosk")
        self.processes.wait("kiosk", lambda: "screen: home" in self.processes.log("kiosk").read_text())

    def serve_mark(self) -> None:
        """What systemd does at a kiosk (``systemd/installation.path``): on lockerd's mark the installation check has
        bus and glass alone; when it has ended, lockerd and the kiosk begin again."""
        if self._mark.exists():
            self.processes.finish("kiosk", "lockerd")
            self._mark.unlink()
            self._on_the_glass("installation", "kiosk.installation")
        elif "installation" in self.processes.ended():
            self.processes.finish("installation")
            self._lockerd()
            self._on_the_glass("kiosk", "kiosk")

    @property
    def _mark(self) -> Path:
        return self.house.run / "installation"

    def _on_the_glass(self, name: str, program: str) -> None:
        env = {**self.screen.env, "KIVY_HOME": str(self.house.run / "kivy")}
        self.processes.python(name, program, self.house.root / "kiosk.toml", "--controls", self.house.controls, env=env)

    def _once(self, name: str, *words: str | Path) -> None:
        self.processes.python(name, *words)
        self.processes.wait_for_end(name)


def get_json(url: str) -> Any:
    """What a page of our own says."""
    with urlopen(url, timeout=5) as answer:  # noqa: S310 (an address of our own)
        return json.load(answer)
