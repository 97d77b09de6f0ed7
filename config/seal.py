"""The hall's seal as a picture, as ``office.seal`` names it: for the papers that bear it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

SEAL_BYTES_MAX = 1024 * 1024
SEAL_SIDE_MAX = 2000


def read_seal(path: str | None) -> "Image.Image | None":
    """The picture (PNG, at most 2000 pixels a side); None: there is none, or it is not fit to be printed."""
    if not path or not _small(Path(path)):
        return None
    from PIL import Image  # noqa: PLC0415 (lockerd reads a kiosk.toml too, and has no use for pictures)

    try:
        with Image.open(path, formats=("PNG",)) as seal:
            return seal.convert("RGBA") if max(seal.size) <= SEAL_SIDE_MAX else None
    except (OSError, ValueError, SyntaxError):  # Pillow's words for a broken PNG
        return None


def _small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= SEAL_BYTES_MAX
