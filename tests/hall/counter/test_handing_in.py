"""A submission travels from a kiosk to the hall: in sealed parts, over a line that breaks, once."""

import asyncio

import msgspec
from msgspec.structs import replace

from intake.contract import paths
from intake.contract.answers import Acknowledged, Received
from intake.contract.stage import Stage
from intake.contract.submission import Manifest
from tests.hall.case_story import KIOSK_DECIDES, handing_in, picture
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk, digest
from tests.intake.story import applying, item
from tests.real.wire import wire_to


async def test_what_is_handed_in_becomes_a_case_and_the_parts_are_gone(kiosk: Kiosk, counter: Counter) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))

    told = await kiosk.hands_in(submission.id, kiosk.seals(submission, pages))

    assert told.status == 200
    assert told.word == Acknowledged(submission=submission.id, case=submission.case, stage=Stage.ACCEPTED)
    assert (submission.case,) in counter.asks("SELECT number FROM cases_case")
    assert not [path for path in counter.files("uploads") if submission.id in str(path)]


async def test_closing_twice_gives_the_first_answer_and_one_case(kiosk: Kiosk, counter: Counter) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    first = await kiosk.hands_in(submission.id, parts)

    again, looked = await kiosk.closes(submission.id, parts), await kiosk.looks(submission.id)

    assert first.word == again.word == looked.word
    assert (await kiosk.hands_in(submission.id, parts)).word == first.word
    assert counter.asks(f"SELECT count(*) FROM cases_case WHERE number = '{submission.case}'") == [(1,)]


async def test_two_closings_at_once_are_one_case(kiosk: Kiosk, counter: Counter) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    for number, part in enumerate(parts):
        await kiosk.puts(submission.id, number, part)

    answers = await asyncio.gather(*(kiosk.closes(submission.id, parts) for _ in range(4)))

    assert {(told.status, told.word) for told in answers} == {(200, answers[0].word)}
    assert isinstance(answers[0].word, Acknowledged)


async def test_the_hall_says_what_it_lacks_and_the_rest_is_enough(kiosk: Kiosk) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    await kiosk.puts(submission.id, 1, parts[1])

    assert (await kiosk.looks(submission.id)).word == Received(parts=(1,))
    assert (await kiosk.closes(submission.id, parts)).word == Received(parts=(1,))
    for number in (0, *range(2, len(parts))):
        await kiosk.puts(submission.id, number, parts[number])
    assert isinstance((await kiosk.closes(submission.id, parts)).word, Acknowledged)


async def test_a_part_sealed_anew_stands_in_for_the_old_one(kiosk: Kiosk) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    for number, part in enumerate(kiosk.seals(submission, pages)):
        await kiosk.puts(submission.id, number, part)

    fresh = kiosk.seals(submission, pages)
    assert (await kiosk.closes(submission.id, fresh)).word == Received(parts=())
    assert isinstance((await kiosk.hands_in(submission.id, fresh)).word, Acknowledged)


async def test_a_line_cut_in_the_middle_of_a_part_loses_only_that_part(kiosk: Kiosk, counter: Counter) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    await kiosk.puts(submission.id, 0, parts[0])

    async with wire_to(counter.port) as wire:
        reader, writer = await asyncio.open_connection("127.0.0.1", wire.port, ssl=counter.tls)
        head = f"PUT {paths.part(submission.id, 1)} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(parts[1])}\r\n"
        head += f"Authorization: Bearer {kiosk.token()}\r\nX-Content-SHA256: {digest(parts[1])}\r\n\r\n"
        writer.write(head.encode() + parts[1][: len(parts[1]) // 2])
        await writer.drain()
        wire.cut()
        writer.transport.abort()
        del reader

    assert (await kiosk.looks(submission.id)).word == Received(parts=(0,))
    assert isinstance((await kiosk.hands_in(submission.id, parts)).word, Acknowledged)
    assert "Traceback" not in counter.log


async def test_a_manifest_that_is_none_is_told_and_nothing_is_closed(kiosk: Kiosk) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    await kiosk.puts(submission.id, 0, parts[0])
    for body in (b"", b"{", b'{"parts": []}', b'{"parts": ["x"]}', b"[" * 20_000, b"\xff"):
        told = await kiosk.does("POST", paths.submission(submission.id), body)
        assert (told.status, told.refusal) == (422, "broken")
    assert (await kiosk.looks(submission.id)).word == Received(parts=(0,))


async def test_a_submission_that_is_hostile_is_kept_aside_and_refused(kiosk: Kiosk, counter: Counter) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    stranger = msgspec.json.encode(replace(submission, kiosk="k2"))
    no_picture = dict.fromkeys(pages, b"%PDF-1.7 /JavaScript")
    before = set_aside(counter)
    for first, rest in (
        (b"no json", pages),
        (stranger, pages),
        (submission, {1: pages[1]}),
        (submission, {number: picture("another") for number in pages}),
        (submission, no_picture),
    ):
        one = replace(submission, id=digest(repr((first, sorted(rest))).encode() + rest[1])[:32])
        parts = kiosk.seals(first if isinstance(first, bytes) else one, rest)
        told = await kiosk.hands_in(one.id, parts)
        assert (told.status, told.refusal) == (422, "broken")
        assert len([path for path in counter.files("aside") if one.id in str(path)]) == len(parts)
    alarms = counter.asks("SELECT detail FROM alarm WHERE kiosk_id = 'k1' AND alarm = 'submission_unfit'")
    assert len(alarms) == 1
    assert set_aside(counter) - before == 5


def set_aside(counter: Counter) -> int:
    rows = counter.asks("SELECT count FROM dropped WHERE kiosk = 'k1' AND cause = 'submission'")
    return int(rows[0][0]) if rows else 0


async def test_what_was_kept_aside_is_taken_when_it_is_mended(kiosk: Kiosk, counter: Counter) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    assert (await kiosk.hands_in(submission.id, kiosk.seals(b"torn", pages))).refusal == "broken"

    assert isinstance((await kiosk.hands_in(submission.id, kiosk.seals(submission, pages))).word, Acknowledged)
    assert not [path for path in counter.files("aside") if submission.id in str(path)]


async def test_a_part_that_differs_from_its_digest_is_not_kept(kiosk: Kiosk, counter: Counter) -> None:
    id_ = "d" * 32
    told = await kiosk.puts(id_, 0, b"one thing", X_Content_SHA256=digest(b"another"))
    unnamed = await kiosk.does("PUT", paths.part(id_, 0), b"one thing")

    assert (told.status, told.refusal) == (unnamed.status, unnamed.refusal) == (422, "broken")
    assert (await kiosk.looks(id_)).word == Received(parts=())
    assert not [path for path in counter.files("uploads") if id_ in str(path)]


async def test_no_kiosk_sees_or_spoils_what_another_uploads(kiosk: Kiosk, other: Kiosk) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    parts = kiosk.seals(submission, pages)
    await kiosk.puts(submission.id, 0, parts[0])

    assert (await other.looks(submission.id)).word == Received(parts=())
    assert (await other.closes(submission.id, parts)).word == Received(parts=())
    assert (await other.hands_in(submission.id, parts)).refusal == "broken"
    assert isinstance((await kiosk.hands_in(submission.id, parts)).word, Acknowledged)
    assert (await other.looks(submission.id)).word != (await kiosk.looks(submission.id)).word


async def test_a_manifest_of_a_part_never_sent_asks_for_it(kiosk: Kiosk) -> None:
    manifest = Manifest(parts=(digest(b"never"),))
    told = await kiosk.does("POST", paths.submission("e" * 32), msgspec.json.encode(manifest))

    assert told.word == Received(parts=())
