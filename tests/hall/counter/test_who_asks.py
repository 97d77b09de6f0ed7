"""Who may ask the counter, how much at a time, and how often."""

import asyncio
import time

import jwt
import msgspec

from hall.counter.asks import GUESSES_A_MINUTE_MAX
from hall.counter.token import key_of_kiosk, kiosk_of
from intake.contract import paths
from intake.contract.answers import CatalogueBundle, HallRefusal, Help, Refused
from intake.contract.questions import AskHelp, AskStanding, ProgressByNotice
from intake.contract.submission import PART_BYTES_MAX, SUBMISSION_BYTES_MAX
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk, digest

KEY = bytes(range(32))


def token(**otherwise: object) -> str:
    claims = {"iss": "k1", "aud": paths.AUDIENCE, "exp": 1_060} | otherwise
    return f"Bearer {jwt.encode(claims, KEY, algorithm='HS256')}"


def known(kiosk: str) -> bytes | None:
    return KEY if kiosk == "k1" else None


def why(authorization: str) -> object:
    told = kiosk_of(authorization, known, 1_000)
    return told.refusal if isinstance(told, Refused) else told


def test_a_kiosk_is_known_by_its_signature() -> None:
    assert why(token()) == "k1"


def test_whoever_forges_a_token_is_not_known() -> None:
    unsigned = jwt.encode({"iss": "k1", "aud": paths.AUDIENCE, "exp": 1_060}, "", algorithm="none")
    other_key = jwt.encode({"iss": "k1", "aud": paths.AUDIENCE, "exp": 1_060}, bytes(32), algorithm="HS256")
    forged = [token(iss="k9"), token(aud="another"), token(exp="soon"), "", "Bearer", "Basic x"]

    assert {why(one) for one in (*forged, f"Bearer {unsigned}", f"Bearer {other_key}", "Bearer " + "x" * 5000)} == {
        HallRefusal.NOT_YOU
    }


def test_a_clock_unlike_the_halls_is_told_apart_from_a_stranger() -> None:
    assert why(token(exp=900)) is HallRefusal.OUT_OF_DATE
    assert why(token(exp=1_500)) is HallRefusal.OUT_OF_DATE
    assert why(token(exp=995)) == "k1"


def test_a_secret_that_is_short_is_none() -> None:
    for text in ("short", "c2hvcnQ="):
        try:
            key_of_kiosk(text)
        except ValueError:
            continue
        raise AssertionError(text)


async def test_a_wrong_clock_is_told_with_the_halls_own(kiosk: Kiosk) -> None:
    told = await kiosk.does("GET", paths.CATALOGUE, token=kiosk.token(exp=int(time.time()) + 900))

    assert (told.status, told.refusal) == (401, "out_of_date")
    assert "clock" in told.headers["WWW-Authenticate"]
    assert told.headers["Date"]


async def test_every_door_is_shut_to_strangers(kiosk: Kiosk) -> None:
    doors = [("GET", paths.CATALOGUE), ("POST", paths.ASK), ("GET", paths.submission("a" * 32))]
    doors += [("PUT", paths.part("a" * 32, 0)), ("GET", paths.draft("a" * 32)), ("GET", paths.picture("a" * 32, "1"))]
    for method, path in doors:
        told = await kiosk.does(method, path, token="eyJhbGciOiJIUzI1NiJ9.e30.x")
        assert (told.status, told.refusal) == (401, "not_you")


async def test_no_page_of_staff_is_here_and_every_no_is_json(kiosk: Kiosk) -> None:
    for path in ("/", "/login", "/kiosk/k1", "/kiosk-api/v1/", paths.submission("A" * 32), paths.draft("../../x")):
        told = await kiosk.does("GET", path)
        assert (told.status, told.refusal) == (404, "unknown")
    assert (await kiosk.does("DELETE", paths.CATALOGUE)).refusal == "unknown"


async def test_what_is_too_large_is_refused_and_the_line_stays_good(kiosk: Kiosk) -> None:
    id_ = "b" * 32
    told = await kiosk.puts(id_, 0, bytes(PART_BYTES_MAX + 49))
    question = await kiosk.does("POST", paths.ASK, b" " * 40_000)

    assert (told.status, told.refusal) == (question.status, question.refusal) == (413, "too_large")


async def test_all_parts_together_have_a_limit_too(kiosk: Kiosk, counter: Counter) -> None:
    id_, part = "c" * 32, bytes(PART_BYTES_MAX)
    most = SUBMISSION_BYTES_MAX // PART_BYTES_MAX
    answers = [await kiosk.puts(id_, number, part) for number in range(most + 1)]

    assert [told.status for told in answers] == [200] * most + [413]
    assert sum(path.stat().st_size for path in counter.files("uploads")) <= SUBMISSION_BYTES_MAX + 10_000_000


async def test_a_body_of_no_declared_length_is_not_read(counter: Counter, kiosk: Kiosk) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", counter.port, ssl=counter.tls)
    head = f"PUT {paths.part('f' * 32, 0)} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
    head += f"Authorization: Bearer {kiosk.token()}\r\nX-Content-SHA256: {digest(b'abc')}\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    writer.write(head.encode())
    async with asyncio.timeout(20):
        line = await reader.readline()
    writer.transport.abort()

    assert line.startswith(b"HTTP/1.1 422")


async def test_questions_get_typed_answers(kiosk: Kiosk) -> None:
    assert await kiosk.asks(AskHelp()) == Help(coming=False)
    assert (await kiosk.asks(AskStanding(number="152501199001010012"))).standing.bad_credit is False
    assert (await kiosk.asks(ProgressByNotice(qr="EL1:A202600042:261123:E1:AAAA"))).refusal == "notice_not_ours"


async def test_a_question_that_is_none_is_told(kiosk: Kiosk) -> None:
    for body in (b"", b"{}", b'{"ask":"everything"}', b'{"ask":"help","more":1}', b"\xff\xfe", b"[" * 10_000):
        told = await kiosk.does("POST", paths.ASK, body)
        assert (told.status, told.refusal) == (422, "broken")


async def test_the_catalogue_is_sent_once_and_then_only_when_it_changed(kiosk: Kiosk) -> None:
    first = await kiosk.does("GET", paths.CATALOGUE)
    bundle = msgspec.json.decode(first.body, type=CatalogueBundle)
    again = await kiosk.does("GET", paths.CATALOGUE, If_None_Match=first.headers["ETag"])
    changed = await kiosk.does("GET", paths.CATALOGUE, If_None_Match='"older"')

    assert first.headers["ETag"] == f'"{bundle.revision}"'
    assert len(bundle.files) >= 8
    assert (again.status, again.body) == (304, b"")
    assert changed.status == 200


async def test_guessing_has_an_end_and_uploading_goes_on(other: Kiosk) -> None:
    question = ProgressByNotice(qr="EL1:A202600042:261123:E1:AAAA")
    answers = await asyncio.gather(*(other.asks(question) for _ in range(GUESSES_A_MINUTE_MAX * 2 + 1)))

    refused = [answer for answer in answers if answer.refusal is HallRefusal.TOO_MANY_TRIES]
    assert refused
    assert {0 < answer.wait_s <= 60 for answer in refused} == {True}
    assert (await other.looks("a" * 32)).status == 200


async def test_nothing_personal_is_in_the_log(kiosk: Kiosk, counter: Counter) -> None:
    await kiosk.asks(AskStanding(number="152501199001010012"))
    await kiosk.does("POST", paths.ASK, b'{"ask":"standing","number":["152501199001010012"]}')

    assert "152501199001010012" not in counter.log
