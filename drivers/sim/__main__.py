"""``python -m drivers.sim world.toml``: the simulated machine on real ports, until it is interrupted."""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from drivers.sim.scene import Scene, SceneError, load_scene
from drivers.sim.serve import exact_loop, serve


def main() -> int:
    """Run, or with ``--check`` only read the scene. Status 2: the scene is wrong; 1: a port cannot be had."""
    arguments = _arguments()
    try:
        scene = load_scene(arguments.scene)
    except SceneError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if arguments.check:
        _say(f"{arguments.scene}: {len(scene.line)} lines, {len(scene.board)} boards, {len(scene.door)} doors")
        return 0
    try:
        with asyncio.Runner(loop_factory=exact_loop) as runner:
            runner.run(_run(scene, arguments.scene.parent, arguments.ready_file))
    except OSError as error:
        sys.stderr.write(f"{arguments.scene}: {error}\n")
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m drivers.sim", description=__doc__)
    parser.add_argument("scene", type=Path, help="world.toml")
    parser.add_argument("--check", action="store_true", help="only read and check the scene")
    parser.add_argument("--ready-file", type=Path, help="write the addresses here as JSON when all is up")
    return parser.parse_args()


async def _run(scene: Scene, folder: Path, ready_file: Path | None) -> None:
    told = _interruption()
    async with serve(scene, folder) as served:
        _announce(served.addresses(), ready_file)
        await told.wait()


def _announce(addresses: dict[str, object], ready_file: Path | None) -> None:
    if ready_file is not None:
        fresh = ready_file.with_name(ready_file.name + ".new")
        fresh.write_text(json.dumps(addresses), encoding="utf-8")
        fresh.replace(ready_file)
    _say(json.dumps(addresses, indent=2))


def _interruption() -> asyncio.Event:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
