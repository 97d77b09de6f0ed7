"""The kiosk's own code and the counter understand each other."""

import base64
from collections.abc import AsyncIterator

import pytest

from intake.contract.answers import (
    Acknowledged,
    CatalogueBundle,
    Closed,
    Help,
    Notices,
    PhoneSession,
    Progress,
    Received,
)
from intake.contract.questions import AskHelp, OpenPhoneSession, PrintAgain, ProgressByPerson
from intake.contract.submission import Manifest
from kiosk.hall.client import HallClient, Unchanged
from kiosk.hall.token import api_key
from kiosk.hall.wire import Hall, Wire
from tests.hall.case_story import KIOSK_DECIDES, handing_in
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk, VisitBox, digest
from tests.intake.story import NUMBERS, applying, item

DRAFT = "d" * 32


@pytest.fixture
async def client(counter: Counter) -> AsyncIterator[HallClient]:
    key = api_key(counter.key("hall_api-k1.key"))
    assert key == base64.b64decode(counter.key("hall_api-k1.key"))
    client = HallClient(Wire(Hall(counter.url, "k1", key, str(counter.ca_file))))
    yield client
    await client.close()


async def test_it_hands_in_and_is_acknowledged(client: HallClient, kiosk: Kiosk) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    for number, part in enumerate(parts):
        assert isinstance(await client.put_part(submission.id, number, part), Received)

    answer = await client.close_upload(submission.id, Manifest(parts=tuple(map(digest, parts))))

    assert isinstance(answer, Acknowledged)
    assert answer == await client.held(submission.id)


async def test_notices_are_given_once_more_to_who_laid_the_card_down(client: HallClient, kiosk: Kiosk) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    for number, part in enumerate(parts):
        await client.put_part(submission.id, number, part)
    await client.close_upload(submission.id, Manifest(parts=tuple(map(digest, parts))))

    found = await client.ask(ProgressByPerson(number=NUMBERS["person"], card=True))
    assert isinstance(found, Progress)
    (case,) = [one for one in found.cases if one.case == submission.case]
    again = await client.ask(PrintAgain(case=case.case, key=case.print_key))

    assert isinstance(again, Notices)
    assert [one.number for one in again.notices] == list(submission.notices)


async def test_it_asks_keeps_drafts_and_takes_the_catalogue_over(client: HallClient) -> None:
    bundle = await client.catalogue("")

    assert isinstance(bundle, CatalogueBundle)
    assert isinstance(await client.catalogue(f'"{bundle.revision}"'), Unchanged)
    assert await client.ask(AskHelp()) == Help(coming=False)
    assert isinstance(await client.ask(OpenPhoneSession(box=VisitBox().public, title="")), PhoneSession)
    assert await client.put_draft(DRAFT, b"a box") == Closed()
    assert await client.draft(DRAFT) == b"a box"
    assert await client.end_draft(DRAFT) == Closed()
