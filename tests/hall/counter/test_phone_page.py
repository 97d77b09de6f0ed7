"""A phone opens the page by the QR code, sends pictures, and the kiosk has them: a real browser, and plain forms."""

import asyncio
import base64
from io import BytesIO
from pathlib import Path

import aiohttp
from PIL import Image

from intake.contract import paths
from intake.contract.answers import PhoneSession, Pictures
from intake.contract.questions import ClosePhoneSession, OpenPhoneSession, PhonePictures
from intake.pages.head import BYTES_MAX
from tests.hall.browser import Page, chromium
from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk, VisitBox, photo

CHOOSE = """(async () => {
  const input = document.querySelectorAll('input[type=file]')[1];
  const bytes = Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  for (const name of ['one.jpg', 'two.jpg']) files.items.add(new File([bytes], name, {type: 'image/jpeg'}));
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
})()"""


async def opened(kiosk: Kiosk, box: VisitBox, title: str = "食品经营许可证申请表") -> PhoneSession:
    session = await kiosk.asks(OpenPhoneSession(box=box.public, title=title))
    assert isinstance(session, PhoneSession)
    return session


async def sends(kiosk: Kiosk, url: str, *pictures: bytes) -> tuple[int, str, str]:
    """The form as an old phone without scripts sends it; status, where it led to, and the page."""
    form = aiohttp.FormData()
    for number, content in enumerate(pictures):
        form.add_field("picture", BytesIO(content), filename=f"{number}.jpg", content_type="image/jpeg")
    if not pictures:
        form.add_field("picture", BytesIO(), filename="", content_type="application/octet-stream")
    assert kiosk.session
    async with kiosk.session.post(url, data=form) as answer:
        return answer.status, str(answer.url), await answer.text()


async def test_what_a_phone_sends_is_opened_by_the_kiosk_alone_and_once(kiosk: Kiosk, counter: Counter) -> None:
    box = VisitBox()
    session = await opened(kiosk, box)
    _, _, page = await sends(kiosk, session.url, photo("one"), photo("two"))

    assert "发送成功 2 张" in page
    assert await kiosk.asks(PhonePictures(session=session.session)) == Pictures(ids=("1", "2"), opened=True)
    taken = await kiosk.does("GET", paths.picture(session.session, "1"))
    again = await kiosk.does("GET", paths.picture(session.session, "1"))
    assert box.opens(taken.body) == photo("one")
    assert (again.status, again.refusal) == (404, "unknown")
    assert await kiosk.asks(PhonePictures(session=session.session)) == Pictures(ids=("2",), opened=True)


async def test_an_old_code_leads_to_a_page_that_has_ended(kiosk: Kiosk, counter: Counter) -> None:
    session = await opened(kiosk, VisitBox())
    await sends(kiosk, session.url, photo("one"))
    await kiosk.asks(ClosePhoneSession(session=session.session))

    for url in (session.url, f"{counter.url}/p/neverWas"):
        status, _, page = await sends(kiosk, url, photo("one"))
        assert status == 410
        assert "这个页面已经结束" in page
    assert not [path for path in counter.files("phone") if session.session in str(path)]


async def test_what_cannot_be_sent_is_told_in_words_and_the_rest_arrives(kiosk: Kiosk) -> None:
    session = await opened(kiosk, VisitBox())
    too_large = photo("one") + bytes(BYTES_MAX)
    _, _, page = await sends(kiosk, session.url, b"no picture", photo("two"), too_large, b"%PDF-1.7 1 0 obj")

    assert "发送成功 1 张" in page
    assert "有照片超过 20 MB" in page
    assert "有文件不是照片" in page
    assert "这里不收 PDF 文件" in page
    assert "还没有选照片" in (await sends(kiosk, session.url))[2]


async def test_the_page_shows_nothing_of_a_stranger_and_runs_nothing_of_one(kiosk: Kiosk) -> None:
    session = await opened(kiosk, VisitBox(), title="<script>alert(1)</script>")
    assert kiosk.session
    async with kiosk.session.get(f"{session.url}?n=<b>&done=<b>&l=<b>") as answer:
        page, headers = await answer.text(), answer.headers

    assert "<script>alert" not in page
    assert "<b>&" not in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


async def test_the_address_is_not_in_the_log(kiosk: Kiosk, counter: Counter) -> None:
    session = await opened(kiosk, VisitBox())
    await sends(kiosk, session.url, photo("one"))
    await sends(kiosk, f"{counter.url}/p/aTokenOfTheTest", photo("one"))

    assert session.url.rpartition("/")[2] not in counter.log
    assert "aTokenOfTheTest" not in counter.log


async def test_in_a_phones_browser_pictures_are_seen_before_they_are_sent(kiosk: Kiosk, tmp_path: Path) -> None:
    session, box = await opened(kiosk, VisitBox()), paper()
    async with chromium(tmp_path / "browser") as page:
        await page.asks("Security.setIgnoreCertificateErrors", ignore=True)
        await page.asks("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
        await page.asks("Page.enable")
        await page.goes_to(f"{session.url}?l=zh")
        await page.until("document.documentElement.className === 'js'")
        await keeps_picture(page, tmp_path / "phone-empty.png")
        assert await page.runs("document.querySelector('button').disabled")

        await page.runs(CHOOSE % base64.b64encode(box).decode())
        await page.until("document.querySelectorAll('.shown img').length === 2")
        await page.until("[...document.querySelectorAll('.shown img')].every((one) => one.naturalWidth > 0)")
        await keeps_picture(page, tmp_path / "phone-chosen.png")
        assert "已选 2 张" in await page.runs("document.querySelector('.count').textContent")

        await page.runs("document.querySelector('button').click()")
        await page.until("document.querySelector('.sent b')?.textContent === '发送成功 2 张'")
        await keeps_picture(page, tmp_path / "phone-sent.png")
        assert await page.runs("document.documentElement.scrollWidth <= innerWidth")
        for language in ("en", "mn"):
            await page.goes_to(f"{session.url}?l={language}")
            await page.until(f"document.documentElement.lang === '{language}' && document.readyState === 'complete'")
            assert await page.runs("document.documentElement.scrollWidth <= innerWidth")
        await keeps_picture(page, tmp_path / "phone-mn.png")
    assert await kiosk.asks(PhonePictures(session=session.session)) == Pictures(ids=("1", "2"), opened=True)


async def keeps_picture(page: Page, path: Path) -> None:
    shot = await page.asks("Page.captureScreenshot", captureBeyondViewport=True)
    await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))


def paper() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (600, 850), (245, 243, 236)).save(kept, "JPEG")
    return kept.getvalue()
