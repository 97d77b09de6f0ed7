"""What people write by hand or a program left: machine files, staff, the catalogue, the probe's report."""

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from config.load import ConfigError, load_hall, load_kiosk
from drivers.probe.findings import Changed, Coil, Observation
from drivers.probe.machine import MachineError, machine_of
from drivers.probe.mapping import MappingError, corrected
from drivers.probe.report import Report, ReportError, load_report
from drivers.sim.scene import SceneError, load_scene
from intake.catalogue.load import load_catalogue
from kiosk.hall.catalogue_files import kept
from kiosk.proof import read_proof
from locker.daemon.staff import StaffError, read_staff
from locker.wiring import known_profiles
from tests.fuzz.target import Target

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "config" / "examples"
CATALOGUE = ROOT / "config" / "catalogue"
STAFF = (
    b'[[staff]]\nnumber = "1001"\nname = "Bao"\npin_hash = "$argon2id$v=19$m=1,t=1,p=1$c29tZQ$aGFzaA"\nrights = []\n'
)
CATALOGUE_CHARS = 8_000
profiles = functools.cache(known_profiles)


def _memory() -> Path | None:
    memory = Path("/dev/shm")
    return memory if memory.is_dir() else None


def _as_file(read: Callable[[Path], object], data: bytes) -> object:
    with tempfile.NamedTemporaryFile(suffix=".toml", dir=_memory()) as file:
        file.write(data)
        file.flush()
        return read(Path(file.name))


def _kiosk(data: bytes) -> object:
    return _as_file(lambda path: load_kiosk(path, profiles()), data)


def _hall(data: bytes) -> object:
    return _as_file(load_hall, data)


def _world(data: bytes) -> object:
    return _as_file(load_scene, data)


def _staff(data: bytes) -> object:
    return _as_file(read_staff, data)


def _catalogue(data: bytes) -> object:
    return load_catalogue({"one.toml": data.decode("utf-8", "replace")})


def _kept(data: bytes) -> object:
    return _as_file(kept, data)


def _machine(data: bytes) -> object:
    return machine_of(data.decode("utf-8", "replace"), "kiosk.toml")


def _report(data: bytes) -> None:
    """What the technician goes on with, and what the kiosk shows of it."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        paper = Path(folder) / "kiosk.probe.json"
        paper.write_bytes(data)
        read_proof(paper.with_name("kiosk.toml"), "k1")
        report = load_report(paper, "k1")
        report.judge(MACHINE)
        corrected(MACHINE.compartment, report.wires)


def _written() -> bytes:
    """A report after a walk: every door judged, one wrongly wired."""
    walked = Report(kiosk="k1", who="王工", at="2026-11-23T09:00:00+08:00")
    for door, name in zip(MACHINE.compartment, [MACHINE.compartment[0].id, "?"], strict=False):
        changed = (Changed(door.board, door.channel, 1),)
        walked.wires[str(door.wire)] = Observation(at=walked.at, opened=name, changed=changed, coil=Coil.OFF)
    walked.judge(MACHINE)
    return msgspec.json.encode(walked)


def _texts(folder: Path, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


KIOSKS = _texts(EXAMPLES, "*kiosk*.toml")
MACHINE = machine_of(KIOSKS[0].decode(), "kiosk.toml")

TARGETS = [
    Target("kiosk.toml", _kiosk, KIOSKS, (ConfigError,)),
    Target("hall.toml", _hall, _texts(EXAMPLES, "*hall*.toml"), (ConfigError,)),
    Target("world.toml", _world, _texts(ROOT / "drivers" / "sim" / "scenes", "*.toml"), (SceneError,)),
    Target("staff.toml", _staff, [STAFF], (StaffError,)),
    Target("catalogue", _catalogue, [text[:CATALOGUE_CHARS] for text in _texts(CATALOGUE, "*.toml")]),
    Target("kept catalogue", _kept, [b'{"version":"1","files":{"a.toml":"x"}}']),
    Target("probe kiosk.toml", _machine, KIOSKS, (MachineError,)),
    Target("probe report", _report, [_written()], (ReportError, MappingError)),
]
