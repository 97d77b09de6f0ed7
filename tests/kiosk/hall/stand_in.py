"""A hall's counter for tests, over TLS: it keeps what it is given, and can be told to cut off, refuse, or be away."""

import hashlib
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import jwt
import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from intake.contract.answers import (
    Acknowledged,
    Answer,
    CatalogueBundle,
    Closed,
    HallRefusal,
    Help,
    Received,
    Refused,
)
from intake.contract.paths import AUDIENCE, ROOT
from intake.contract.questions import AnyQuestion
from intake.contract.stage import Stage
from intake.contract.submission import Manifest
from kiosk.hall.wire import Hall
from tests.real.authority import Authority

KEY = b"k" * 32


class Counter:
    """``uploads``: parts by submission. ``cut_after``: so many more requests are answered, then connections break.

    ``not_now``: submissions and drafts that are refused again and again, ``breaks``: those whose parts never arrive.
    """

    def __init__(self) -> None:
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.acknowledged: list[str] = []
        self.drafts: dict[str, bytes] = {}
        self.pictures: dict[str, bytes] = {}
        self.samples: dict[str, bytes] = {}
        self.asked: list[AnyQuestion] = []
        self.requests: list[str] = []
        self.answer: Answer = Help(coming=False)
        self.bundle: CatalogueBundle | None = None
        self.refusal: HallRefusal | None = None
        self.refuses_case: set[str] = set()
        self.not_now: set[str] = set()
        self.breaks: set[str] = set()
        self.cut_after: int | None = None
        self.case_of: Callable[[str], str] = lambda submission: f"case of {submission[-1]}"
        self.ahead_s = 0
        self.now_s = 0.0

    def app(self) -> web.Application:
        app = web.Application(client_max_size=8 * 1024 * 1024, middlewares=[self._door])
        app.router.add_put(f"{ROOT}/submissions/{{id}}/parts/{{part}}", self._part)
        app.router.add_get(f"{ROOT}/submissions/{{id}}", self._held)
        app.router.add_post(f"{ROOT}/submissions/{{id}}", self._closed)
        app.router.add_put(f"{ROOT}/drafts/{{id}}", self._put_draft)
        app.router.add_get(f"{ROOT}/drafts/{{id}}", self._draft)
        app.router.add_delete(f"{ROOT}/drafts/{{id}}", self._end_draft)
        app.router.add_get(f"{ROOT}/phone/{{session}}/{{id}}", self._picture)
        app.router.add_get(f"{ROOT}/catalogue", self._catalogue)
        app.router.add_get(f"{ROOT}/samples/{{digest}}", self._sample)
        app.router.add_post(f"{ROOT}/ask", self._ask)
        return app

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path.removeprefix(ROOT)}")
        if self.cut_after is not None and (left := self.cut_after) <= 0:
            assert left == 0
            assert request.transport
            request.transport.abort()
        elif self.cut_after is not None:
            self.cut_after -= 1
        token = request.headers["Authorization"].removeprefix("Bearer ")
        if request.match_info.get("id") in self.breaks and request.method == "PUT":
            assert request.transport
            request.transport.abort()
            return web.Response()
        if request.match_info.get("id") in self.not_now and request.method != "GET":
            return said(Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=60), 429)
        claims = jwt.decode(token, KEY, algorithms=["HS256"], audience=AUDIENCE, options={"verify_exp": False})
        assert claims["iss"] == "k1"
        if self.refusal is not None:
            return said(Refused(refusal=self.refusal), 422)
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _part(self, request: web.Request) -> web.Response:
        body = await request.read()
        assert hashlib.sha256(body).hexdigest() == request.headers["X-Content-SHA256"]
        parts = self.uploads.setdefault(request.match_info["id"], {})
        parts[int(request.match_info["part"])] = body
        return said(Received(parts=tuple(parts)))

    async def _held(self, request: web.Request) -> web.Response:
        submission = request.match_info["id"]
        if submission in self.acknowledged:
            return said(acknowledged(submission, self.case_of(submission)))
        return said(Received(parts=tuple(self.uploads.get(submission, ()))))

    async def _closed(self, request: web.Request) -> web.Response:
        submission = request.match_info["id"]
        if submission in self.refuses_case:
            return said(Refused(refusal=HallRefusal.BROKEN), 422)
        manifest = msgspec.json.decode(await request.read(), type=Manifest)
        parts = self.uploads.get(submission, {})
        held = [n for n, digest in enumerate(manifest.parts) if hashlib.sha256(parts.get(n, b"")).hexdigest() == digest]
        if len(held) < len(manifest.parts):
            return said(Received(parts=tuple(held)))
        if submission not in self.acknowledged:
            self.acknowledged.append(submission)
        return said(acknowledged(submission, self.case_of(submission)))

    async def _put_draft(self, request: web.Request) -> web.Response:
        self.drafts[request.match_info["id"]] = await request.read()
        return said(Closed())

    async def _draft(self, request: web.Request) -> web.Response:
        box = self.drafts.get(request.match_info["id"])
        return web.Response(body=box) if box else said(Refused(refusal=HallRefusal.UNKNOWN), 404)

    async def _end_draft(self, request: web.Request) -> web.Response:
        self.drafts.pop(request.match_info["id"], None)
        return said(Closed())

    async def _sample(self, request: web.Request) -> web.Response:
        known = self.samples.get(request.match_info["digest"])
        return web.Response(body=known) if known else said(Refused(refusal=HallRefusal.UNKNOWN), 404)

    async def _picture(self, request: web.Request) -> web.Response:
        return web.Response(body=self.pictures.pop(request.match_info["id"]))

    async def _catalogue(self, request: web.Request) -> web.Response:
        if self.bundle is None:
            return said(Refused(refusal=HallRefusal.UNKNOWN), 404)
        etag = f'"{self.bundle.revision}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=msgspec.json.encode(self.bundle), headers={"ETag": etag})

    async def _ask(self, request: web.Request) -> web.Response:
        self.asked.append(msgspec.json.decode(await request.read(), type=AnyQuestion))
        return said(self.answer)


def acknowledged(submission: str, case: str) -> Acknowledged:
    return Acknowledged(submission=submission, case=case, stage=Stage.RECEIVED)


def said(answer: Answer, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), status=status, content_type="application/json")


@asynccontextmanager
async def served(counter: Counter, authority: Authority, port: int = 0) -> AsyncIterator[Hall]:
    """The counter on a free port, or on the one it had, and how a kiosk finds it."""
    certificate, key = authority.certify()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    runner = web.AppRunner(counter.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port, ssl_context=context)
    await site.start()
    found = runner.addresses[0][1]
    try:
        yield Hall(f"https://127.0.0.1:{found}", "k1", KEY, str(authority.ca_file))
    finally:
        await runner.cleanup()
