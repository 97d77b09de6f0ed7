"""The phone number is for the hall alone."""

import base64

import pytest
from nacl.public import PrivateKey, SealedBox

from kiosk.sealing import SealKeyError, masked, sealer


def test_only_the_hall_can_read_the_number() -> None:
    hall = PrivateKey.generate()
    seal = sealer(base64.b64encode(bytes(hall.public_key)).decode())

    box = seal("13800138000")

    assert SealedBox(hall).decrypt(base64.b64decode(box)) == b"13800138000"
    assert seal("13800138000") != box, "two boxes of one number cannot be matched"
    assert len(box) <= 512


def test_the_number_is_shown_masked() -> None:
    assert masked("13800138000") == "138****8000"


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_key_that_is_none_is_told_at_start(text: str) -> None:
    with pytest.raises(SealKeyError, match=r"hall_box\.pub"):
        sealer(text)
