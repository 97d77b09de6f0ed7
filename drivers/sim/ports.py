"""All lines of a scene with their taps and observers' windows: started, stopped, pulled and plugged by name."""

from pathlib import Path

from drivers.sim.gateway_line import GatewayLine
from drivers.sim.live import LiveWorld
from drivers.sim.scene import Line, Scene
from drivers.sim.serial_line import SerialLine
from drivers.sim.tap import Tap
from drivers.sim.tcp_line import TcpLine

AnyLine = SerialLine | TcpLine | GatewayLine


class Ports:
    """The world's real ports. :raises KeyError: a verb named a line not there."""

    def __init__(self, scene: Scene, folder: Path, live: LiveWorld) -> None:
        self._taps = {
            line.name: Tap(line.name, line.host, line.tap_port) for line in scene.line if line.tap_port is not None
        }
        self._windows = {
            line.name: TcpLine(line.name, line.host, line.observe_port, live, observer=True)
            for line in scene.line
            if line.observe_port is not None
        }
        self._lines = {line.name: self._line(line, folder, live) for line in scene.line}

    async def start(self) -> None:
        """Open all of them."""
        for tap in self._taps.values():
            await tap.start()
        for window in self._windows.values():
            await window.plug()
        for name in self._lines:
            await self.plug(name)

    async def stop(self) -> None:
        """Close all of them."""
        for line in (*self._lines.values(), *self._windows.values()):
            line.unplug()
        for tap in self._taps.values():
            await tap.stop()

    async def plug(self, name: str) -> bool:
        """Plug a line in; False when it is."""
        line = self._lines[name]
        return line.plug() if isinstance(line, SerialLine) else await line.plug()

    def unplug(self, name: str) -> bool:
        """Pull a line out; False when it is."""
        return self._lines[name].unplug()

    def short(self, name: str, shorted: bool) -> bool:
        """Let the conductors of a serial line touch, or part them again; False for a line that has none."""
        line = self._lines[name]
        if not isinstance(line, SerialLine):
            return False
        line.shorted = shorted
        return True

    def state(self) -> list[dict[str, object]]:
        """Where each line, its tap and its window are."""
        return [
            {
                "name": name,
                "plugged": line.plugged,
                **_place(line),
                "tap": _address(self._taps.get(name)),
                "observe": _address(self._windows.get(name)),
            }
            for name, line in self._lines.items()
        ]

    def _line(self, line: Line, folder: Path, live: LiveWorld) -> AnyLine:
        tap = self._taps.get(line.name)
        if line.link is not None and line.baud is not None:
            return SerialLine(line.name, folder / line.link, line.baud, live, tap)
        if line.kind == "gateway" and line.baud is not None:
            return GatewayLine(line.name, line.host, line.port, line.baud, live, tap)
        return TcpLine(line.name, line.host, line.port, live, tap=tap)


def _place(line: AnyLine) -> dict[str, object]:
    if isinstance(line, SerialLine):
        return {"kind": "rtu", "link": str(line.link), "baud": line.baud}
    if isinstance(line, GatewayLine):
        return {"kind": "gateway", "address": _address(line), "baud": line.baud}
    return {"kind": "tcp", "address": _address(line)}


def _address(port: Tap | TcpLine | GatewayLine | None) -> str | None:
    return None if port is None else "{}:{}".format(*port.where)
