"""The guide's sample pictures as the hall has them now: copied from what this machine came with, the rest fetched."""

import asyncio
import hashlib
import logging
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from durable import files
from intake.contract.answers import SAMPLE_BYTES_MAX, SAMPLES_MAX
from kiosk.hall.client import HallClient

AGAIN_S = 60.0
JPEG = b"\xff\xd8\xff"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z", re.ASCII)

log = logging.getLogger(__name__)


class SampleTaker:
    """Keeps ``folder`` (``NAME.jpg``) as the catalogue in use wants it. ``on_new(name)``: another picture is there."""

    def __init__(
        self, client: HallClient, shipped: Path, folder: Path, on_new: Callable[[str], None], again_s: float = AGAIN_S
    ) -> None:
        self._client = client
        self._shipped = shipped
        self._folder = folder
        self._on_new = on_new
        self._again_s = again_s
        self._wanted: Mapping[str, str] = {}
        self._news = asyncio.Event()

    def want(self, samples: Mapping[str, str]) -> None:
        """Name to SHA-256 of each picture the catalogue shows; one that names none leaves what is there."""
        named = [(name, digest) for name, digest in samples.items() if _NAME.match(name)]
        self._wanted = dict(named[:SAMPLES_MAX])
        self._news.set()

    async def run(self) -> None:
        """Until cancelled; what could not be had is tried again."""
        while True:
            self._news.clear()
            await asyncio.to_thread(self._copy)
            lacking = [(name, digest) for name, digest in self._wanted.items() if not await self._fetched(name, digest)]
            with suppress(TimeoutError):
                async with asyncio.timeout(self._again_s if lacking else None):
                    await self._news.wait()

    def _copy(self) -> None:
        """What came with the machine; a disk that takes nothing is only logged."""
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            for source in self._from_here():
                shutil.copyfile(source, self._folder / source.name)
        except OSError as error:
            log.warning("samples could not be kept: %s", error.strerror)

    def _from_here(self) -> Iterator[Path]:
        """Pictures of this machine's own that are wanted, or that nothing is known of and nothing stands there for."""
        for source in sorted(self._shipped.glob("*.jpg"))[:SAMPLES_MAX]:
            shown, wanted = self._folder / source.name, self._wanted.get(source.stem)
            if not shown.exists() if wanted is None else _digest(shown) != wanted == _digest(source):
                yield source

    async def _fetched(self, name: str, digest: str) -> bool:
        path = self._folder / f"{name}.jpg"
        if await asyncio.to_thread(_digest, path) == digest:
            return True
        jpeg = await self._client.sample(digest)
        if not isinstance(jpeg, bytes) or not jpeg.startswith(JPEG) or hashlib.sha256(jpeg).hexdigest() != digest:
            return False
        try:
            await asyncio.to_thread(files.write, path, jpeg)
        except OSError as error:
            log.warning("sample %s could not be kept: %s", name, error.strerror)
            return False
        self._on_new(name)
        return True


def _digest(path: Path) -> str:
    """Of a file of a sample's size; nothing for none."""
    try:
        small = path.stat().st_size <= SAMPLE_BYTES_MAX
        return hashlib.sha256(path.read_bytes()).hexdigest() if small else ""
    except OSError:
        return ""
