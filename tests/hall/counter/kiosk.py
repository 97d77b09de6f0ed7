"""A kiosk as the counter meets it: signs, seals, uploads, asks. Written from the contract, without the kiosk's code."""

import base64
import hashlib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import TracebackType
from typing import Any, Protocol, Self

import aiohttp
import jwt
import msgspec
from nacl.public import PrivateKey, PublicKey, SealedBox
from PIL import Image

from intake.contract import paths
from intake.contract.answers import AnyAnswer, Refused
from intake.contract.questions import AnyQuestion
from intake.contract.submission import Manifest, Submission
from kiosk.hall.wire import ABORTS_UNDONE_CLOSING


@dataclass(frozen=True)
class Told:
    """What came back."""

    status: int
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def word(self) -> Any:
        return msgspec.json.decode(self.body, type=AnyAnswer)

    @property
    def refusal(self) -> str:
        """The hall's No, empty for none."""
        return self.word.refusal.value if isinstance(self.word, Refused) else ""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Reached(Protocol):
    """A counter as a kiosk reaches it."""

    @property
    def url(self) -> str: ...

    @property
    def tls(self) -> ssl.SSLContext | bool: ...

    def key(self, name: str) -> str: ...


def photo(label: str) -> bytes:
    """A picture of a phone; each label another one."""
    kept = BytesIO()
    colour = (digest(label.encode())[0:2], digest(label.encode())[2:4], "80")
    Image.new("RGB", (240, 340), "#" + "".join(colour)).save(kept, "JPEG")
    return kept.getvalue()


class Kiosk:
    def __init__(self, counter: Reached, name: str) -> None:
        self.counter = counter
        self.name = name
        self.key = base64.b64decode(counter.key(f"hall_api-{name}.key"))
        self._box = SealedBox(PublicKey(base64.b64decode(counter.key("hall_box.pub"))))
        self.session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        tls = aiohttp.TCPConnector(ssl=self.counter.tls, enable_cleanup_closed=ABORTS_UNDONE_CLOSING)
        self.session = aiohttp.ClientSession(connector=tls)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.session
        await self.session.close()

    def token(self, **otherwise: Any) -> str:
        claims = {"iss": self.name, "aud": paths.AUDIENCE, "exp": int(time.time()) + paths.TOKEN_S} | otherwise
        return jwt.encode(claims, self.key, algorithm="HS256")

    async def does(self, method: str, path: str, body: bytes = b"", token: str | None = None, **headers: str) -> Told:
        assert self.session
        sent = {"Authorization": f"Bearer {token or self.token()}"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        async with self.session.request(method, self.counter.url + path, data=BytesIO(body), headers=sent) as answer:
            return Told(answer.status, await answer.read(), answer.headers)

    async def asks(self, question: AnyQuestion) -> Any:
        told = await self.does("POST", paths.ASK, msgspec.json.encode(question))
        assert told.status == 200
        return told.word

    def seals(self, submission: Submission | bytes, pages: dict[int, bytes]) -> list[bytes]:
        first = submission if isinstance(submission, bytes) else msgspec.json.encode(submission)
        return [self._box.encrypt(part) for part in (first, *(pages[n] for n in sorted(pages)))]

    async def puts(self, id_: str, number: int, part: bytes, **headers: str) -> Told:
        wanted = {"X_Content_SHA256": digest(part)} | headers
        return await self.does("PUT", paths.part(id_, number), part, **wanted)

    async def closes(self, id_: str, parts: list[bytes]) -> Told:
        manifest = Manifest(parts=tuple(map(digest, parts)))
        return await self.does("POST", paths.submission(id_), msgspec.json.encode(manifest))

    async def hands_in(self, id_: str, parts: list[bytes]) -> Told:
        """All of it, from the first part to the answer."""
        for number, part in enumerate(parts):
            told = await self.puts(id_, number, part)
            assert told.status == 200, told.body
        return await self.closes(id_, parts)

    async def looks(self, id_: str) -> Told:
        return await self.does("GET", paths.submission(id_))


@dataclass(frozen=True)
class VisitBox:
    """The key of one visit: a phone's pictures are sealed to it."""

    key: PrivateKey = field(default_factory=PrivateKey.generate)

    @property
    def public(self) -> str:
        return base64.b64encode(bytes(self.key.public_key)).decode()

    def opens(self, sealed: bytes) -> bytes:
        return SealedBox(self.key).decrypt(sealed)
