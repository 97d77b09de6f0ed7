"""What is opened is believed only where every seal, digest and picture fits; each misfit is told by its name."""

import hashlib

import msgspec
from msgspec.structs import replace

from hall.cases.pages import media_type
from hall.counter.opening import Opened, Unfit, open_parts
from intake.contract.submission import Submission
from tests.hall.case_story import KIOSK_DECIDES, handing_in, picture
from tests.intake.story import applying, item

SEAL = b"sealed:"


def unseal(sealed: bytes) -> bytes | None:
    return sealed.removeprefix(SEAL) if sealed.startswith(SEAL) else None


def opens(submission: Submission, pages: dict[int, bytes], *, kiosk: str = "k1", id_: str = "") -> Opened | Unfit:
    parts = [SEAL + one for one in (msgspec.json.encode(submission), *(pages[n] for n in sorted(pages)))]
    return open_parts(kiosk, id_ or submission.id, parts, unseal, lambda page: media_type(page) is not None)


def handed() -> tuple[Submission, dict[int, bytes]]:
    return handing_in(applying(item(KIOSK_DECIDES)))


def test_what_fits_is_opened_with_its_pages() -> None:
    submission, pages = handed()

    assert opens(submission, pages) == Opened(submission, pages)


def test_a_page_that_is_another_than_was_said_is_not_taken() -> None:
    submission, pages = handed()

    assert opens(submission, pages | {1: picture("another")}) is Unfit.PAGE_DIFFERS


def test_a_page_that_is_no_picture_is_not_taken_though_its_digest_fits() -> None:
    submission, pages = handed()
    script = b"%PDF-1.7 /JavaScript"
    first = replace(submission.pages[0], digest=hashlib.sha256(script).hexdigest())

    told = opens(replace(submission, pages=(first, *submission.pages[1:])), pages | {1: script})
    assert told is Unfit.NO_PICTURE


def test_a_submission_of_another_kiosk_or_name_is_not_taken() -> None:
    submission, pages = handed()

    assert opens(submission, pages, kiosk="k2") is Unfit.ANOTHERS
    assert opens(submission, pages, id_="0" * 32) is Unfit.ANOTHERS


def test_no_part_may_be_missing_spare_or_named_twice() -> None:
    submission, pages = handed()
    twice = (submission.pages[0], replace(submission.pages[0], number=2), *submission.pages[1:])

    assert opens(submission, pages | {max(pages) + 1: picture("spare")}) is Unfit.PARTS_DIFFER
    assert opens(submission, {n: pages[n] for n in list(pages)[:-1]}) is Unfit.PARTS_DIFFER
    assert opens(replace(submission, pages=twice), pages) is Unfit.PARTS_DIFFER


def test_what_was_not_sealed_to_the_hall_or_is_no_submission_is_told_apart() -> None:
    submission, pages = handed()
    first = msgspec.json.encode(submission)
    for content, why in (
        (first, Unfit.NOT_SEALED_TO_US),
        (SEAL + b"[" * 5000, Unfit.MALFORMED),
        (SEAL + b"\xff", Unfit.MALFORMED),
        (SEAL + first.replace(b'"part":1', b'"part":0'), Unfit.MALFORMED),
        (SEAL + b" " * 1_048_577, Unfit.MALFORMED),
    ):
        assert open_parts("k1", submission.id, [content], unseal, lambda _page: True) is why
    parts = [SEAL + first, *pages.values()]
    assert open_parts("k1", submission.id, parts, unseal, lambda _page: True) is Unfit.NOT_SEALED_TO_US
