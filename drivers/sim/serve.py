"""A machine with its bench page, up for as long as somebody needs it."""

import asyncio
import selectors
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from drivers.sim.bench.camera import camera_state
from drivers.sim.bench.counter import printer_state, reader_state, scanner_state
from drivers.sim.bench.server import BenchServer
from drivers.sim.machine import Machine
from drivers.sim.scene import Scene


@dataclass(frozen=True, slots=True)
class Served:
    """What is up."""

    machine: Machine
    bench: BenchServer

    def addresses(self) -> dict[str, object]:
        """Where everything is, for the ready file."""
        return {
            "bench": self.bench.url,
            "lines": self.machine.ports.state(),
            "modem": self.machine.modem_state(),
            "printer": printer_state(self.machine.printer),
            "id_reader": reader_state(self.machine.reader),
            "scanner": scanner_state(self.machine.scanner),
            "camera": camera_state(self.machine.camera),
        }


def exact_loop() -> asyncio.AbstractEventLoop:
    """An event loop whose timers are exact to some 0.1 ms, which a true baud rate needs.

    The usual one waits in whole milliseconds (epoll); select waits in microseconds.
    """
    return asyncio.SelectorEventLoop(selectors.SelectSelector())


@asynccontextmanager
async def serve(scene: Scene, folder: Path) -> AsyncIterator[Served]:
    """Open the scene's ports and its page; close them at the end. :raises OSError: a port cannot be had."""
    machine = Machine(scene, folder)
    bench = BenchServer(machine)
    try:
        await machine.start()
        await bench.start(scene.bench.host, scene.bench.port)
        yield Served(machine, bench)
    finally:
        await bench.stop()
        await machine.stop()
