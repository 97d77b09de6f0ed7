"""Opening a page for a phone, finding it again, and what has come by it."""

import base64
import binascii
import hashlib
import secrets
import shutil
from pathlib import Path

from django.db import transaction
from django.db.models import F
from nacl.public import PublicKey, SealedBox

from durable import files
from hall.cases.settings import cases
from hall.here import machine
from hall.phone.models import Session
from intake.contract.answers import Answer, Closed, HallRefusal, PhoneSession, Pictures, Refused

TOKEN_BYTES = 16
LIVES_MS = 600_000
LIVES_MS_MAX = 2 * 3_600_000
SESSIONS_A_KIOSK_MAX = 20
PICTURES_MAX = 20
BOX_BYTES = 32

ENDED = Refused(refusal=HallRefusal.ENDED)


def id_of(token: str) -> str:
    """The session's id from its page's token; logs and the kiosk's addresses hold only the id."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]


class Sessions:
    """``folder``: where sealed pictures are; ``url``: the counter as a phone sees it."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self._url = url.rstrip("/")

    def open(self, kiosk: str, box: str, title: str, at_ms: int) -> Answer:
        """A page for the visit at ``kiosk``, with an address nobody can guess (128 bits)."""
        if public_key(box) is None:
            return Refused(refusal=HallRefusal.BROKEN)
        self.sweep(at_ms)
        if Session.objects.filter(kiosk=kiosk).count() >= SESSIONS_A_KIOSK_MAX:
            return Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=60)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = Session(id=id_of(token), kiosk=kiosk, box=box, title=title, made_ms=at_ms, until_ms=at_ms + LIVES_MS)
        row.save(force_insert=True)
        return PhoneSession(session=row.id, url=f"{self._url}/p/{token}", seconds=LIVES_MS // 1000)

    def by_token(self, token: str, at_ms: int) -> Session | None:
        """The session of this page, and it lives on; None: the page has ended, or never was."""
        return self._alive(Session.objects.filter(pk=id_of(token), until_ms__gt=at_ms).first(), at_ms)

    def pictures(self, kiosk: str, session: str, at_ms: int) -> Answer:
        """What waits for ``kiosk``."""
        row = self._alive(Session.objects.filter(pk=session, kiosk=kiosk, until_ms__gt=at_ms).first(), at_ms)
        if row is None:
            return ENDED
        return Pictures(ids=tuple(sorted(self._waiting(row.id), key=int)), opened=row.opened)

    def picture(self, kiosk: str, session: str, picture: str) -> Path | None:
        """The file of one picture that waits."""
        if not Session.objects.filter(pk=session, kiosk=kiosk).exists() or picture not in self._waiting(session):
            return None
        return self._folder / session / picture

    def keep(self, row: Session, picture: bytes) -> bool:
        """Seal a picture to the visit and keep it; False: the session has had as many as it may, or has ended."""
        key, number = public_key(row.box), _next_number(row)
        if key is None or number is None:
            return False
        folder = self._folder / row.id
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.write(folder / str(number), SealedBox(key).encrypt(picture))
        return True

    def close(self, kiosk: str, session: str) -> Answer:
        """The page has ended; what was not taken is deleted."""
        if Session.objects.filter(pk=session, kiosk=kiosk).delete()[0]:
            shutil.rmtree(self._folder / session, ignore_errors=True)
        return Closed()

    def sweep(self, at_ms: int) -> None:
        """Delete what has run out, also pictures whose page is gone."""
        Session.objects.filter(until_ms__lte=at_ms).delete()
        if self._folder.exists():
            known = set(Session.objects.values_list("id", flat=True))
            for folder in [folder for folder in self._folder.iterdir() if folder.name not in known]:
                shutil.rmtree(folder, ignore_errors=True)

    def _waiting(self, session: str) -> set[str]:
        folder = self._folder / session
        return {path.name for path in folder.iterdir() if path.name.isdigit()} if folder.exists() else set()

    def _alive(self, row: Session | None, at_ms: int) -> Session | None:
        """Who uses it has ten minutes more, up to two hours in all."""
        if row is not None:
            row.until_ms = min(at_ms + LIVES_MS, row.made_ms + LIVES_MS_MAX)
            Session.objects.filter(pk=row.id).update(until_ms=row.until_ms)
        return row


def phone_sessions() -> Sessions:
    """This hall's: below ``[cases] pages``, at the counter's address."""
    return Sessions(Path(cases().pages) / "phone", machine().counter.url)


def _next_number(row: Session) -> int | None:
    """One number a picture, also when two come at once."""
    with transaction.atomic():
        if not Session.objects.filter(pk=row.id, sent__lt=PICTURES_MAX).update(sent=F("sent") + 1):
            return None
        row.refresh_from_db(fields=["sent"])
        return row.sent


def public_key(box: str) -> PublicKey | None:
    """The visit's key; None: it is none."""
    try:
        raw = base64.b64decode(box, validate=True)
    except (binascii.Error, ValueError):
        return None
    return PublicKey(raw) if len(raw) == BOX_BYTES else None
