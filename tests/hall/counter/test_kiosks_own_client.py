"""The kiosk's own code and the counter understand each other."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from intake.contract.answers import (
    Acknowledged,
    CatalogueBundle,
    Closed,
    Collectables,
    HallRefusal,
    Help,
    Notices,
    PhoneSession,
    Progress,
    Received,
    Refused,
)
from intake.contract.questions import AskHelp, CollectByCard, OpenPhoneSession, PrintAgain, ProgressByPerson
from intake.contract.submission import Manifest
from kiosk.hall.client import HallClient, Unchanged
from kiosk.hall.token import api_key
from kiosk.hall.uploader import Uploader
from kiosk.hall.wire import Hall, Wire
from kiosk.store import Store, Wanted, open_store
from tests.hall.case_story import KIOSK_DECIDES, handing_in
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk, VisitBox, digest
from tests.intake.story import NUMBERS, TODAY, applying, item
from tests.real.wait import until

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


async def test_the_catalogues_sample_pictures_are_fetched_by_their_digests(client: HallClient) -> None:
    bundle = await client.catalogue("")
    assert isinstance(bundle, CatalogueBundle)

    jpeg = await client.sample(bundle.samples["licence"])
    assert isinstance(jpeg, bytes)
    assert hashlib.sha256(jpeg).hexdigest() == bundle.samples["licence"]
    assert await client.sample("0" * 64) == Refused(refusal=HallRefusal.UNKNOWN)


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
    assert await client.ask(CollectByCard(number=NUMBERS["person"])) == Collectables(deposits=())
    assert await client.ask(AskHelp()) == Help(coming=False)
    assert isinstance(await client.ask(OpenPhoneSession(box=VisitBox().public, title="")), PhoneSession)
    assert await client.put_draft(DRAFT, b"a box") == Closed()
    assert await client.draft(DRAFT) == b"a box"
    assert await client.end_draft(DRAFT) == Closed()


async def test_a_number_that_is_taken_is_settled_under_the_halls_new_one(
    client: HallClient, kiosk: Kiosk, tmp_path: Path
) -> None:
    first, pages = handing_in(applying(item(KIOSK_DECIDES)))
    await kiosk.hands_in(first.id, kiosk.seals(first, pages))
    second, pages = handing_in(applying(item(KIOSK_DECIDES)), case=first.case)
    store = open_store(tmp_path / "store")
    assert isinstance(store, Store)
    wanted = Wanted(letter="E", series=1, day=TODAY, case=second.case)
    store.submissions.keep(second.id, 1, wanted, lambda _numbers: kiosk.seals(second, pages))
    sent: list[str] = []

    uploading = asyncio.create_task(Uploader(client, store, sent.append).run())
    await until(lambda: sent)
    uploading.cancel()
    await asyncio.gather(uploading, return_exceptions=True)

    assert store.submissions.not_sent() == (0, 0)
    assert sent[0] not in {"", first.case}
    found = await client.ask(ProgressByPerson(number=NUMBERS["person"], card=True))
    assert isinstance(found, Progress)
    assert sent[0] in {one.case for one in found.cases}
    store.close()
