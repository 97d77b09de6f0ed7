"""All targets, and the inputs that were findings once: small files, replayed at every run."""

import hashlib
from pathlib import Path

from tests.fuzz import applying, books, conversation, files, links, sealed, tables, wires
from tests.fuzz.target import Target

FOLDER = Path(__file__).parent / "corpus"
TARGETS: list[Target] = [
    target for kind in (links, conversation, tables, wires, files, books, applying, sealed) for target in kind.TARGETS
]


def kept(target: Target) -> list[Path]:
    """The inputs kept for this target."""
    return sorted(place_of(target).glob("*.bin"))


def place_of(target: Target) -> Path:
    """Where they lie."""
    return FOLDER / target.name.replace(" ", "-")


def keep(target: Target, data: bytes, folder: Path | None = None) -> Path:
    """Keep an input, under a name of its own."""
    place = (folder or FOLDER) / place_of(target).name
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.write_bytes(data)
    return path
