"""A catalogue as files: the folder a kiosk begins with, the bundle it keeps from the hall, and what they make."""

import hashlib
import logging
from datetime import date
from pathlib import Path

import msgspec

from durable import files
from intake.catalogue.load import load_catalogue
from intake.catalogue.readings import read_table
from intake.catalogue.search import index
from intake.clock.calendar import load_calendar
from intake.contract.answers import CatalogueBundle
from intake.notices.notice import Office
from intake.tables.mistakes import Mistakes
from kiosk.flows.catalogue import CatalogueInUse

FILES_MAX = 500
KEPT_BYTES_MAX = 16 * 1024 * 1024

log = logging.getLogger(__name__)


def in_use(bundle: CatalogueBundle, office: Office, today: date) -> CatalogueInUse | Mistakes:
    """The catalogue as visits use it, indexed for ``today``; or every mistake in it."""
    catalogue = load_catalogue(bundle.files)
    holidays = load_calendar(bundle.holidays)
    if isinstance(catalogue, Mistakes):
        return catalogue
    if isinstance(holidays, Mistakes):
        return holidays
    found = index(catalogue, catalogue.in_force(today).values(), read_table(bundle.readings))
    return CatalogueInUse(bundle.revision, catalogue, found, holidays, office, today)


def of_folder(folder: Path) -> CatalogueBundle:
    """What a folder like ``config/catalogue`` holds. :raises OSError: it cannot be read."""
    files, holidays = _texts(folder), _texts(folder / "holidays")
    readings = (folder / "pinyin.txt").read_text(encoding="utf-8")
    whole = msgspec.msgpack.encode([sorted(files.items()), sorted(holidays.items()), readings])
    revision = hashlib.sha256(whole).hexdigest()
    return CatalogueBundle(revision=revision, files=files, holidays=holidays, readings=readings)


def kept(path: Path) -> CatalogueBundle | None:
    """The bundle that was kept; None when there is none, or it cannot be read any more."""
    try:
        if path.stat().st_size > KEPT_BYTES_MAX:
            return None
        return msgspec.json.decode(path.read_bytes(), type=CatalogueBundle)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def keep(path: Path, bundle: CatalogueBundle) -> None:
    """Keep it for the next start, whole or not at all; a disk that does not take it is only logged."""
    try:
        files.write(path, msgspec.json.encode(bundle))
    except OSError as error:
        log.warning("the catalogue is in use, but could not be kept: %s", error.strerror)


def _texts(folder: Path) -> dict[str, str]:
    paths = sorted(folder.glob("*.toml"))[: FILES_MAX + 1]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}
