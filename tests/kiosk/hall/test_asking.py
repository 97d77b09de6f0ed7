"""A question to the hall has an answer, or none within the limits; who asks is signed, and the clock may be wrong."""

import asyncio
import gc
import socket
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from email.utils import formatdate

import jwt
import pytest
from aiohttp import web

from intake.contract.answers import Help, Progress, Refused
from intake.contract.paths import AUDIENCE, TOKEN_S
from intake.contract.questions import AskHelp, ProgressByNotice
from kiosk.hall.client import HallClient
from kiosk.hall.token import ApiKeyError, api_key
from kiosk.hall.wire import Hall, Wire
from tests.kiosk.hall.stand_in import KEY, Counter, served
from tests.real.authority import Authority

HEARD_S_MAX = 2.0


@asynccontextmanager
async def asking(hall: Hall) -> AsyncIterator[tuple[HallClient, list[bool]]]:
    reached: list[bool] = []
    client = HallClient(Wire(hall, reached.append))
    try:
        yield client, reached
    finally:
        await client.close()


async def test_a_question_is_answered(tls: Authority) -> None:
    counter = Counter()
    counter.answer = Progress(cases=())

    async with served(counter, tls) as hall, asking(hall) as (client, reached):
        assert await client.ask(ProgressByNotice(qr="EL1:x")) == Progress(cases=())

    assert counter.asked == [ProgressByNotice(qr="EL1:x")]
    assert reached == [True]


async def test_questions_asked_at_the_same_moment_share_their_connections(tls: Authority) -> None:
    """A second session would stay open when the first is closed, and say so when it is collected."""
    async with served(Counter(), tls) as hall, asking(hall) as (client, _):
        assert await asyncio.gather(*(client.ask(AskHelp()) for _ in range(5))) == [Help(coming=False)] * 5

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        gc.collect()
    assert not [str(one.message) for one in told if "client session" in str(one.message)]


async def test_a_question_given_up_leaves_no_connection_behind(tls: Authority) -> None:
    """Its TLS is not said goodbye to: a hall that has stopped answering would keep the connection half closed."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        mute = Hall(f"https://127.0.0.1:{door.getsockname()[1]}", "k1", KEY, str(tls.ca_file))
        async with asking(mute) as (client, _):
            asked = asyncio.create_task(client.ask(AskHelp()))
            connection = await asyncio.to_thread(_greeted, door, tls)
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)

        with closing(connection):
            await asyncio.to_thread(_heard_to_the_end, connection)


def _greeted(door: socket.socket, tls: Authority) -> socket.socket:
    """A connection whose TLS is made and whose question was heard; from then on only its bytes are looked at."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*tls.certify())
    raw, _ = door.accept()
    raw.settimeout(HEARD_S_MAX)
    greeted = context.wrap_socket(raw, server_side=True)
    greeted.recv(65536)
    left = socket.socket(fileno=greeted.detach())
    left.settimeout(HEARD_S_MAX)
    return left


def _heard_to_the_end(connection: socket.socket) -> None:
    with suppress(ConnectionResetError):
        while connection.recv(4096):
            pass


async def test_a_hall_that_is_not_there_gives_no_answer(tls: Authority) -> None:
    async with served(Counter(), tls) as hall:
        pass

    async with asking(hall) as (client, reached):
        assert await client.ask(AskHelp()) is None
        assert reached == [False]


async def test_somebody_else_with_another_certificate_is_told_nothing(tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall:
        stranger = replace(hall, ca_file=None)
        async with asking(stranger) as (client, _):
            assert await client.ask(AskHelp()) is None

    assert not counter.asked


Page = tuple[str, int, dict[str, str]]


@asynccontextmanager
async def strange(tls: Authority, *pages: Page) -> AsyncIterator[tuple[Hall, list[str]]]:
    """A server that says what it is told to, one after the other; and the tokens it was shown."""
    left, tokens = list(pages), list[str]()

    async def answer(request: web.Request) -> web.Response:
        tokens.append(request.headers["Authorization"])
        text, status, headers = left.pop(0) if len(left) > 1 else left[0]
        return web.Response(text=text, status=status, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    certificate, key = tls.certify()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    try:
        yield Hall(f"https://127.0.0.1:{runner.addresses[0][1]}", "k1", KEY, str(tls.ca_file)), tokens
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        (("[" * 10_000, 200, {}), None),
        (('{"is": "help"}', 200, {}), None),
        (("<html>Bad gateway</html>", 502, {}), None),
        (("x" * 2_000_000, 200, {}), None),
        (("", 302, {"Location": "https://127.0.0.1:9/"}), None),
        (("no such page", 404, {}), "unknown"),
        (('{"is": "refused", "refusal": "too_many_tries", "wait_s": 5}', 429, {}), "too_many_tries"),
    ],
)
async def test_answers_that_are_none_are_no_answer(tls: Authority, page: Page, answer: str | None) -> None:
    async with strange(tls, page) as (hall, _), asking(hall) as (client, _reached):
        found = await client.ask(AskHelp())

    assert (found.refusal if isinstance(found, Refused) else found) == answer


async def test_with_a_wrong_clock_the_hall_s_counts(tls: Authority) -> None:
    tomorrow_s = 1_795_500_000 + 86_400
    refused = ('{"is": "refused", "refusal": "out_of_date"}', 401, {"Date": formatdate(tomorrow_s, usegmt=True)})
    good: Page = ('{"is": "help", "coming": true}', 200, {})

    async with strange(tls, refused, good) as (hall, tokens), asking(hall) as (client, _):
        assert await client.ask(AskHelp()) == Help(coming=True)

    assert len(tokens) == 2
    claims = jwt.decode(tokens[1].split()[1], KEY, ["HS256"], audience=AUDIENCE, options={"verify_exp": False})
    assert abs(claims["exp"] - tomorrow_s - TOKEN_S) < 10


def test_a_key_is_32_bytes_in_base64() -> None:
    assert api_key("a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=") == b"k" * 32
    for wrong in ("", "kurz", "a2traw==", "schlüssel"):
        with pytest.raises(ApiKeyError, match=r"hall_api\.key"):
            api_key(wrong)
