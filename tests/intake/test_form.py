"""A form is filled in, and everything that is not right is told at once."""

import pytest
from msgspec.structs import replace

from intake.catalogue.item import Choice, Field, FieldKind, Item, When
from intake.form.asked import Answers, settled
from intake.form.check import form_gaps
from intake.gap import Cause
from intake.remedies import TEXTS
from tests.intake.story import TODAY, item

BLANK = replace(item("MZ-YL-01"), condition=(), field=())


def causes(wanted: Item, answers: Answers) -> list[tuple[str, Cause]]:
    return [(gap.key, gap.cause) for gap in form_gaps(wanted, answers, settled(wanted, answers), TODAY)]


def of(*fields: Field) -> Item:
    return replace(BLANK, field=fields)


def field(kind: FieldKind) -> Field:
    choice = (Choice(key="sheep", label="羊"),) if kind == "choice" else ()
    return Field(key="x", label="项目", kind=kind, choice=choice, length_max=10, least=1, most=300)


@pytest.mark.parametrize(
    ("kind", "value", "cause"),
    [
        ("text", "前进路", None),
        ("text", "路" * 11, Cause.TOO_LONG),
        ("text", "路" * 5000, Cause.TOO_LONG),
        ("text", "a\x07b", Cause.CHARACTER),
        ("text", "   ", Cause.EMPTY),
        ("name", "巴特尔", None),
        ("name", "巴2", Cause.CHARACTER),
        ("resident_id", "11010519491231002X", None),
        ("resident_id", "110105194912310020", Cause.NUMBER_CHECK),
        ("resident_id", "11010519490231002X", Cause.NUMBER_DATE),
        ("credit_code", "91350211M0000XUF46", None),
        ("credit_code", "9135", Cause.NUMBER_LENGTH),
        ("passport", "E12345678", None),
        ("passport", "E-1", Cause.CHARACTER),
        ("mobile", "138 0013 8000", None),
        ("mobile", "12345678901", Cause.CHARACTER),
        ("number", "300", None),
        ("number", "301", Cause.OUT_OF_RANGE),
        ("number", "3.5", Cause.NO_NUMBER),
        ("number", "９", Cause.NO_NUMBER),
        ("number", "9" * 30, Cause.NO_NUMBER),
        ("choice", "sheep", None),
        ("choice", "wolf", Cause.NO_CHOICE),
        ("yes_no", "yes", None),
        ("yes_no", "maybe", Cause.NO_CHOICE),
        ("date", "2026-11-23", None),
        ("date", "2026-02-30", Cause.NO_DATE),
        ("date", "20261123", Cause.NO_DATE),
    ],
)
def test_each_kind_of_field_has_its_rules(kind: FieldKind, value: str, cause: Cause | None) -> None:
    assert causes(of(field(kind)), {"x": value}) == ([("x", cause)] if cause else [])


def test_an_optional_field_may_stay_empty_but_not_be_wrong() -> None:
    wanted = of(replace(field("mobile"), required=False))

    assert causes(wanted, {}) == []
    assert causes(wanted, {"x": "1"}) == [("x", Cause.NUMBER_LENGTH)]


@pytest.mark.parametrize(
    ("admitted", "discharged", "told"),
    [
        ("2026-11-01", "2026-11-09", []),
        ("2026-11-09", "2026-11-09", []),
        ("2026-11-10", "2026-11-09", [("out_on", Cause.TOO_EARLY)]),
        ("2026-11-24", "2026-11-25", [("in_on", Cause.TOO_LATE), ("out_on", Cause.TOO_LATE)]),
        ("", "2026-11-09", [("in_on", Cause.EMPTY)]),
        ("garbage", "2026-11-25", [("in_on", Cause.NO_DATE), ("out_on", Cause.TOO_LATE)]),
    ],
)
def test_dates_are_held_against_today_and_each_other(
    admitted: str, discharged: str, told: list[tuple[str, Cause]]
) -> None:
    answers = {"in_on": admitted, "out_on": discharged, "accident": "no"}

    assert causes(item("YB-BX-01"), answers) == told


ANIMALS = of(
    Field(key="animals", label="是否养畜", kind="yes_no"),
    Field(
        key="species",
        label="畜种",
        kind="choice",
        choice=(Choice(key="sheep", label="羊"), Choice(key="camel", label="骆驼")),
        when=(When(key="animals", one_of=("yes",)),),
    ),
    Field(key="humps", label="峰数", kind="number", when=(When(key="species", one_of=("camel",)),)),
)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"animals": "no"}, []),
        ({"animals": "no", "species": "camel", "humps": "x"}, []),
        ({"animals": "yes"}, ["species", "humps"]),
        ({"animals": "yes", "species": "sheep"}, []),
        ({"animals": "yes", "species": "camel"}, ["humps"]),
        ({}, ["animals", "species", "humps"]),
        ({"species": "sheep"}, ["animals", "humps"]),
    ],
)
def test_only_what_these_answers_lead_to_is_asked(answers: dict[str, str], asked: list[str]) -> None:
    assert [key for key, _ in causes(ANIMALS, answers)] == asked


def test_what_may_still_be_needed_is_told_as_such() -> None:
    gaps = list(form_gaps(ANIMALS, {"animals": "yes"}, settled(ANIMALS, {"animals": "yes"}), TODAY))

    assert [gap.perhaps for gap in gaps] == [False, True]
    assert "视您对其他问题的回答而定" in gaps[1].remedy.zh


def test_every_cause_has_its_words() -> None:
    assert set(Cause) - set(TEXTS) == {Cause.APPLICANT_KIND, Cause.CONDITION_FAILED}
