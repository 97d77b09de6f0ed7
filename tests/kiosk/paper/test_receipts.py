"""What people take home from the printer: complete, legible, and with a code any kiosk reads."""

import hashlib
import hmac
from datetime import date

import numpy as np
import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image, ImageDraw

from drivers.sim.printer_paper import Strip
from intake.notices.notice import Kind, Notice, NoticeNumber, Office, Row
from intake.notices.qr import QrContent, qr_text, read_qr
from intake.said import Said
from kiosk.paper.lines import columns
from kiosk.paper.receipt import draft_slip, receipt
from kiosk.paper.sheet import Look, Sheet
from tests.kiosk.paper.story import picture, printed, words

TODAY = date(2026, 11, 23)
OFFICE = Office(
    name=Said("二连浩特市政务服务中心"),
    short="二政服",
    address="虚构路1号",
    phone="0479-7500000",
    complaints="12345",
    review_body="二连浩特市人民政府",
    court="二连浩特市人民法院",
)


def mac(body: bytes) -> bytes:
    return hmac.digest(b"the hall's key", body, hashlib.sha256)


NUMBER = NoticeNumber(Kind.CORRECTION, 2026, 42)
NOTICE = Notice(
    number=NUMBER,
    title=Said("材料补正通知书", "Notice of correction"),
    written_number=NUMBER.written(OFFICE),
    day=TODAY,
    case="E26112300423",
    addressee="巴特尔",
    item=Said("新生儿出生登记"),
    opening=Said("经审查，申请材料不齐全。现将需要补正的全部 2 项内容一次告知如下："),
    rows=(
        Row(1, Said("居民户口簿"), Said("申请材料应当齐全"), Said("请提交原件 1 份"), date(2026, 12, 14)),
        Row(2, Said("出生医院"), Said("申请表应当填写完整"), Said("请填写")),
    ),
    closing=(Said("请于2026年12月14日前（含当日）补正。"), Said("咨询电话：0479-7500000　监督投诉电话：12345")),
    signatures=(Said("签收人（签名）　　送达时间：　年　月　日　时"),),
    qr=qr_text(QrContent(NUMBER, TODAY, "E26112300423"), mac),
    office=OFFICE,
)

SIGNED = (((0.1, 0.1), (0.3, 0.3), (0.2, 0.35)), ((0.5, 0.1), (0.9, 0.12)), ((0.7, 0.3),))


@pytest.mark.parametrize("width", [384, 576])
def test_everything_the_notice_says_is_on_the_paper(width: int) -> None:
    paper = words(printed(receipt(NOTICE, width), width))

    for said in (
        OFFICE.name.zh, "材料补正通知书", "二政服补字〔2026〕第00042号", "E26112300423", "巴特尔",
        "新生儿出生登记", "2026年11月23日", NOTICE.opening.zh, "1. 居民户口簿", "依据：申请材料应当齐全",
        "办法：请提交原件 1 份", "期限：2026年12月14日前（含当日）", "2. 出生医院", "办法：请填写",
        NOTICE.closing[0].zh, "受理机构（专用章）：二连浩特市政务服务中心2026年11月23日",
        "签收人（签名）", "地址：虚构路1号", "电话：0479-7500000",
    ):  # fmt: skip
        assert "".join(said.split()) in paper


@pytest.mark.parametrize("width", [384, 576])
def test_what_is_seen_to_lack_is_on_the_paper_below_what_was_received(width: int) -> None:
    health = Row(1, Said("健康证"), Said("须有效"), Said("请补交"))
    warned = replace(NOTICE, warning=Said("以下 1 项请提前准备："), lacking=(health,))
    paper = words(printed(receipt(warned, width), width))

    order = [paper.index(one) for one in ("2.出生医院", "以下1项请提前准备", "1.健康证", "办法：请补交", "咨询电话")]
    assert order == sorted(order)


def test_numbers_to_call_dates_and_the_offices_name_are_not_broken_on_narrow_paper() -> None:
    lines = printed(receipt(NOTICE, 384), 384).text

    assert [one.strip() for one in lines if "电话：" in one][:2] == ["咨询电话：0479-7500000", "监督投诉电话：12345"]
    assert "二连浩特市政务服务中心" in [one.strip() for one in lines[5:]]
    first = next(number for number, one in enumerate(lines) if "期限：" in one)
    assert lines[first + 1].startswith(" " * 9), "what does not fit stands below the day, not below the word"


@pytest.mark.parametrize("width", [384, 576])
def test_the_code_on_the_paper_is_ours_and_can_be_scanned(width: int) -> None:
    (found,) = zxingcpp.read_barcodes(picture(printed(receipt(NOTICE, width), width)))

    assert read_qr(found.text, mac) == QrContent(NUMBER, TODAY, "E26112300423")


@pytest.mark.parametrize("width", [384, 576])
def test_what_was_signed_on_the_glass_stands_on_the_paper_with_its_day(width: int) -> None:
    line = (Said("申请人（签名）　　2026年11月23日"),)
    signed = printed(receipt(replace(NOTICE, signatures=line, signed=SIGNED), width), width)
    by_hand = printed(receipt(replace(NOTICE, signatures=line), width), width)

    assert "申请人（签名）：2026年11月23日" in words(signed)
    assert 500 < ink(signed) - ink(by_hand) < 5000


@pytest.mark.parametrize("width", [384, 576])
def test_the_halls_seal_is_on_the_paper_and_without_one_it_says_who_seals_it(width: int) -> None:
    seal = Image.new("RGBA", (600, 600))
    ImageDraw.Draw(seal).ellipse((20, 20, 580, 580), outline=(220, 20, 20, 255), width=30)
    sealed, plain = printed(receipt(NOTICE, width, seal=seal), width), printed(receipt(NOTICE, width), width)

    assert ink(sealed) > ink(plain) + 2000
    assert "需要加盖专用章的" not in words(sealed)
    assert "在任意一台自助终端扫描二维码，可以核验真伪。需要加盖专用章的，请到综合窗口办理。" in words(plain)


def test_a_commitment_is_the_applicants_own_and_bears_no_seal() -> None:
    own = replace(NOTICE, number=NoticeNumber(Kind.COMMITMENT, 2026, 42))
    assert "专用章" not in words(printed(receipt(own, 576)))


def test_the_first_line_stands_clear_of_the_edge() -> None:
    rows = np.asarray(picture(printed(receipt(NOTICE, 576))).convert("L"))
    assert np.argmax((rows < 128).any(axis=1)) >= 40


def ink(paper: Strip) -> int:
    """Black dots."""
    return int((np.asarray(picture(paper).convert("L")) < 128).sum())


def test_chinese_is_bracketed_after_a_fresh_start_and_the_paper_is_cut() -> None:
    job = receipt(NOTICE, 576)

    assert job.startswith(b"\x1b@")
    assert b"\x1c&" + "巴特尔".encode("gb18030")[:2] in job or b"\x1c&" + "申请人：".encode("gb18030") in job
    assert job.count(b"\x1c&") == job.count(b"\x1c.")
    assert job.endswith(b"\x1dV\x00")


def test_the_case_number_and_the_title_are_twice_as_large() -> None:
    assert b"\x1d!\x11\x1bE\x01" in receipt(NOTICE, 576)


def test_english_stands_below_the_title_only_when_it_was_chosen() -> None:
    assert "Notice of correction" in printed(receipt(NOTICE, 576, language="en")).text
    assert "Notice of correction" not in printed(receipt(NOTICE, 576)).text


@pytest.mark.parametrize("name", ["𠮷田", "ᠪᠠᠭᠠᠲᠤᠷ", "㛃·Ōsaka"])
def test_a_name_the_printer_has_no_characters_for_is_drawn(name: str) -> None:
    drawn = printed(receipt(replace(NOTICE, addressee=name), 576))
    without = printed(receipt(replace(NOTICE, addressee=""), 576))

    assert "申请人" not in words(drawn)
    assert "E26112300423" in words(drawn)
    assert abs(drawn.height - without.height) <= 30


def test_a_long_name_goes_on_below_itself() -> None:
    name = "阿卜杜热西提·买买提伊明·吐尔逊江·阿卜杜克里木·艾合买提江"
    paper = printed(receipt(replace(NOTICE, addressee=name), 384), 384)

    assert name in words(paper)
    assert all(not line.startswith("·") for line in paper.text)


def test_a_name_is_never_a_command_to_the_printer() -> None:
    evil = replace(NOTICE, addressee="张\x1b@三\x1dV\x00\x10\x04\x01")
    paper = printed(receipt(evil, 576))

    assert "张@三V" in words(paper)
    assert "电话：0479-7500000" in words(paper)


def test_a_slip_says_how_to_go_on_until_when_and_who_can_open_it() -> None:
    slip = "EL1D:0123456789abcdef:AAAABBBBCCCCDDDD"
    paper = printed(draft_slip(slip, Said("新生儿出生登记"), date(2026, 12, 1), OFFICE, 576))

    (found,) = zxingcpp.read_barcodes(picture(paper))
    assert found.text == slip
    assert "任何人持有本凭条都可以打开您填写的内容" in words(paper)
    assert "保存至2026年12月1日（含当日）" in words(paper)
    assert "“新生儿出生登记”尚未提交" in words(paper)
    assert "请在任意一台自助终端扫描" in words(paper)


def test_a_slip_of_a_draft_that_is_only_here_says_so() -> None:
    item, until = Said("结婚登记"), date(2026, 12, 1)
    paper = printed(draft_slip("EL1D:0123456789abcdef", item, until, OFFICE, 576, "en", anywhere=False))

    assert "请回到这台自助终端扫描" in words(paper)
    assert "请在任意一台自助终端扫描" not in words(paper)


def test_a_line_set_in_full_is_no_wider_than_the_paper() -> None:
    sheet = Sheet(384)
    sheet.text("二" * 40, Look(scale=2), first="1. ", indent=3)

    assert all(columns(line) <= 16 for line in printed(sheet.cut(), 384).text)
