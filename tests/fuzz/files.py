"""What people write by hand or carry on a stick: machine files, staff, the catalogue, a kiosk's exported log."""

import functools
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from config.load import ConfigError, load_hall, load_kiosk
from drivers.sim.scene import SceneError, load_scene
from intake.catalogue.load import load_catalogue
from kiosk.hall.catalogue_files import kept
from locker.contract import log_file
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


def _as_file(read: Callable[[Path], object], data: bytes) -> object:
    memory = Path("/dev/shm")
    with tempfile.NamedTemporaryFile(suffix=".toml", dir=memory if memory.is_dir() else None) as file:
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


def _exported(data: bytes) -> None:
    _, lines = log_file.read(BytesIO(data))
    for _line in lines:
        pass


def _texts(folder: Path, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


TARGETS = [
    Target("kiosk.toml", _kiosk, _texts(EXAMPLES, "*kiosk*.toml"), (ConfigError,)),
    Target("hall.toml", _hall, _texts(EXAMPLES, "*hall*.toml"), (ConfigError,)),
    Target("world.toml", _world, _texts(ROOT / "drivers" / "sim" / "scenes", "*.toml"), (SceneError,)),
    Target("staff.toml", _staff, [STAFF], (StaffError,)),
    Target("catalogue", _catalogue, [text[:CATALOGUE_CHARS] for text in _texts(CATALOGUE, "*.toml")]),
    Target("kept catalogue", _kept, [b'{"version":"1","files":{"a.toml":"x"}}']),
    Target("exported log", _exported, [], (log_file.LogFileError,)),
]
