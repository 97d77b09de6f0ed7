"""The counter was ended between the commit of a case and the removal of its sealed parts: they go all the same."""

import hashlib
from pathlib import Path

import pytest

from hall.cases.receive import receive
from hall.counter.closing import Closing
from hall.counter.folders import Folders
from hall.counter.sweeping import sweep_taken
from hall.counter.uploads import Upload
from intake.contract.answers import Acknowledged
from intake.contract.submission import Manifest, Submission
from tests.hall.case_story import KIOSK_DECIDES, comes_in, handing_in
from tests.intake.story import applying, item

PART = b"sealed"
DIGEST = hashlib.sha256(PART).hexdigest()


@pytest.fixture
def folders(tmp_path: Path, hall_home: Path) -> Folders:
    return Folders(tmp_path)


def taken() -> Submission:
    """The hall has committed its case."""
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(submission, pages)
    return submission


def left_behind(folders: Folders, submission: str, kiosk: str = "k1") -> Upload:
    """Its parts are still on the disk."""
    upload = Upload(folders, kiosk, submission)
    with upload.draft() as (file, path):
        file.write(PART)
        upload.keep(path, 0, DIGEST)
    return upload


def lies_there(upload: Upload) -> bool:
    return bool(upload.parts())


def test_parts_of_what_is_a_case_already_go_and_others_stay(folders: Folders) -> None:
    submission = taken()
    done, coming = left_behind(folders, submission.id), left_behind(folders, "f" * 32)
    of_another_kiosk = left_behind(folders, submission.id, "k2")

    sweep_taken(folders)

    assert not lies_there(done)
    assert lies_there(coming)
    assert lies_there(of_another_kiosk)


def test_what_was_set_aside_goes_only_when_it_was_taken_after_all(folders: Folders) -> None:
    submission = taken()
    done, unfit = left_behind(folders, submission.id), left_behind(folders, "f" * 32)
    done.set_aside()
    unfit.set_aside()

    sweep_taken(folders)

    assert not lies_there(done)
    assert lies_there(unfit)


def test_the_kiosk_that_closes_once_more_has_them_removed_at_once(folders: Folders) -> None:
    submission = taken()
    done = left_behind(folders, submission.id)
    closing = Closing(lambda sealed: sealed, lambda _picture: True, receive)

    answer = closing.close(done, "k1", submission.id, Manifest(parts=(DIGEST,)), submission.at_ms)

    assert isinstance(answer, Acknowledged)
    assert not lies_there(done)
