"""The pickup code of a deposit, computed when a message is sent and kept nowhere (DESIGN, safety 7)."""

import hashlib

import pyotp

from locker.contract.requests import CODE_DIGITS


def pickup_code(secret_base32: str, counter: int) -> str:
    """8 digits: HOTP (RFC 4226 section 5.3) with SHA-256 of the kiosk's secret and the deposit's counter."""
    return pyotp.HOTP(secret_base32, digits=CODE_DIGITS, digest=hashlib.sha256).at(counter)


def grouped(code: str) -> str:
    """As people read it aloud: ``4829 1367``."""
    return f"{code[:4]} {code[4:]}"
