"""One simulated machine: its world in wall time, its ports, its modem, its printer, card reader and camera."""

from pathlib import Path

import msgspec

from drivers.sim.camera.stream import SimulatedCamera
from drivers.sim.live import LiveWorld
from drivers.sim.modem import SimulatedModem
from drivers.sim.ports import Ports
from drivers.sim.printer import SimulatedPrinter
from drivers.sim.sam import SimulatedReader
from drivers.sim.sam_card import Card
from drivers.sim.scanner import SimulatedScanner
from drivers.sim.scene import Scene, plan
from drivers.sim.world import World


class Machine:
    """What a scene describes, on real ports. Relative links start at ``folder``. Needs a running event loop."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self.places = scene.door
        self.live = LiveWorld(World(plan(scene)))
        self.ports = Ports(scene, folder, self.live)
        self.modem: SimulatedModem | None = None
        if scene.modem is not None:
            self.modem = SimulatedModem(folder / scene.modem.link, lambda _: self.live.tell())
        self._modem_baud = scene.modem.baud if scene.modem else None
        self.printer = _printer(scene, folder, self.live)
        self.reader = _reader(scene, folder, self.live)
        self.scanner = SimulatedScanner(folder / scene.scanner.link) if scene.scanner else None
        self.camera: SimulatedCamera | None = None
        if scene.camera is not None:
            self.camera = SimulatedCamera(scene.camera.width, scene.camera.height, self.live.tell)
        self._camera_port = scene.camera.port if scene.camera else 0

    async def start(self) -> None:
        """Open all ports."""
        await self.ports.start()
        if self.modem is not None:
            await self.modem.start()
        for device in self._devices():
            device.plug()
        if self.camera is not None:
            await self.camera.start(port=self._camera_port)

    async def stop(self) -> None:
        """Close all ports; time stands still."""
        if self.modem is not None:
            await self.modem.stop()
        for device in self._devices():
            device.unplug()
        if self.camera is not None:
            await self.camera.unplug()
        await self.ports.stop()
        self.live.stop()

    def modem_state(self) -> dict[str, object] | None:
        """The modem's port and what is wrong with it; None without a modem."""
        if self.modem is None:
            return None
        return {
            "link": str(self.modem.link),
            "baud": self._modem_baud,
            "plugged": self.modem.link.is_symlink(),
            "network": self.modem.faults.network,
            "silent": self.modem.faults.silent,
        }

    def _devices(self) -> list[SimulatedPrinter | SimulatedReader | SimulatedScanner]:
        return [device for device in (self.printer, self.reader, self.scanner) if device is not None]


def _printer(scene: Scene, folder: Path, live: LiveWorld) -> SimulatedPrinter | None:
    if scene.printer is None:
        return None
    return SimulatedPrinter(folder / scene.printer.link, scene.printer.width_dots, live.tell)


def _reader(scene: Scene, folder: Path, live: LiveWorld) -> SimulatedReader | None:
    if scene.id_reader is None:
        return None
    cards = [Card(**msgspec.structs.asdict(card)) for card in scene.card]
    return SimulatedReader(folder / scene.id_reader.link, cards, live.tell)
