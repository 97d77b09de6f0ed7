"""A draft is a box that the hall keeps and cannot open; any kiosk that is shown the slip fetches it."""

import os
import time
from pathlib import Path

from hall.counter.drafts import DRAFTS_A_KIOSK_MAX, Drafts
from hall.counter.folders import Folders
from hall.counter.sweeping import sweep_files
from intake.contract import paths
from intake.contract.answers import Closed
from intake.contract.submission import DRAFT_BYTES_MAX
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk

SLIP = "1234567890abcdef" * 2
DAY_S = 86_400


async def test_a_draft_left_at_one_kiosk_is_opened_at_another(kiosk: Kiosk, other: Kiosk) -> None:
    path = paths.draft(SLIP)
    assert (await kiosk.does("PUT", path, b"sealed box")).word == Closed()
    assert (await other.does("GET", path)).body == b"sealed box"

    assert (await other.does("PUT", path, b"filled in further")).word == Closed()
    assert (await kiosk.does("GET", path)).body == b"filled in further"

    assert (await kiosk.does("DELETE", path)).word == Closed()
    assert (await other.does("GET", path)).refusal == "unknown"
    assert (await other.does("DELETE", path)).word == Closed()


async def test_a_draft_of_the_largest_size_a_kiosk_keeps_is_taken(kiosk: Kiosk, other: Kiosk) -> None:
    path, box = paths.draft("e" * 32), bytes(DRAFT_BYTES_MAX)
    assert (await kiosk.does("PUT", path, box)).word == Closed()

    assert (await other.does("GET", path)).body == box


async def test_a_draft_that_is_too_large_is_refused(kiosk: Kiosk, counter: Counter) -> None:
    told = await kiosk.does("PUT", paths.draft("f" * 32), bytes(DRAFT_BYTES_MAX + 1))

    assert (told.status, told.refusal) == (413, "too_large")
    assert not [path for path in counter.files("drafts") if "f" * 32 in path.name]


def test_a_kiosk_may_keep_so_many_and_no_more(tmp_path: Path) -> None:
    shelf, folder = Drafts(Folders(tmp_path)), tmp_path / "drafts" / "k1"
    folder.mkdir(parents=True)
    for number in range(DRAFTS_A_KIOSK_MAX):
        (folder / f"{number:032x}").touch()

    assert not shelf.room_at("k1", SLIP)
    assert shelf.room_at("k1", f"{7:032x}")
    assert shelf.room_at("k2", SLIP)


def test_after_thirty_days_drafts_and_half_uploads_are_gone_and_what_was_set_aside_stays(tmp_path: Path) -> None:
    kinds = ("uploads/k1/a/0-b", "drafts/k1/c", "aside/k1/d/0-e")
    for days in (29, 31):
        for kind in kinds:
            path = tmp_path / kind.replace("k1/", f"k1/{days}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            for aged in (path, path.parent):
                os.utime(aged, (time.time() - days * DAY_S,) * 2)

    sweep_files(Folders(tmp_path), time.time())

    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"uploads/k1/29a/0-b", "drafts/k1/29c", "aside/k1/29d/0-e", "aside/k1/31d/0-e"}
