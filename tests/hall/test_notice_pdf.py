"""A notice on A4: everything on it can be read, by people, by programs and by a kiosk's scanner."""

import hmac
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from hall.notices.lines import NOT_FIRST, NOT_LAST, lines
from hall.notices.pdf import notice_pdf
from intake.notices import write
from intake.notices.notice import Kind, Notice, NoticeNumber, Office
from intake.notices.write import Heading
from intake.review.outcome import AcceptedWithTolerance, ToBeCorrected
from intake.said import Said
from tests.intake.story import TODAY, applying, decided, item, without

OFFICE = Office(
    name=Said("二连浩特市政务服务中心", "Erenhot Government Service Hall"),
    short="二政服",
    address="二连浩特市前进路1号",
    phone="0479-7520000",
    complaints="12345",
    review_body="二连浩特市人民政府",
    court="二连浩特市人民法院",
)
JOINT = item("SC-CY-01")


def mac(content: bytes) -> bytes:
    return hmac.digest(b"k" * 32, content, "sha256")


def heading(kind: Kind) -> Heading:
    return Heading(
        number=NoticeNumber(kind, 2026, 42),
        day=TODAY,
        case="E26112310427",
        addressee="买买提·阿卜杜热西提·吐尔逊",
        item=Said(JOINT.name),
        department=Said("市市场监督管理局"),
        office=OFFICE,
    )


def correction(times: int = 1) -> Notice:
    outcome = decided(JOINT, without(applying(JOINT), *(one.key for one in JOINT.material)))
    assert isinstance(outcome, ToBeCorrected)
    return write.correction(heading(Kind.CORRECTION), replace(outcome, gaps=outcome.gaps * times), mac)


def read(content: bytes, folder: Path) -> str:
    (folder / "notice.pdf").write_bytes(content)
    program = ["pdftotext", "-layout", str(folder / "notice.pdf"), "-"]
    return subprocess.run(program, capture_output=True, text=True, check=True).stdout


def test_all_that_the_notice_says_stands_on_the_paper(tmp_path: Path) -> None:
    notice = correction()
    paper = "".join(read(notice_pdf(notice), tmp_path).split())
    said = (notice.title.zh, notice.written_number, notice.case, f"{notice.addressee}：", "送达时间", "共1页")
    assert not [one for one in said if one not in paper]


def test_a_long_list_goes_on_over_pages_under_its_head(tmp_path: Path) -> None:
    pages = read(notice_pdf(correction(times=10)), tmp_path).split("\f")[:-1]
    assert len(pages) > 3
    with_rows = [page for page in pages if "请提交" in page]
    assert all("办理方法" in page for page in with_rows)
    assert f"共 {len(pages)} 页" in pages[0]


def test_who_issues_and_who_signs_never_stand_on_a_page_alone(tmp_path: Path) -> None:
    notice = correction(times=2)
    last_page = read(notice_pdf(replace(notice, rows=notice.rows[:7])), tmp_path).split("\f")[1]
    assert "咨询电话" in last_page
    assert "签收人" in last_page


def test_the_code_on_the_paper_is_read_as_it_was_written(tmp_path: Path) -> None:
    notice = correction()
    (tmp_path / "notice.pdf").write_bytes(notice_pdf(notice))
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", "notice.pdf", "page"], cwd=tmp_path, check=True)
    found = zxingcpp.read_barcodes(cv2.imread(str(tmp_path / "page.png")))
    assert [one.text for one in found] == [notice.qr]


def test_fonts_travel_with_the_paper_and_only_what_is_used_of_them(tmp_path: Path) -> None:
    content = notice_pdf(correction())
    assert len(content) < 200_000
    (tmp_path / "notice.pdf").write_bytes(content)
    fonts = subprocess.run(
        ["pdffonts", str(tmp_path / "notice.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert {row.split()[-5] for row in fonts.splitlines()[2:]} == {"yes"}


def promise(*signed: tuple[tuple[float, float], ...]) -> Notice:
    sole = item("SC-GT-01")
    outcome = decided(sole, without(applying(sole, tolerance=True), "photo"))
    assert isinstance(outcome, AcceptedWithTolerance)
    return write.commitment(heading(Kind.COMMITMENT), outcome.commitment, mac, signed)


def test_a_promise_is_made_twice_and_signed_by_the_applicant(tmp_path: Path) -> None:
    paper = "".join(read(notice_pdf(promise()), tmp_path).split())
    assert "本文书一式两份，一份交申请人，一份存入办件。" in paper
    assert "申请人（签名或者盖章）" in paper
    assert "专用章" not in paper


def test_a_promise_signed_on_the_glass_bears_what_was_drawn_and_its_day(tmp_path: Path) -> None:
    bare, drawn = promise(), promise(((0.1, 0.1), (0.4, 0.3)), ((0.5, 0.1), (0.9, 0.3)))
    paper = "".join(read(notice_pdf(drawn), tmp_path).split())
    assert "申请人（签名）：2026年11月23日" in paper
    assert dark(notice_pdf(drawn), tmp_path) > dark(notice_pdf(replace(drawn, signed=())), tmp_path) + 100
    assert "年月日" in "".join(read(notice_pdf(bare), tmp_path).split())


def test_the_office_its_day_and_where_it_is_sealed_stand_on_what_a_machine_issues(tmp_path: Path) -> None:
    paper = "".join(read(notice_pdf(correction()), tmp_path).split())
    assert "2026年11月23日" in paper
    assert "可以核验真伪" in paper
    assert "需要加盖专用章的，请到综合窗口办理。" in paper


def test_the_halls_own_seal_stands_on_the_paper(tmp_path: Path) -> None:
    seal = Image.new("RGBA", (400, 400), (220, 20, 20, 255))
    content = notice_pdf(correction(), seal)
    assert "需要加盖专用章的" not in read(content, tmp_path)
    assert red(content, tmp_path) > 20_000 > red(notice_pdf(correction()), tmp_path)


def seen(content: bytes, folder: Path) -> Any:
    """The first page as a picture, blue, green, red."""
    (folder / "notice.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", "notice.pdf", "page"], cwd=folder, check=True)
    return cv2.imread(str(folder / "page.png"))


def dark(content: bytes, folder: Path) -> int:
    return int((seen(content, folder).max(axis=2) < 100).sum())


def red(content: bytes, folder: Path) -> int:
    page = seen(content, folder)
    return int(((page[..., 2] > 180) & (page[..., 0] < 80)).sum())


# lines


def width(said: str) -> float:
    return float(len(said))


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    said = "现将需要补正的全部内容（共三项）一次告知如下：《申请书》、“身份证”，请于2026年12月14日前补正。" * 3
    broken = lines(said, 11, width)
    assert "".join(broken) == said
    assert not [line for line in broken if line[0] in NOT_FIRST or line[-1] in NOT_LAST]
    assert not [line for line in broken if len(line) > 11]


@pytest.mark.parametrize("word", ["2026", "E26112310427"])
def test_a_number_is_not_parted_while_a_line_can_hold_it(word: str) -> None:
    assert any(word in line for line in lines(f"办件编号是这一个{word}请保存", 12, width))


def test_what_is_wider_than_a_line_is_parted_all_the_same() -> None:
    assert lines("A" * 25, 10, width) == ["A" * 10, "A" * 10, "A" * 5]
    assert lines("", 10, width) == [""]


def test_the_first_line_stands_back() -> None:
    assert lines("一二三四五六", 4, width, indent=2) == ["一二", "三四五六"]


def test_a_day_is_written_as_a_clerk_writes_it(tmp_path: Path) -> None:
    notice = replace(correction(), day=date(2026, 1, 5))
    assert "2026年1月5日" in read(notice_pdf(notice), tmp_path).replace(" ", "")
