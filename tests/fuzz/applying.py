"""What applicants bring: slips, numbers, names, pictures from a phone, and what a kiosk seals to the hall for them."""

import hashlib
import hmac
from datetime import date

import cv2
import msgspec
import numpy as np

from intake.contract.submission import Manifest, Submission
from intake.identity.case_number import is_case_number
from intake.identity.credit_code import credit_code
from intake.identity.masking import masked_mobile, masked_name, masked_number
from intake.identity.mobile import mobile
from intake.identity.names import name
from intake.identity.passport import passport
from intake.identity.resident_id import resident_id
from intake.notices.qr import read_qr
from intake.pages.phone import from_phone
from tests.fuzz.links import OUR_JSON
from tests.fuzz.target import Target


def _mac(body: bytes) -> bytes:
    return hmac.digest(bytes(32), body, hashlib.sha256)


def _slip(data: bytes) -> None:
    read_qr(data.decode("utf-8", "surrogateescape"), _mac)


def _typed(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for read in (credit_code, mobile, name, is_case_number, masked_name, masked_number, masked_mobile):
        read(text)
    for read_on in (resident_id, passport):
        read_on(text, date(2026, 11, 23))


def _sealed(data: bytes) -> None:
    for kind in (Submission, Manifest):
        msgspec.json.decode(data, type=kind)


def _picture(data: bytes) -> None:
    from_phone(data)


def _pictures() -> list[bytes]:
    shade = np.tile(np.arange(320, dtype=np.uint8), (300, 1))
    return [cv2.imencode(kind, shade)[1].tobytes() for kind in (".jpg", ".png", ".webp")]


MRZ = b"P<CHNZHANG<<SAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nE123456784CHN8001014M3001012<<<<<<<<<<<<<<02"
SUBMISSION = b'{"submission":"s1","case":"E26112300423","kiosk":"k1","at_ms":1,"item":"i","version":1,"answers":{}}'

TARGETS = [
    Target("notice qr", _slip, [b"EL1:A202600042:261123:E26112300423:ABCDEFGHIJKLMNOP"]),
    Target("typed", _typed, [b"11010519491231002X", b"91350100M000100Y43", "买买提·吐尔逊".encode(), MRZ]),
    Target("submission", _sealed, [SUBMISSION], OUR_JSON),
    Target("phone picture", _picture, _pictures()),
]
