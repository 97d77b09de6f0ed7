"""Signed commands to a kiosk (DESIGN, safety 6): who may, for how long, and what the kiosk said to it.

The token is a JWT signed with EdDSA: ``aud`` the kiosk, ``jti`` the command's id, ``iat``, ``exp``, ``verb``,
``staff``, and ``compartment`` or ``alarm`` with ``subject``. It is published to ``…/cmd/{verb}``, never retained, and
expires in the broker as well.
"""

import uuid
from collections.abc import Callable
from enum import StrEnum

import jwt
import msgspec
from msgspec import Struct

from hall.clock import Clock
from hall.kiosks.models import Command, Kiosk
from locker.contract.ids import KioskId, SiteId
from locker.contract.topics import CommandAnswer, Topics

DOOR_S_MAX = 10
SERVICE_S_MAX = 60


class Verb(StrEnum):
    """What may be asked of a kiosk from here."""

    OPEN = "open"
    TAKE_OUT_OF_SERVICE = "take_out_of_service"
    RETURN_TO_SERVICE = "return_to_service"
    CLEAR_ALARM = "clear_alarm"


AT_A_DOOR = frozenset({Verb.OPEN, Verb.TAKE_OUT_OF_SERVICE, Verb.RETURN_TO_SERVICE})


class Order(Struct, frozen=True, kw_only=True):
    """A signed command on its way: where to, the token, and how many seconds it lives."""

    id: str
    topic: str
    answer_topic: str
    token: bytes
    lives_s: int


Post = Callable[[Order], CommandAnswer | None]
"""Publishes an order and waits for its answer; None: none came in time, or the broker is away."""

NO_ANSWER = "no_answer"


def give(kiosk: Kiosk, verb: Verb, about: str, staff: str, key: str, post: Post, clock: Clock) -> Command:
    """Sign, note, publish and note the answer: ``ok``, a refusal's name, or ``no_answer``.

    The row is committed first, so that what was asked is known whatever happens on the way. ``key``: Ed25519, PEM.
    ``about``: a compartment; for ``clear_alarm`` the alarm and its subject as ``alarm:subject``.
    """
    at_ms = clock()
    order = sign(kiosk, verb, about, staff, key, at_ms)
    command = Command(id=order.id, kiosk=kiosk, verb=verb, compartment=about, staff=staff, at_ms=at_ms, answer="")
    command.save(force_insert=True)
    command.answer = _word(post(order))
    command.save(update_fields=["answer"])
    return command


def sign(kiosk: Kiosk, verb: Verb, about: str, staff: str, key: str, at_ms: int) -> Order:
    """The order as it goes out; ``about`` as in :func:`give`."""
    lives_s = DOOR_S_MAX if verb is Verb.OPEN else SERVICE_S_MAX
    id_ = uuid.uuid4().hex
    issued = at_ms // 1000
    claims: dict[str, str | int] = {"aud": kiosk.id, "jti": id_, "iat": issued, "exp": issued + lives_s}
    claims |= {"verb": str(verb), "staff": staff} | _about(verb, about)
    topics = Topics(SiteId(kiosk.site), KioskId(kiosk.id))
    return Order(
        id=id_,
        topic=topics.command.replace("+", verb),
        answer_topic=topics.command_ack,
        token=jwt.encode(claims, key, algorithm="EdDSA").encode(),
        lives_s=lives_s,
    )


def _about(verb: Verb, about: str) -> dict[str, str]:
    if verb is not Verb.CLEAR_ALARM:
        return {"compartment": about}
    alarm, _, subject = about.partition(":")
    return {"compartment": "", "alarm": alarm, "subject": subject}


def read_answer(payload: bytes, correlation: bytes | None, command: str) -> CommandAnswer | None:
    """The kiosk's word on ``command``; None: it is about another one, or nothing of ours.

    A token the kiosk could not read has no id in its answer: then only the correlation data tells whose it is.
    """
    try:
        answer = msgspec.json.decode(payload, type=CommandAnswer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return answer if command in (answer.command, (correlation or b"").decode(errors="replace")) else None


def _word(answer: CommandAnswer | None) -> str:
    if answer is None:
        return NO_ANSWER
    return "ok" if answer.ok else str(answer.refusal or "refused")
