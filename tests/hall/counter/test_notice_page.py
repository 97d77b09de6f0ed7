"""The link of an SMS is opened on a phone: a real browser, and what strangers see."""

from pathlib import Path

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from intake.contract.answers import Acknowledged
from tests.hall.browser import Page, chromium
from tests.hall.case_story import KIOSK_DECIDES, handing_in
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk
from tests.hall.counter.test_phone_page import keeps_picture
from tests.intake.story import applying, item

NAME, MOBILE_END = "巴特尔", "8000"
WHOLE = "document.readyState === 'complete'"


async def texted(kiosk: Kiosk, counter: Counter) -> str:
    """Somebody lacks every paper; the link of the SMS they are owed."""
    submission, pages = handing_in(replace(applying(item(KIOSK_DECIDES)), given={}))
    told = await kiosk.hands_in(submission.id, kiosk.seals(submission, pages))
    assert isinstance(told.word, Acknowledged)
    ((text,),) = counter.asks(f"SELECT text FROM sms WHERE \"case\" = '{told.word.case}'")
    return str(text).rpartition(" ")[2]


async def types(kiosk: Kiosk, url: str, last: str) -> tuple[int, str, str]:
    """The form as a phone without scripts sends it: status, where it led, the page."""
    assert kiosk.session
    async with kiosk.session.post(url, data={"last": last}) as answer:
        return answer.status, str(answer.url), await answer.text()


async def test_before_the_last_four_nothing_of_a_person_is_shown_and_nothing_is_kept(
    kiosk: Kiosk, counter: Counter
) -> None:
    url = await texted(kiosk, counter)
    assert url.startswith(f"{counter.url}/n/")
    assert kiosk.session
    async with kiosk.session.get(url) as answer:
        page, headers = await answer.text(), answer.headers
    assert "后 4 位" in page
    for secret in (NAME, "异地就医", "补正", "E26"):
        assert secret not in page
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    status, _, page = await types(kiosk, url, "0000")
    assert (status, "号码不对" in page, NAME in page) == (403, True, False)


async def test_the_notice_is_read_and_had_as_pdf_with_the_last_four(kiosk: Kiosk, counter: Counter) -> None:
    url = await texted(kiosk, counter)
    status, address, page = await types(kiosk, url, MOBILE_END)
    assert status == 200
    assert "材料补正通知书" in page
    assert NAME in page
    assert kiosk.session
    async with kiosk.session.get(f"{address.partition('?')[0]}/notice.pdf") as answer:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Cache-Control"] == "no-store"
        assert (await answer.read()).startswith(b"%PDF-")


@pytest.mark.parametrize("address", ["n/1aaaaaaaaaa", "n/x", "n/1aaaaaaaaaa/9999999999-00", "n/x/y/notice.pdf"])
async def test_a_cut_or_made_up_link_is_told_in_words(kiosk: Kiosk, counter: Counter, address: str) -> None:
    assert kiosk.session
    async with kiosk.session.get(f"{counter.url}/{address}") as answer:
        assert answer.status == 404
        assert "没有找到通知书" in await answer.text()


async def test_a_form_that_is_too_long_or_none_is_a_wrong_number(kiosk: Kiosk, counter: Counter) -> None:
    url = await texted(kiosk, counter)
    assert (await types(kiosk, url, "8" * 5000))[0] == 403
    assert kiosk.session
    async with kiosk.session.post(url, data=b"\xff=%00") as answer:
        assert answer.status == 403


async def test_neither_the_link_nor_what_was_typed_is_in_the_log(kiosk: Kiosk, counter: Counter) -> None:
    url = await texted(kiosk, counter)
    await types(kiosk, url, "7391")
    assert url.rpartition("/")[2] not in counter.log
    assert "7391" not in counter.log


async def test_on_a_phone_it_is_read_without_a_script_and_its_code_is_scanned_by_a_kiosk(
    kiosk: Kiosk, counter: Counter, tmp_path: Path
) -> None:
    url = await texted(kiosk, counter)
    async with chromium(tmp_path / "browser") as page:
        await page.asks("Security.setIgnoreCertificateErrors", ignore=True)
        await page.asks("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
        await page.asks("Page.enable")
        await page.goes_to(f"{url}?l=zh")
        await page.until(f"document.querySelector('input')?.name === 'last' && {WHOLE}")
        assert await page.runs("document.scripts.length") == 0
        await keeps_picture(page, tmp_path / "ask.png")
        await _types_and_goes(page, "1234")
        await page.until(f"document.querySelector('.note')?.textContent.includes('号码不对') && {WHOLE}")
        await _types_and_goes(page, MOBILE_END)
        await page.until(f"document.querySelector('.scan img')?.naturalWidth > 0 && {WHOLE}")
        await keeps_picture(page, tmp_path / "notice.png")
        assert await page.runs("document.documentElement.scrollWidth <= innerWidth")
        await page.runs("document.querySelector('nav a').click()")
        await page.until(f"document.documentElement.lang === 'en' && {WHOLE}")
        assert await page.runs("document.documentElement.scrollWidth <= innerWidth")
        await keeps_picture(page, tmp_path / "notice-en.png")
    codes = zxingcpp.read_barcodes(Image.open(tmp_path / "notice.png"))
    assert [code.text[:5] for code in codes] == ["EL1:C"]


async def _types_and_goes(page: Page, last: str) -> None:
    await page.runs(f"document.querySelector('input').value = '{last}'")
    await page.runs("document.querySelector('form').requestSubmit()")
