"""Events are signed: a detached JWS (RFC 7515, RFC 7797) by Ed25519 over the exact bytes of the body."""

import jwt

ID = "X-Event-Id"
SIGNATURE = "X-JWS-Signature"
KEY_NAME = "platform_signing.key"

_jws = jwt.PyJWS()


def headers(event_id: str, body: bytes, key: str) -> dict[str, str]:
    """What goes with the body. ``key``: Ed25519, PEM."""
    token = _jws.encode(body, key, algorithm="EdDSA", is_payload_detached=True)
    return {"Content-Type": "application/json", ID: event_id, SIGNATURE: token}


def is_signed(body: bytes, token: str, public_key: str) -> bool:
    """Whether whoever has the key signed these bytes. ``public_key``: PEM."""
    try:
        _jws.decode(token, public_key, algorithms=["EdDSA"], detached_payload=body)
    except jwt.PyJWTError:
        return False
    return True
