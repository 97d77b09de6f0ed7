"""Texts go out and reports come back, over a real pseudo-terminal."""

import asyncio

import pytest

from drivers.modem.gsm import Sent
from drivers.modem.pdu import Delivery
from drivers.trouble import Cause, Trouble
from tests.drivers.modem.conftest import Desk

PHONE = "13800138000"
TEXT = "【二连浩特政务大厅】您的《营业执照》已办结，取件码 4829 1367，请到一楼东门文件柜领取。"


async def test_a_text_reaches_the_phone_and_is_reported_delivered(desk: Desk) -> None:
    await desk.ready()

    sent = await desk.modem.send(PHONE, TEXT)
    await desk.until(lambda: desk.reports)

    assert isinstance(sent, Sent)
    [sms] = desk.far.inbox
    assert (sms.to, sms.text, sms.parts) == ("+8613800138000", TEXT, 1)
    assert [report.reference for report in desk.reports] == list(sent.references)
    assert desk.reports[0].delivery is Delivery.DELIVERED


async def test_a_long_text_with_a_face_in_it_arrives_as_one(desk: Desk) -> None:
    await desk.ready()
    text = "取" * 66 + "😀" + "件" * 100

    sent = await desk.modem.send("+97699112233", text)
    await desk.until(lambda: len(desk.reports) == 3)

    assert isinstance(sent, Sent)
    assert len(sent.references) == 3
    assert [(sms.to, sms.text, sms.parts) for sms in desk.far.inbox] == [("+97699112233", text, 3)]


async def test_a_failed_delivery_is_told(desk: Desk) -> None:
    await desk.ready()
    desk.far.faults.report_status = 0x46

    await desk.modem.send(PHONE, TEXT)
    await desk.until(lambda: desk.reports)

    assert desk.reports[0].delivery is Delivery.FAILED


@pytest.mark.parametrize("phone", ["", "12345", "13800138000; drop", "+8613800"])
async def test_no_phone_number(desk: Desk, phone: str) -> None:
    trouble = await desk.modem.send(phone, TEXT)

    assert isinstance(trouble, Trouble)
    assert trouble.cause is Cause.UNFIT
    assert phone not in str(trouble) or not phone


@pytest.mark.parametrize("text", ["", "取" * 671, "x" * 100_000, "half \ud83d"])
async def test_no_text_that_can_be_sent(desk: Desk, text: str) -> None:
    trouble = await desk.modem.send(PHONE, text)

    assert isinstance(trouble, Trouble)
    assert trouble.cause is Cause.UNFIT


async def test_the_modem_is_set_up_for_pdus_and_reports(desk: Desk) -> None:
    await desk.ready()

    assert [line for line in desk.far.heard if line in ("ATE0", "AT+CMGF=0", "AT+CNMI=2,1,0,1,0")] == [
        "ATE0",
        "AT+CMGF=0",
        "AT+CNMI=2,1,0,1,0",
    ]


async def test_two_long_texts_at_once_arrive_whole(desk: Desk) -> None:
    await desk.ready()

    one, other = await asyncio.gather(desk.modem.send(PHONE, "一" * 100), desk.modem.send(PHONE, "二" * 100))

    assert isinstance(one, Sent)
    assert isinstance(other, Sent)
    assert {sms.text for sms in desk.far.inbox} == {"一" * 100, "二" * 100}
