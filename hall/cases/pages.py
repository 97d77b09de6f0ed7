"""Pictures of pages: encrypted files named by the SHA-256 of what they show, on the disk before a row tells of them."""

import hashlib
import re
import secrets
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from durable import files
from hall.cases.vault import Vault

PIXELS_MAX = 40_000_000
BYTES_MAX = 4 * 1024 * 1024
SHOWN = {"JPEG": "image/jpeg", "PNG": "image/png"}
"""What a browser is given; everything else stays closed."""

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class Pages:
    """The folder of pages, 0700, its files 0600."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def keep(self, content: bytes) -> str:
        """Write the picture if it is not there yet, through to the disk; returns its name."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.write(path, self._vault.seal(content), mark=secrets.token_hex(8))
            files.settle(self._folder)
        return digest

    def read(self, digest: str) -> bytes | None:
        """The picture in clear; None: there is no such file."""
        path = self._path(digest)
        return self._vault.open(path.read_bytes()) if path.exists() else None

    def _path(self, digest: str) -> Path:
        if not _DIGEST.match(digest):
            raise ValueError("not a digest")
        return self._folder / digest[:2] / digest


def media_type(content: bytes) -> str | None:
    """What kind of picture it is by its header, nothing decoded; None: none we show, or over the limits."""
    if len(content) > BYTES_MAX:
        return None
    try:
        with Image.open(BytesIO(content), formats=tuple(SHOWN)) as picture:
            width, height, kind = picture.width, picture.height, picture.format
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    except Image.DecompressionBombWarning:
        return None
    return SHOWN.get(kind or "") if 0 < width * height <= PIXELS_MAX else None
