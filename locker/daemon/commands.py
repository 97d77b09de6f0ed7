"""Whether a command is the hall's, for this kiosk, and meant for now (DESIGN, safety 6). Pure: time is an argument.

A command is a JWT of :class:`~locker.contract.commands.CommandClaims`. That an id is never taken twice is decided
where it is committed, in :mod:`locker.domain.remote`.
"""

from dataclasses import dataclass

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from locker.contract.commands import DOOR_S_MAX, OTHER_S_MAX, TOKEN_BYTES_MAX, CommandClaims
from locker.contract.ids import CompartmentId, KioskId
from locker.contract.refusal import Refusal
from locker.domain.remote import OPEN, VERBS

SKEW_S_MAX = 5
"""How far the hall's clock may run ahead of ours."""


@dataclass(frozen=True)
class Command:
    """What the hall asks, known to be the hall's. ``staff``: who asked there, for the record.

    ``alarm`` and ``subject``: what ``clear_alarm`` is about.
    """

    id: str
    verb: str
    compartment: CompartmentId
    staff: str
    alarm: str = ""
    subject: str = ""


_claims = msgspec.json.Decoder(CommandClaims)
_signatures = jwt.PyJWS(algorithms=["EdDSA"])


def public_key(pem: bytes) -> Ed25519PublicKey:
    """The hall's signing key. :raises ValueError: not the PEM of an Ed25519 public key."""
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"an Ed25519 public key is needed, not {type(key).__name__}")
    return key


def verify(
    token: bytes,
    key: Ed25519PublicKey,
    kiosk: KioskId,
    verb: str,
    *,
    now_ms: int,
    clock_trusted: bool,
    retained: bool,
) -> Command | Refusal:
    """The command in ``token``, which came under the topic of ``verb``, or why it is not taken.

    ``retained``: the broker had kept it, so it was not said now. Without a trusted clock nothing can be told to be
    in time, and every command is refused.
    """
    if retained:
        return Refusal.COMMAND_RETAINED
    claims = _signed_claims(token, key)
    if isinstance(claims, Refusal):
        return claims
    if claims.aud != kiosk:
        return Refusal.COMMAND_FOREIGN
    if claims.verb != verb or verb not in VERBS:
        return Refusal.REQUEST_MALFORMED
    return _untimely(claims, now_ms, clock_trusted) or _command(claims)


def _signed_claims(token: bytes, key: Ed25519PublicKey) -> CommandClaims | Refusal:
    if len(token) > TOKEN_BYTES_MAX:
        return Refusal.REQUEST_TOO_LONG
    try:
        body = _signatures.decode(token, key, algorithms=["EdDSA"])
    except (jwt.InvalidTokenError, ValueError, RecursionError):
        return Refusal.COMMAND_FORGED
    try:
        return _claims.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Refusal.REQUEST_MALFORMED


def _untimely(claims: CommandClaims, now_ms: int, clock_trusted: bool) -> Refusal | None:
    if not clock_trusted:
        return Refusal.CLOCK_UNTRUSTED
    now_s = now_ms / 1000
    lives_s_max = DOOR_S_MAX if claims.verb == OPEN else OTHER_S_MAX
    in_time = claims.iat - SKEW_S_MAX <= now_s < claims.exp
    brief = claims.exp - claims.iat <= lives_s_max
    return None if in_time and brief else Refusal.COMMAND_EXPIRED


def _command(claims: CommandClaims) -> Command:
    about = CompartmentId(claims.compartment)
    return Command(claims.jti, claims.verb, about, claims.staff, claims.alarm, claims.subject)
