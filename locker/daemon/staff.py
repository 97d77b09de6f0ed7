"""Who may log in at this kiosk: numbers, argon2id hashes of PINs, rights; and who is logged in now."""

import asyncio
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Meta

from locker.contract.answers import AnyAnswer, Done, LoggedIn
from locker.contract.facts import Right
from locker.contract.ids import RequestId, StaffNumber, StaffToken
from locker.contract.refusal import Refusal
from locker.contract.requests import StaffLogin
from locker.daemon.doors import Doors
from locker.domain.decision import Actor, refuse
from locker.domain.login import locked_ms, login_tried

LOGINS_MAX = 4
STAFF_BYTES_MAX = 256 * 1024
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet): some 20 ms on a desk, 100 on a Pi."""

NOBODY = StaffNumber("unknown")
"""Numbers that are nobody's are counted together: what was typed may be anything, even an ID number."""


class StaffError(Exception):
    """The staff file cannot be used; says why."""


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One member of staff."""

    number: Annotated[str, Meta(pattern=r"^[0-9]{2,16}$")]
    name: Annotated[str, Meta(min_length=1, max_length=40)]
    pin_hash: Annotated[str, Meta(pattern=r"^\$argon2id\$")]
    rights: list[Right]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    staff: list[Member] = []


def read_staff(path: Path) -> dict[StaffNumber, Member]:
    """Read ``staff.toml``. :raises StaffError: names the file and what is wrong."""
    try:
        file = msgspec.convert(tomllib.loads(_text(path)), _File)
    except (OSError, ValueError, RecursionError) as error:
        raise StaffError(f"{path}: {error}") from None
    members = {StaffNumber(member.number): member for member in file.staff}
    if len(members) != len(file.staff):
        raise StaffError(f"{path}: a staff number stands twice")
    for member in file.staff:
        _check_hash(path, member)
    return members


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(STAFF_BYTES_MAX + 1)
    if len(content) > STAFF_BYTES_MAX:
        raise ValueError(f"over {STAFF_BYTES_MAX} bytes")
    return content.decode()


def _check_hash(path: Path, member: Member) -> None:
    try:
        extract_parameters(member.pin_hash)
    except InvalidHashError:
        why = "is no whole argon2id hash (--hash-pin makes one)"
        raise StaffError(f"{path}: pin_hash of {member.number} {why}") from None


def hash_pin(pin: str) -> str:
    """What the staff file holds for a PIN."""
    return HASHER.hash(pin)


@dataclass
class _Login:
    member: Member
    last_s: float


class StaffDesk:
    """Logins at this kiosk. Tokens live in memory only: a restart logs everybody out."""

    def __init__(self, members: dict[StaffNumber, Member], doors: Doors) -> None:
        self._members = members
        self._doors = doors
        self._nobody_hash = hash_pin(secrets.token_hex(8))
        self._logins: dict[StaffToken, _Login] = {}

    async def log_in(self, request: StaffLogin) -> AnyAnswer:
        """Check number and PIN, count failures, give a token."""
        doors = self._doors
        member = self._members.get(request.number)
        number = request.number if member else NOBODY
        wait_ms = locked_ms(doors.situation(), number)
        if wait_ms:
            return refuse(request.id, Refusal.LOGIN_LOCKED, wait_ms=wait_ms).answer
        right = await asyncio.to_thread(self._is_right, member, request.pin)
        wait_ms = locked_ms(doors.situation(), number)
        if wait_ms:  # by another try that was being checked at the same time
            return refuse(request.id, Refusal.LOGIN_LOCKED, wait_ms=wait_ms).answer
        if not doors.record(lambda s: login_tried(s, number, right)):
            return refuse(request.id, Refusal.STORAGE_FULL).answer
        if member is None or not right:
            return self._wrong(request.id, number)
        return self._welcome(request.id, member)

    def log_out(self, request: RequestId, token: StaffToken) -> AnyAnswer:
        """End a login; ending one that is over is no mistake."""
        self._logins.pop(token, None)
        return Done(re=request)

    def actor(self, token: StaffToken) -> Actor | None:
        """Who holds this token, if it is still good; being asked keeps it good."""
        login = self._logins.get(token)
        now_s = asyncio.get_running_loop().time()
        if login is None or now_s - login.last_s > self._doors.rules.staff_idle_s:
            self._logins.pop(token, None)
            return None
        login.last_s = now_s
        return Actor(StaffNumber(login.member.number), frozenset(login.member.rights))

    def _welcome(self, request: RequestId, member: Member) -> AnyAnswer:
        token = StaffToken(secrets.token_urlsafe(24))
        while len(self._logins) >= LOGINS_MAX:
            del self._logins[next(iter(self._logins))]
        self._logins[token] = _Login(member, asyncio.get_running_loop().time())
        return LoggedIn(
            re=request,
            token=token,
            number=StaffNumber(member.number),
            name=member.name,
            rights=list(member.rights),
            idle_s=self._doors.rules.staff_idle_s,
        )

    def _wrong(self, request: RequestId, number: StaffNumber) -> AnyAnswer:
        wait_ms = locked_ms(self._doors.situation(), number)
        refusal = Refusal.LOGIN_LOCKED if wait_ms else Refusal.LOGIN_WRONG
        return refuse(request, refusal, wait_ms=wait_ms).answer

    def _is_right(self, member: Member | None, pin: str) -> bool:
        # A number that is nobody's costs the same time as a wrong PIN.
        try:
            HASHER.verify(member.pin_hash if member else self._nobody_hash, pin)
        except (VerificationError, InvalidHashError):
            return False
        return member is not None
