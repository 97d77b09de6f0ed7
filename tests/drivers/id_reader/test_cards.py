"""What stands on cards of each kind, and what is never guessed at."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.id_reader.card import CardKind, IdCard, card_of
from drivers.sim.sam_card import Card

LI = Card("li", "resident", "李样例", "11010519491231002X", "01", "示例街1号", "二连浩特市公安局", "20120608", "长期")


def read(card: Card) -> IdCard:
    done = card_of(card.text())
    assert done is not None
    return done


def test_a_resident_card_says_who_it_is() -> None:
    card = read(LI)

    assert (card.kind, card.name, card.number) == (CardKind.RESIDENT, "李样例", "11010519491231002X")
    assert (card.sex, card.nation, card.birth) == (2, "01", date(1949, 12, 31))
    assert (card.address, card.valid_from, card.valid_to) == ("示例街1号", date(2012, 6, 8), None)


def test_a_card_that_ends_has_a_last_day() -> None:
    assert read(replace(LI, valid_to="20320608")).valid_to == date(2032, 6, 8)


def test_a_residence_permit_of_hong_kong_macau_or_taiwan_is_known_as_one() -> None:
    permit = replace(LI, kind="hmt", number="810000199408230021", nation="", pass_number="H00000001")

    assert read(permit).kind is CardKind.HMT
    assert read(permit).number == "810000199408230021"


@pytest.mark.parametrize("kind", ["foreign", "unknown"])
def test_a_card_of_another_kind_is_unsupported_and_nothing_is_guessed(kind: str) -> None:
    card = read(replace(LI, kind=kind))  # type: ignore[arg-type]

    assert card == IdCard(CardKind.UNSUPPORTED)


@pytest.mark.parametrize(
    ("name", "on_the_card"),
    [
        ("孛儿只斤·巴图孟和", "孛儿只斤·巴图孟和"),
        ("𠮷𣲗样", "𠮷𣲗样"),
        ("阿卜杜热西提·买买提伊明·吐尔逊江", "阿卜杜热西提·买买提伊明·吐尔"),
        ("一二三四五六七八九十一二三四𠮷", "一二三四五六七八九十一二三四"),
    ],
)
def test_names_are_as_long_as_the_card_and_never_half_a_character(name: str, on_the_card: str) -> None:
    assert read(replace(LI, name=name)).name == on_the_card


@pytest.mark.parametrize(
    "wrong",
    [
        replace(LI, name=""),
        replace(LI, number="110105194902300021"),
        replace(LI, valid_to="20321399"),
        replace(LI, valid_from="        "),
        replace(LI, valid_to="短期"),
    ],
)
def test_a_card_whose_fields_make_no_sense_is_no_card(wrong: Card) -> None:
    assert card_of(wrong.text()) is None


def test_nothing_of_a_card_shows_but_its_kind() -> None:
    assert repr(read(LI)) == "IdCard(kind=<CardKind.RESIDENT: 'resident'>)"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_card_or_none(text: bytes) -> None:
    card_of(text)


@given(st.binary(min_size=248, max_size=248))
def test_any_text_with_a_known_flag_is_a_card_or_none(text: bytes) -> None:
    card_of(text + b" \0 \0 \0 \0")
