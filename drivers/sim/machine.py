"""One simulated machine: its world in wall time, its ports, its modem."""

from pathlib import Path

from drivers.sim.live import LiveWorld
from drivers.sim.modem import SimulatedModem
from drivers.sim.ports import Ports
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

    async def start(self) -> None:
        """Open all ports."""
        await self.ports.start()
        if self.modem is not None:
            await self.modem.start()

    async def stop(self) -> None:
        """Close all ports; time stands still."""
        if self.modem is not None:
            await self.modem.stop()
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
