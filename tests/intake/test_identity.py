"""Numbers and names as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.identity import credit_code as credit
from intake.identity import resident_id as resident
from intake.identity.case_number import case_number, is_case_number, slipped
from intake.identity.checked import SAID, Checked, Doubt, Trouble
from intake.identity.masking import masked_mobile, masked_name, masked_number
from intake.identity.mobile import mobile
from intake.identity.names import name
from intake.identity.passport import MrzTrouble, Passport, passport

TODAY = date(2026, 11, 23)
# ICAO Doc 9303 part 4, appendix B.
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def numbered(first17: str) -> str:
    return first17 + resident.check_character(first17)


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002X", "11010519491231002x", "110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_a_resident_number_however_it_is_typed(typed: str) -> None:
    assert resident.resident_id(typed, TODAY) == Checked("11010519491231002X")


@pytest.mark.parametrize(
    "first17", ["81000019900101001", "82000019900101001", "83000019900101001", "91115619810803021"]
)
def test_residents_from_elsewhere_are_as_good_as_any(first17: str) -> None:
    assert resident.resident_id(numbered(first17), TODAY) == Checked(numbered(first17))


def test_an_unknown_division_is_only_a_doubt() -> None:
    checked = resident.resident_id(numbered("16010519491231002"), TODAY)

    assert (checked.trouble, checked.doubt) == (None, Doubt.DIVISION_UNKNOWN)


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("", Trouble.EMPTY),
        ("1101051949123100", Trouble.LENGTH),
        ("1" * 5000, Trouble.LENGTH),
        ("1101051949123100AX", Trouble.CHARACTER),
        ("１１010519491231002٣", Trouble.CHARACTER),
        (numbered("11010519490231002"), Trouble.DATE),
        (numbered("11010520261124002"), Trouble.DATE),
        (numbered("11010520990101002"), Trouble.DATE),
        (numbered("11010500010101002"), Trouble.DATE),
        (numbered("11010518751231002"), Trouble.DATE),
        ("110105194912310021", Trouble.CHECK_DIGIT),
    ],
)
def test_a_wrong_resident_number_is_told_by_cause(typed: str, trouble: Trouble) -> None:
    assert resident.resident_id(typed, TODAY).trouble is trouble


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(place: int, added: int) -> None:
    good = "11010519491231002X"
    digit = str((int(good[place]) + added) % 10)

    assert resident.resident_id(good[:place] + digit + good[place + 1 :], TODAY).trouble


@pytest.mark.parametrize("code", ["91350100M000100Y43", "12441500196720244T"])
def test_credit_codes(code: str) -> None:
    assert credit.credit_code(code.lower()) == Checked(code)


@given(st.text(credit.ALPHABET, min_size=17, max_size=17))
def test_the_check_makes_the_weighted_sum_a_multiple_of_31(first17: str) -> None:
    values = map(credit.ALPHABET.index, first17 + credit.check_character(first17))
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)

    assert sum(value * weight for value, weight in zip(values, weights, strict=True)) % 31 == 0


def test_a_registered_code_whose_check_does_not_fit_is_a_doubt_and_no_block() -> None:
    assert credit.credit_code("91350211M0000XUF46") == Checked("91350211M0000XUF46", None, Doubt.CHECK_DIGIT)


def test_letters_that_no_credit_code_has() -> None:
    assert credit.credit_code("91350100I000100Y43").trouble is Trouble.CHARACTER


def test_a_passport_is_read_from_its_zone() -> None:
    assert passport(SPECIMEN, TODAY) == Passport(
        number="L898902C3",
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        issuer="UTO",
        nationality="UTO",
        birth=date(1974, 8, 12),
        sex="F",
        expiry=date(2012, 4, 15),
    )


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ("L898902C3", "L898902C4", MrzTrouble.NUMBER),
        ("740812", "740813", MrzTrouble.BIRTH),
        ("120415", "120416", MrzTrouble.EXPIRY),
        ("ZE184226B", "ZE184226C", MrzTrouble.OPTIONAL),
        ("<<10", "<<11", MrzTrouble.WHOLE),
        ("P<UTO", "V<UTO", MrzTrouble.KIND),
        ("ANNA", "ANN", MrzTrouble.LENGTH),
        ("ANNA", "安安安安", MrzTrouble.CHARACTER),
    ],
)
def test_a_slip_in_the_zone_is_told_by_its_part(old: str, new: str, trouble: MrzTrouble) -> None:
    assert passport(SPECIMEN.replace(old, new), TODAY) is trouble


@given(st.text("PUTO<0123456789", min_size=88, max_size=88))
def test_no_zone_breaks_the_reader(zone: str) -> None:
    assert isinstance(passport(zone, TODAY), Passport | MrzTrouble)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张三", "张三"),
        (" 张 三 ", "张三"),
        ("𠮷田", "𠮷田"),
        ("𱁬龘", "𱁬龘"),
        ("阿卜杜热西提•买买提", "阿卜杜热西提·买买提"),
        ("Anna  Maria", "Anna Maria"),
        ("Бат-Эрдэнэ Дорж", "Бат-Эрдэнэ Дорж"),
        ("ᠪᠠᠭᠠᠲᠤᠷ", "ᠪᠠᠭᠠᠲᠤᠷ"),
        ("买" * 40, "买" * 40),
    ],
)
def test_names_of_all_kinds(typed: str, kept: str) -> None:
    assert name(typed) == Checked(kept)


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("", Trouble.EMPTY),
        ("买" * 41, Trouble.LENGTH),
        ("张3", Trouble.CHARACTER),
        ("😀", Trouble.CHARACTER),
        ("·张", Trouble.CHARACTER),
        ("张\x00三", Trouble.CHARACTER),
    ],
)
def test_what_is_no_name(typed: str, trouble: Trouble) -> None:
    assert name(typed).trouble is trouble


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("138 0013 8000", None),
        ("+86 138-0013-8000", None),
        ("12800138000", Trouble.CHARACTER),
        ("1380013800", Trouble.LENGTH),
        ("1380013800a", Trouble.CHARACTER),
        ("", Trouble.EMPTY),
    ],
)
def test_mobile_numbers(typed: str, trouble: Trouble | None) -> None:
    assert mobile(typed).trouble is trouble


def test_every_trouble_has_words() -> None:
    assert set(SAID) == set(Trouble)


def test_screens_and_sms_show_masked_names_and_numbers() -> None:
    assert list(map(masked_name, ["", "张", "张三", "欧阳娜娜", "阿卜杜·买买提", "Anna Maria"])) == [
        "",
        "*",
        "*三",
        "***娜",
        "阿**",
        "A**",
    ]
    assert masked_number("11010519491231002X") == "**************002X"
    assert masked_mobile("13800138000") == "138****8000"


@given(st.text(min_size=2, max_size=60))
def test_masking_always_hides_most(text: str) -> None:
    shown = masked_number(text)

    assert len(shown) == len(text)
    assert shown.startswith("*" * (len(text) - len(text) // 3))


def test_the_short_number_people_say_at_the_counter() -> None:
    assert case_number("E", TODAY, 42) == "E26112300423"
    assert is_case_number(" e2611 2300 423")
    assert not is_case_number("E26112300424")
    assert slipped("E26112300424")
    assert not slipped("152501202611230000042"), (
        "the province forms its numbers otherwise, and no rule of ours judges them"
    )
    with pytest.raises(ValueError, match="sequence 10000"):
        case_number("E", TODAY, 10_000)


@given(st.integers(1, 9999), st.integers(1, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_case_number_never_passes(sequence: int, place: int, added: int) -> None:
    good = case_number("E", TODAY, sequence)
    digit = str((int(good[place]) + added) % 10)

    wrong = good[:place] + digit + good[place + 1 :]
    assert (is_case_number(wrong), slipped(wrong)) == (False, True)
