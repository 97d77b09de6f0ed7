"""The papers people take home: complete, dated, numbered, and with a code that nobody can make up."""

import hashlib
import hmac
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from intake.notices import write
from intake.notices.for_outcome import for_outcome, received_rows
from intake.notices.notice import TITLES, Kind, Notice, NoticeNumber, Office
from intake.notices.qr import QrContent, QrTrouble, qr_text, read_qr
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, ToBeCorrected
from intake.said import Said
from tests.intake.story import TODAY, applying, decided, item, without

BIRTH = item("WJ-CS-01")
OFFICE = Office(
    name=Said("二连浩特市政务服务中心", "Erenhot Government Service Centre"),
    short="二政服",
    address="前进路",
    phone="12345",
    complaints="0479-7500000",
    review_body="二连浩特市人民政府",
    court="二连浩特市人民法院",
)


def mac(body: bytes) -> bytes:
    return hmac.digest(b"the hall's key", body, hashlib.sha256)


def heading(kind: Kind) -> write.Heading:
    return write.Heading(
        number=NoticeNumber(kind, 2026, 42),
        day=TODAY,
        case="E26112300423",
        addressee="巴特尔",
        item=Said(BIRTH.name, BIRTH.name_en),
        department=Said("市卫生健康委员会", "Health Commission"),
        office=OFFICE,
    )


def words(notice: Notice) -> str:
    said = [notice.title, notice.opening, *notice.closing, *notice.signatures]
    said += [one for row in notice.rows for one in (row.name, row.rule, row.remedy)]
    return "\n".join(one.zh + one.en for one in said)


def accepted() -> Notice:
    outcome = decided(BIRTH, applying(BIRTH))
    assert isinstance(outcome, Accepted)
    rows = write.received_rows([(Said("居民户口簿", "Household register"), 1, 0)])
    return write.acceptance(heading(Kind.ACCEPTANCE), outcome, rows, mac)


def tolerated() -> AcceptedWithTolerance:
    outcome = decided(BIRTH, without(applying(BIRTH, married="yes", tolerance=True), "marriage_certificate"))
    assert isinstance(outcome, AcceptedWithTolerance)
    return outcome


def corrected() -> tuple[ToBeCorrected, Notice]:
    outcome = decided(BIRTH, without(applying(BIRTH, hospital=""), "household_book", "parents_identity"))
    assert isinstance(outcome, ToBeCorrected)
    return outcome, write.correction(heading(Kind.CORRECTION), outcome, mac)


def refused() -> Notice:
    outcome = decided(BIRTH, applying(BIRTH, born_here="no"))
    assert isinstance(outcome, NotAccepted)
    return write.non_acceptance(heading(Kind.NON_ACCEPTANCE), outcome, mac)


def every_notice() -> list[Notice]:
    promised = tolerated()
    return [
        accepted(),
        corrected()[1],
        refused(),
        write.tolerance(heading(Kind.TOLERANCE), promised, mac),
        write.commitment(heading(Kind.COMMITMENT), promised.commitment, mac),
        write.ending(heading(Kind.ENDING), promised, mac),
        write.receipt(heading(Kind.RECEIPT), write.received_rows([(Said("结婚证"), 1, 0)]), mac),
    ]


def test_an_acceptance_names_law_list_and_promised_day() -> None:
    notice = accepted()

    assert notice.title.zh == "受理通知书"
    assert notice.written_number == "二政服受字〔2026〕第00042号"
    assert notice.rows[0].remedy.zh == "原件 1 份"
    assert "2026年11月30日" in words(notice)
    assert "市卫生健康委员会" in words(notice)


@pytest.mark.parametrize(
    ("until", "said"),
    [(TODAY, "承诺于当日（2026年11月23日）办结"), (TODAY + timedelta(days=1), "承诺于2026年11月24日前（含当日）办结")],
)
def test_an_item_decided_the_same_day_says_the_day_and_where_to_turn_all_the_same(until: date, said: str) -> None:
    told = words(write.acceptance(heading(Kind.ACCEPTANCE), Accepted(until, date(2026, 12, 1)), (), mac))

    assert said in told
    assert "行政复议" in told


def test_a_correction_lists_every_gap_with_rule_and_remedy() -> None:
    outcome, notice = corrected()

    assert [(row.name, row.rule, row.remedy) for row in notice.rows] == [
        (gap.name, gap.rule, gap.remedy) for gap in outcome.gaps
    ]
    assert [row.number for row in notice.rows] == [1, 2, 3]
    assert "全部 3 项" in notice.opening.zh
    assert "2026年12月14日前（含当日）补正" in words(notice)
    assert any("送达时间" in line.zh for line in notice.signatures)


def test_the_law_is_cited_beside_what_it_asks_for_and_not_beside_how_a_field_is_filled_in() -> None:
    outcome, _ = corrected()
    laws = ("《中华人民共和国母婴保健法》第二十三条", "《户口登记条例》")
    notice = write.correction(replace(heading(Kind.CORRECTION), basis=laws), outcome, mac)

    cited = {
        gap.part: row.rule.zh.removeprefix(gap.rule.zh) for gap, row in zip(outcome.gaps, notice.rows, strict=True)
    }
    assert cited == {"field": "", "material": "（《母婴保健法》第二十三条等）"}


def test_tolerance_and_commitment_are_made_out_twice_with_day_and_lateness() -> None:
    promised = tolerated()
    notice = write.tolerance(heading(Kind.TOLERANCE), promised, mac)
    paper = write.commitment(heading(Kind.COMMITMENT), promised.commitment, mac)

    for one in (notice, paper):
        assert "一份交申请人，一份存入办件" in one.closing[-1].zh
    assert {row.until for row in (*notice.rows, *paper.rows)} == {date(2026, 11, 26)}
    assert "自动终止" in words(notice)
    assert "自愿选择" in words(paper)
    assert any("申请人" in line.zh for line in paper.signatures)


def test_a_correction_says_what_lateness_means_and_where_to_object() -> None:
    said = words(corrected()[1])

    assert "逾期没有补正的，本次申请终止" in said
    assert "六十日内向二连浩特市人民政府申请行政复议" in said


def test_who_is_accepted_knows_what_to_do_when_nothing_is_decided_in_time() -> None:
    promised = tolerated()

    for notice in (accepted(), write.tolerance(heading(Kind.TOLERANCE), promised, mac)):
        assert "超过上述期限没有办结的，您可以投诉" in words(notice)
        assert "监督投诉电话：0479-7500000" in words(notice)


def test_accepted_by_the_five_day_rule_names_the_day_it_came() -> None:
    outcome = Accepted(promised=date(2026, 12, 4), legal=date(2026, 12, 11))
    notice = write.acceptance_by_term(heading(Kind.ACCEPTANCE), outcome, (), TODAY, mac)

    assert "第三十二条" in notice.opening.zh
    assert "收到申请材料之日（2026年11月23日）起即为受理" in notice.opening.zh


@pytest.mark.parametrize("outcome", [corrected()[0], tolerated()])
def test_what_ended_by_itself_says_what_lacked_and_how_to_appeal(
    outcome: ToBeCorrected | AcceptedWithTolerance,
) -> None:
    notice = write.ending(heading(Kind.ENDING), outcome, mac)

    assert notice.written_number.startswith("二政服终字")
    assert len(notice.rows) >= 1
    assert "本次办理终止" in notice.opening.zh
    assert "提起行政诉讼" in words(notice)
    assert isinstance(read_qr(notice.qr, mac), QrContent)


def test_a_refusal_says_why_where_to_go_and_how_to_appeal() -> None:
    notice = refused()

    assert "出生地的医疗机构" in notice.rows[0].remedy.zh
    assert "六十日内向二连浩特市人民政府申请行政复议" in words(notice)
    assert "六个月内依法向二连浩特市人民法院提起行政诉讼" in words(notice)


def test_a_receipt_of_a_form_alone_counts_no_materials_and_warns_of_what_lacks() -> None:
    outcome = decided(BIRTH, applying(BIRTH, born_here="no"))
    assert isinstance(outcome, NotAccepted)

    notice = write.receipt(heading(Kind.RECEIPT), (), mac, outcome=outcome)

    assert "没有收到材料" in notice.opening.zh
    assert "1 项受理条件" in notice.warning.zh
    assert [row.remedy for row in notice.lacking] == [gap.remedy for gap in outcome.reasons]


def test_the_receipt_of_a_supplement_says_what_is_still_owed_and_until_when() -> None:
    notice = write.receipt(heading(Kind.RECEIPT), (), mac, TODAY, tolerated())

    assert "还没有补齐" in notice.warning.zh
    assert {row.until for row in notice.lacking} == {date(2026, 11, 26)}


def test_no_notice_leaves_a_place_unfilled_and_every_kind_can_be_written() -> None:
    notices = every_notice()

    assert {one.number.kind for one in notices} == set(Kind) == set(TITLES)
    assert not [one.title.zh for one in notices if "{" in words(one) or "}" in words(one)]


def test_every_notice_carries_a_code_that_leads_back_to_its_case() -> None:
    for notice in every_notice():
        assert read_qr(notice.qr, mac) == QrContent(notice.number, TODAY, "E26112300423")
        assert "巴特尔" not in notice.qr


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("WIFI:S:hall;;", QrTrouble.FOREIGN),
        ("", QrTrouble.FOREIGN),
        ("EL1:", QrTrouble.GARBLED),
        ("EL1:A202600042:261399:E26112300423:AAAA", QrTrouble.FORGED),
        ("EL1:A202600042:261123:E26112300423:AAAA", QrTrouble.FORGED),
        ("EL1:A202600042:261123:" + "E" * 5000, QrTrouble.GARBLED),
    ],
)
def test_a_strange_code_opens_no_case(text: str, trouble: QrTrouble) -> None:
    assert read_qr(text, mac) is trouble


def test_another_halls_code_is_forged() -> None:
    assert read_qr(accepted().qr, lambda body: hashlib.sha256(body).digest()) is QrTrouble.FORGED


@given(st.text(max_size=200))
def test_no_scan_breaks_the_reader(text: str) -> None:
    assert isinstance(read_qr("EL1:" + text, mac), QrContent | QrTrouble)


@given(
    st.sampled_from(Kind),
    st.integers(2020, 2099),
    st.integers(1, 999_999),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-", min_size=1, max_size=64),
)
def test_whatever_is_printed_can_be_read(kind: Kind, year: int, sequence: int, day: date, case: str) -> None:
    content = QrContent(NoticeNumber(kind, year, sequence), day, case)

    assert read_qr(qr_text(content, mac), mac) == content


def test_a_name_with_braces_is_only_a_name() -> None:
    strange = replace(heading(Kind.RECEIPT), item=Said("{case}", "{0}"))

    assert "{case}" in write.receipt(strange, (), mac).opening.zh


def test_each_outcome_has_its_notice_and_no_other() -> None:
    outcomes = (decided(BIRTH, applying(BIRTH)), tolerated(), corrected()[0])
    fitting = {type(one): [kind.name for kind in Kind if for_outcome(heading(kind), one, (), mac)] for one in outcomes}

    assert fitting == {
        Accepted: ["ACCEPTANCE", "RECEIPT"],
        AcceptedWithTolerance: ["TOLERANCE", "COMMITMENT", "RECEIPT", "ENDING"],
        ToBeCorrected: ["CORRECTION", "RECEIPT", "ENDING"],
    }


def test_what_an_agent_hands_in_stands_on_the_list_too() -> None:
    rows = received_rows(BIRTH, applying(BIRTH, agent=True))

    assert [row.name.zh for row in rows][-2:] == ["授权委托书", "代理人身份证件"]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


def test_of_a_second_visit_only_what_is_new_stands_on_the_list() -> None:
    rows = received_rows(BIRTH, applying(BIRTH), {"household_book"})

    assert [row.name.zh for row in rows] == ["父亲或者母亲的居民户口簿"]
