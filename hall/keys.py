"""The hall's own secrets: made once, never overwritten, readable by their owner only."""

import base64
import secrets
from collections.abc import Iterable
from pathlib import Path

import pyotp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.public import PrivateKey

KIOSK_SECRET_CHARACTERS = 52  # of base32: 32 bytes, the block RFC 6238 asks for with SHA-256
RANDOM_BYTES = 32


def make_keys(folder: Path, kiosks: Iterable[str]) -> list[Path]:
    """Make what is absent in ``folder``; returns the new files.

    ``*.pub`` are the public halves for the kiosks. ``kiosk-{id}.key`` and ``hall_api-{id}.key`` are shared with that
    kiosk only, ``notice_mac.key`` with every kiosk that prints notices, ``pages.key`` with nobody.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = [_secret(folder / "django_secret", secrets.token_urlsafe(48))]
    made.append(_secret(folder / "mqtt_password", secrets.token_urlsafe(24)))
    made += _box_pair(folder)
    made += [*_signing_pair(folder, "command_signing"), *_signing_pair(folder, "platform_signing")]
    made += [_secret(folder / name, _random()) for name in ("pages.key", "notice_mac.key")]
    for kiosk in kiosks:
        made.append(_secret(folder / f"kiosk-{kiosk}.key", pyotp.random_base32(KIOSK_SECRET_CHARACTERS)))
        made.append(_secret(folder / f"hall_api-{kiosk}.key", _random()))
    return [path for path in made if path is not None]


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(RANDOM_BYTES)).decode()


def _box_pair(folder: Path) -> list[Path | None]:
    path = folder / "hall_box.key"
    made = _secret(path, base64.b64encode(bytes(PrivateKey.generate())).decode())
    key = PrivateKey(base64.b64decode(path.read_text()))
    return [made, _public(folder / "hall_box.pub", base64.b64encode(bytes(key.public_key)).decode())]


def _signing_pair(folder: Path, name: str) -> list[Path | None]:
    path = folder / f"{name}.key"
    made = _secret(path, _pem(Ed25519PrivateKey.generate()))
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return [made, _public(folder / f"{name}.pub", public.decode())]


def _pem(key: Ed25519PrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _secret(path: Path, text: str) -> Path | None:
    if path.exists():
        return None
    path.touch(mode=0o600)
    path.write_text(text.strip() + "\n")
    return path


def _public(path: Path, text: str) -> Path | None:
    fresh = not path.exists()
    path.write_text(text.strip() + "\n")
    return path if fresh else None
