"""The hall's counter: what a kiosk can ask of it. Each answer is typed; None says that the hall was not reached."""

import hashlib
import logging
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from intake.contract import paths
from intake.contract.answers import SAMPLE_BYTES_MAX, AnyAnswer, CatalogueBundle, HallRefusal, Refused
from intake.contract.questions import AnyQuestion
from intake.contract.submission import DRAFT_BYTES_MAX, Manifest
from intake.pages.head import BYTES_MAX as PICTURE_BYTES_MAX
from kiosk.hall.wire import Reply, Wire

CATALOGUE_BYTES_MAX = 16 * 1024 * 1024
ASK_S = 6.0
BIG_S = 90.0
LARGEST_S = 600.0
"""A draft of the largest size over a line of a megabit a second."""
OK, UNCHANGED, REFUSED_FROM, BROKEN_FROM = 200, 304, 400, 500
OVERHEAD_BYTES = 1024
JSON = {"Content-Type": "application/json"}
BOX = {"Content-Type": "application/octet-stream"}

_ANSWERS: msgspec.json.Decoder[AnyAnswer] = msgspec.json.Decoder(AnyAnswer)
_BUNDLES = msgspec.json.Decoder(CatalogueBundle)
T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The catalogue is the one we have."""


class HallClient:
    """Questions, uploads and files, over one :class:`Wire`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def ask(self, question: AnyQuestion) -> AnyAnswer | None:
        """The hall's answer to a question."""
        body = msgspec.json.encode(question)
        return _answer(await self._wire.send("POST", paths.ASK, body, headers=JSON, limit_s=ASK_S))

    async def catalogue(self, etag: str) -> CatalogueBundle | Unchanged | None:
        """The catalogue, unless ``etag`` is its."""
        known = {"If-None-Match": etag} if etag else {}
        wire, most = self._wire, CATALOGUE_BYTES_MAX
        reply = await wire.send("GET", paths.CATALOGUE, headers=known, limit_s=BIG_S, bytes_max=most)
        if reply is None or reply.status == UNCHANGED:
            return None if reply is None else Unchanged()
        return _decoded(reply, _BUNDLES) if reply.status == OK else None

    async def sample(self, digest: str) -> bytes | Refused | None:
        """A picture of the guide."""
        return await self._bytes(paths.sample(digest), SAMPLE_BYTES_MAX)

    async def held(self, submission: str) -> AnyAnswer | None:
        """What the hall has of an upload."""
        return _answer(await self._wire.send("GET", paths.submission(submission)))

    async def put_part(self, submission: str, number: int, sealed: bytes) -> AnyAnswer | None:
        """Hand one sealed part over."""
        headers = BOX | {"X-Content-SHA256": hashlib.sha256(sealed).hexdigest()}
        path = paths.part(submission, number)
        return _answer(await self._wire.send("PUT", path, sealed, headers=headers, limit_s=BIG_S))

    async def close_upload(self, submission: str, manifest: Manifest) -> AnyAnswer | None:
        """That was all of it."""
        body = msgspec.json.encode(manifest)
        return _answer(await self._wire.send("POST", paths.submission(submission), body, headers=JSON, limit_s=BIG_S))

    async def put_draft(self, draft: str, box: bytes) -> AnyAnswer | None:
        """Leave a draft's box, so that any kiosk finds it."""
        return _answer(await self._wire.send("PUT", paths.draft(draft), box, headers=BOX, limit_s=LARGEST_S))

    async def draft(self, draft: str) -> bytes | Refused | None:
        """A draft's box."""
        return await self._bytes(paths.draft(draft), DRAFT_BYTES_MAX, LARGEST_S)

    async def end_draft(self, draft: str) -> AnyAnswer | None:
        """It was handed in; the hall forgets it."""
        return _answer(await self._wire.send("DELETE", paths.draft(draft)))

    async def picture(self, session: str, picture: str) -> bytes | Refused | None:
        """A picture from the applicant's phone, sealed to the visit's box. It can be taken once."""
        return await self._bytes(paths.picture(session, picture), PICTURE_BYTES_MAX)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._wire.close()

    async def _bytes(self, path: str, most: int, limit_s: float = BIG_S) -> bytes | Refused | None:
        reply = await self._wire.send("GET", path, limit_s=limit_s, bytes_max=most + OVERHEAD_BYTES)
        if reply is None or reply.status == OK:
            return None if reply is None else reply.body
        answer = _answer(reply)
        return answer if isinstance(answer, Refused) else None


def _answer(reply: Reply | None) -> AnyAnswer | None:
    """The answer in a reply; a refusal that is not in our words is ``unknown``, any other stranger None."""
    answer = _decoded(reply, _ANSWERS) if reply else None
    if answer is None and reply and REFUSED_FROM <= reply.status < BROKEN_FROM:
        return Refused(refusal=HallRefusal.UNKNOWN)
    return answer


def _decoded(reply: Reply, decoder: msgspec.json.Decoder[T]) -> T | None:
    try:
        return decoder.decode(reply.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        log.warning("hall: an answer that is none, status %d", reply.status)
        return None
