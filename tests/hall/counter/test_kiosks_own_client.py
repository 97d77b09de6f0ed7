"""The kiosk's own code and the counter understand each other."""

import base64
from collections.abc import AsyncIterator

import pytest

from intake.contract.answers import Acknowledged, CatalogueBundle, Closed, Help, PhoneSession, Received
from intake.contract.questions import AskHelp, OpenPhoneSession
from intake.contract.submission import Manifest
from kiosk.hall.client import HallClient, Unchanged
from kiosk.hall.token import api_key
from kiosk.hall.wire import Hall, Wire
from tests.hall.case_story import KIOSK_DECIDES, handing_in
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk, VisitBox, digest
from tests.intake.story import applying, item

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


async def test_it_asks_keeps_drafts_and_takes_the_catalogue_over(client: HallClient) -> None:
    bundle = await client.catalogue("")

    assert isinstance(bundle, CatalogueBundle)
    assert isinstance(await client.catalogue(f'"{bundle.revision}"'), Unchanged)
    assert await client.ask(AskHelp()) == Help(coming=False)
    assert isinstance(await client.ask(OpenPhoneSession(box=VisitBox().public, title="")), PhoneSession)
    assert await client.put_draft(DRAFT, b"a box") == Closed()
    assert await client.draft(DRAFT) == b"a box"
    assert await client.end_draft(DRAFT) == Closed()
