"""Octets as 3GPP TS 23.040 has them. The encoder is held against a published vector and another's decoder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.modem.pdu import Delivery, Report, international, read_report, split, submits
from drivers.sim.modem_pdu import read_submit, report


def test_the_known_vector_byte_for_byte() -> None:
    [only] = submits("8613800138000", "短消息测试", joint=7)

    assert only.hex == "0021000D91683108108300F000080A77ED6D88606F6D4B8BD5"
    assert only.octets == 24


def test_70_characters_go_as_one_and_71_as_67_and_4() -> None:
    assert list(map(len, split("取" * 70))) == [70]
    assert list(map(len, split("取" * 71))) == [67, 4]
    assert list(map(len, split("取" * 201))) == [67, 67, 67]


def test_a_part_of_several_carries_the_header_that_joins_them() -> None:
    first, second = submits("8613800138000", "取" * 71, joint=0xA5)

    assert first.hex.startswith("0061000D91683108108300F000088C050003A50201")
    assert first.octets == 154
    assert second.hex.startswith("0061000D91683108108300F000080E050003A50202")


def test_a_character_of_two_units_is_never_torn_between_parts() -> None:
    parts = split("办" * 66 + "😀" + "结" * 10)

    assert parts[0] == "办" * 66
    assert parts[1].startswith("😀")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=600), st.integers(0, 255))
def test_whatever_the_text_the_network_reads_the_same(text: str, joint: int) -> None:
    parts = [read_submit(part.octets, part.hex) for part in submits("8613800138000", text, joint)]

    assert "".join(part.text for part in parts) == text
    assert {part.to for part in parts} == {"+8613800138000"}
    assert all(part.wants_report for part in parts)
    assert len(parts) == 1 or [part.joint for part in parts] == [
        (joint, len(parts), number) for number in range(1, len(parts) + 1)
    ]


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("13800138000", "8613800138000"),
        ("+8613800138000", "8613800138000"),
        ("+97699112233", "97699112233"),
        ("+861083326688", None),  # a desk telephone gets no SMS
        ("12800138000", None),
        ("1380013800", None),
        ("138001380001", None),
        ("１３８００１３８０００", None),
        ("13800138000\n", None),
        ("+0123456789", None),
        ("tel:13800138000", None),
        ("", None),
    ],
)
def test_which_numbers_can_get_an_sms(phone: str, digits: str | None) -> None:
    assert international(phone) == digits


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        (0x00, Delivery.DELIVERED),
        (0x01, Delivery.TRYING),
        (0x30, Delivery.TRYING),
        (0x46, Delivery.FAILED),
        (0x60, Delivery.FAILED),
    ],
)
def test_a_report_names_its_part_and_tells_what_became_of_it(status: int, delivery: Delivery) -> None:
    _, line = report(201, "+8613800138000", status)

    assert read_report(line) == Report(201, "+8613800138000", delivery, status)


def test_a_report_as_3gpp_writes_it_by_hand() -> None:
    line = "0891683108200105F0062A0D91683108108300F0621132210000236211322110002300"

    assert read_report(line) == Report(42, "+8613800138000", Delivery.DELIVERED, 0)


@given(st.binary(max_size=200))
def test_no_octets_upset_the_reader_of_reports(octets: bytes) -> None:
    read_report(octets.hex())


@pytest.mark.parametrize("line", ["", "zz", "00", "0021000D91683108108300F000080A77ED6D88606F6D4B8BD5", "ff"])
def test_what_is_no_report_is_none(line: str) -> None:
    assert read_report(line) is None
