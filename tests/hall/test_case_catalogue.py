"""The catalogue in use: a good change is taken, a bad one is refused and the old one stays."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from hall.cases.catalogue import Folder, in_use, item_of
from hall.cases.models import CatalogueTaken
from intake.catalogue.load import Catalogue
from tests.hall.desk_story import Person
from tests.hall.story import CATALOGUE


@pytest.fixture
def kept(hall_home: Path, tmp_path: Path) -> Path:
    """A folder of the test's own."""
    return Path(shutil.copytree(CATALOGUE, tmp_path / "catalogue"))


def changes(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_shipped_catalogue_is_in_use_with_its_calendar_and_readings(hall_home: Path) -> None:
    now = in_use()
    assert isinstance(now.catalogue, Catalogue)
    assert not now.calendar.works(date(2026, 10, 1))
    assert len(now.bundle.revision) == 64


RENAMED = (
    'version = 3\nvalid_from = 2026-01-01\nname = "个体工商户设立登记"',
    'version = 4\nvalid_from = 2026-01-01\nname = "个体工商户登记（设立）"',
)
"""An item is changed as it should be: with its version raised."""


def test_a_good_change_is_taken_without_a_restart(kept: Path) -> None:
    folder = Folder(kept)
    before = folder.now().bundle
    changes(kept, "market.toml", *RENAMED)
    after = folder.now().bundle
    assert after.revision != before.revision
    assert CatalogueTaken.objects.count() == 2


def test_an_item_that_says_something_else_under_its_old_version_is_refused_with_the_reason(kept: Path) -> None:
    folder = Folder(kept)
    before = folder.now().bundle.revision
    changes(kept, "market.toml", "个体工商户设立登记", "个体工商户登记（设立）")
    assert folder.now().bundle.revision == before
    assert "market.toml: item[SC-GT-01].version: 3 is in use and says something else; raise the version" in str(
        folder.refused
    )
    assert Folder(kept).now().bundle.revision == before, "nor after a restart"
    changes(kept, "market.toml", RENAMED[1].replace("4", "3", 1), RENAMED[1])
    assert folder.now().bundle.revision != before
    assert folder.refused is None


def test_a_bad_change_is_refused_and_the_old_one_stays_even_after_a_restart(kept: Path) -> None:
    folder = Folder(kept)
    before = folder.now().bundle.revision
    changes(kept, "market.toml", 'department = "market"', 'department = "nobody"')
    assert folder.now().bundle.revision == before
    assert folder.refused
    assert "nobody is unknown" in str(folder.refused)
    restarted = Folder(kept)
    assert restarted.now().bundle.revision == before
    assert restarted.refused


def test_when_it_is_mended_it_is_taken(kept: Path) -> None:
    folder = Folder(kept)
    folder.now()
    changes(kept, "market.toml", "legal_days = 6", "legal_days = -1")
    folder.now()
    assert folder.refused
    changes(kept, "market.toml", "legal_days = -1", "legal_days = 6")
    changes(kept, "market.toml", *RENAMED)
    folder.now()
    assert folder.refused is None


def test_another_sample_picture_is_another_catalogue_and_what_is_no_picture_is_refused(kept: Path) -> None:
    folder, scan = Folder(kept), kept / "samples" / "scan.jpg"
    before = folder.now().bundle
    licence = (kept / "samples" / "licence.jpg").read_bytes()
    assert before.samples["licence"] == hashlib.sha256(licence).hexdigest()
    scan.write_bytes(licence + b"scanned")
    after = folder.now().bundle
    assert after.revision != before.revision
    assert after.samples.keys() - before.samples.keys() == {"scan"}
    scan.write_bytes(b"GIF89a")
    assert folder.now().bundle == after
    assert "samples/scan.jpg: is no JPEG" in str(folder.refused)


def test_two_processes_see_the_same_catalogue(kept: Path) -> None:
    one, other = Folder(kept), Folder(kept)
    one.now()
    other.now()
    changes(kept, "market.toml", *RENAMED)
    assert one.now().bundle == other.now().bundle
    assert CatalogueTaken.objects.count() == 2


def test_bytes_that_are_no_text_are_a_mistake_and_no_crash(kept: Path) -> None:
    folder = Folder(kept)
    folder.now()
    (kept / "market.toml").write_bytes(b"\xff\xfe\x00")
    folder.now()
    assert "market.toml" in str(folder.refused)


def test_a_version_that_left_the_catalogue_is_still_known_to_its_cases(kept: Path) -> None:
    Folder(kept).now()
    changes(kept, "market.toml", 'code = "SC-GT-01"', 'code = "SC-GT-02"')
    assert item_of("SC-GT-01", 3)
    assert item_of("SC-GT-01", 9) is None


def test_the_desk_shows_no_mistakes_when_there_are_none(hall_home: Path) -> None:
    assert "办事指南有错误" not in Person("wang", "clerk").opens("/desk/")
