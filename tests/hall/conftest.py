"""A hall of the test's own: TOML, secrets and a database in a temporary folder; tables emptied for every test.

Django takes one configuration a process, so the folder is one a test process (xdist: one a worker).
"""

import atexit
import base64
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest
from django.core.management import call_command
from django.db import connection
from nacl.public import PublicKey, SealedBox

from hall.here import machine
from hall.keys import make_keys
from tests.hall.database import database
from tests.hall.story import hall_toml

if TYPE_CHECKING:
    from tests.hall.desk_story import Person


def _home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hall-test-"))
    atexit.register(shutil.rmtree, folder)
    (folder / "hall.toml").write_text(hall_toml(folder, 1, database().engine))
    make_keys(folder / "keys", ["k1", "k2"])
    database().begins(folder)
    return folder


HOME = _home()
os.environ["HALL_CONFIG"] = str(HOME / "hall.toml")
os.environ["DJANGO_SETTINGS_MODULE"] = "hall.settings"
django.setup()


@pytest.fixture(scope="session")
def _tables() -> Iterator[None]:
    call_command("migrate", verbosity=0)
    yield
    connection.close()


@pytest.fixture
def hall_home(_tables: None) -> Iterator[Path]:
    """The hall's folder, its tables empty but for the kiosks k1 and k2.

    Each test has a connection of its own: a story that reads the database's file as bytes takes this process's locks
    of it away (POSIX), and the next process that ends would delete the log (WAL) that this one still writes to.
    """
    from hall.ingest.service import know_kiosks  # noqa: PLC0415  (models need Django set up)

    know_kiosks(machine().kiosk)
    yield HOME
    call_command("flush", verbosity=0, interactive=False)
    connection.close()
    (HOME / "sms.txt").unlink(missing_ok=True)


@pytest.fixture
def clerk(hall_home: Path) -> "Person":
    """Somebody at the window."""
    from tests.hall.desk_story import Person  # noqa: PLC0415  (models need Django set up)

    return Person("wang", "clerk")


@pytest.fixture
def market(hall_home: Path) -> "Person":
    """Somebody of the department for the market."""
    from tests.hall.desk_story import Person  # noqa: PLC0415

    return Person("market", "department", "market")


@pytest.fixture
def seal() -> "Seal":
    """Seals a phone number to the hall, as a kiosk does."""
    return Seal(HOME)


class Seal:
    def __init__(self, home: Path) -> None:
        self._box = SealedBox(PublicKey(base64.b64decode((home / "keys" / "hall_box.pub").read_text())))

    def __call__(self, phone: str) -> str:
        return base64.b64encode(self._box.encrypt(phone.encode())).decode()
