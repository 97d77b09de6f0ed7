"""Only the hall's word, for this kiosk and for now, is taken."""

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from locker.contract.ids import KioskId
from locker.contract.refusal import Refusal
from locker.daemon.commands import Command, public_key, verify

NOW_S = 1_795_400_000
HALL = Ed25519PrivateKey.generate()


def pem(key: Any) -> bytes:
    encoded: bytes = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return encoded


def claims(**changes: Any) -> dict[str, Any]:
    usual = {"aud": "k1", "jti": "c0ffee", "iat": NOW_S, "exp": NOW_S + 10, "verb": "open", "compartment": "A3"}
    return usual | {"staff": "0042"} | changes


def signed(**changes: Any) -> bytes:
    return jwt.encode(claims(**changes), HALL, algorithm="EdDSA").encode()


def asked(token: bytes, verb: str = "open", now_s: float = NOW_S + 1, **circumstances: bool) -> Command | Refusal:
    usual = {"clock_trusted": True, "retained": False}
    key = public_key(pem(HALL))
    return verify(token, key, KioskId("k1"), verb, now_ms=int(now_s * 1000), **(usual | circumstances))


def test_a_command_of_the_hall_is_taken() -> None:
    assert asked(signed()) == Command("c0ffee", "open", "A3", "0042")  # type: ignore[arg-type]


def test_a_retained_command_was_not_said_now() -> None:
    assert asked(signed(), retained=True) is Refusal.COMMAND_RETAINED


def test_without_a_trusted_clock_nothing_is_in_time() -> None:
    assert asked(signed(), clock_trusted=False) is Refusal.CLOCK_UNTRUSTED


def test_another_kiosks_command_is_foreign() -> None:
    assert asked(signed(aud="k2")) is Refusal.COMMAND_FOREIGN


def test_a_command_is_taken_until_its_last_moment_only() -> None:
    assert isinstance(asked(signed(), now_s=NOW_S + 9.999), Command)
    assert asked(signed(), now_s=NOW_S + 10) is Refusal.COMMAND_EXPIRED
    assert asked(signed(), now_s=NOW_S + 86_400) is Refusal.COMMAND_EXPIRED


def test_a_command_from_the_future_waits_for_nobody() -> None:
    assert isinstance(asked(signed(), now_s=NOW_S - 5), Command)
    assert asked(signed(), now_s=NOW_S - 6) is Refusal.COMMAND_EXPIRED


def test_an_order_for_a_door_may_not_live_longer_than_ten_seconds() -> None:
    assert asked(signed(exp=NOW_S + 11)) is Refusal.COMMAND_EXPIRED


def test_other_orders_may_live_an_hour() -> None:
    verb = "take_out_of_service"
    assert isinstance(asked(signed(verb=verb, exp=NOW_S + 3600), verb), Command)
    assert asked(signed(verb=verb, exp=NOW_S + 3601), verb) is Refusal.COMMAND_EXPIRED


def test_the_topics_verb_must_be_the_signed_one() -> None:
    assert asked(signed(verb="open"), "return_to_service") is Refusal.REQUEST_MALFORMED


def test_a_verb_nobody_knows_is_refused() -> None:
    assert asked(signed(verb="self_destruct"), "self_destruct") is Refusal.REQUEST_MALFORMED


def test_another_signature_is_forged() -> None:
    token = jwt.encode(claims(), Ed25519PrivateKey.generate(), algorithm="EdDSA").encode()
    assert asked(token) is Refusal.COMMAND_FORGED


def test_a_changed_token_is_forged() -> None:
    head, _, tail = signed().partition(b".")
    other = signed(compartment="B1").partition(b".")[2].partition(b".")[0]
    assert asked(head + b"." + other + b"." + tail.partition(b".")[2]) is Refusal.COMMAND_FORGED


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_another_algorithm_is_forged(algorithm: str) -> None:
    # HS256 with the public key as its secret is the classic confusion of key kinds.
    raw = HALL.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = None if algorithm == "none" else raw
    assert asked(jwt.encode(claims(), key, algorithm=algorithm).encode()) is Refusal.COMMAND_FORGED  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes", [{"jti": ""}, {"jti": "a b"}, {"jti": "x" * 65}, {"exp": 1.5}, {"exp": 2**80}, {"compartment": 7}]
)
def test_claims_out_of_shape_are_malformed(changes: dict[str, Any]) -> None:
    assert asked(signed(**changes)) is Refusal.REQUEST_MALFORMED


@pytest.mark.parametrize("missing", ["aud", "jti", "iat", "exp", "verb", "compartment"])
def test_every_claim_is_needed(missing: str) -> None:
    less = {name: value for name, value in claims().items() if name != missing}
    body = json.dumps(less).encode()
    token = jwt.PyJWS().encode(body, HALL, algorithm="EdDSA").encode()
    assert asked(token) is Refusal.REQUEST_MALFORMED


def test_a_token_of_any_length_is_not_read() -> None:
    assert asked(signed(staff="x" * 4000)) is Refusal.REQUEST_TOO_LONG


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda t: f"{t}.{t}.{t}".encode()))
def test_garbage_is_forged(token: bytes) -> None:
    assert asked(token) is Refusal.COMMAND_FORGED


def test_a_key_of_another_kind_is_told_at_start() -> None:
    with pytest.raises(ValueError, match="Ed25519"):
        public_key(pem(generate_private_key(SECP256R1())))
    with pytest.raises(ValueError, match=r"PEM|load"):
        public_key(b"no key at all")
