"""The catalogue that is shipped, and what is told to somebody who makes a mistake in one."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.catalogue.load import Catalogue, load_catalogue
from intake.tables.mistakes import Mistakes
from tests.intake.story import TODAY, catalogue, texts

SHIPPED = texts("*.toml")
SHOP = "market.toml"
QY = "item[SC-QY-01]"
NOW = 3
"""The version of the first item of the transport bureau."""


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The shipped catalogue with one slip in it."""
    assert old in SHIPPED[file], f"{file} no longer says {old!r}"
    return SHIPPED | {file: SHIPPED[file].replace(old, new, 1)}


def again(valid_from: str) -> str:
    """The first item of the transport bureau as its next version."""
    first = SHIPPED["transport.toml"].split("[[item]]")[1]
    now, then = f"version = {NOW}\nvalid_from = 2026-01-01", f"version = {NOW + 1}\nvalid_from = {valid_from}"
    return "[[item]]" + first.replace(now, then)


def told(files: dict[str, str]) -> dict[str, str]:
    """Key to text of every mistake."""
    loaded = load_catalogue(files)
    assert isinstance(loaded, Mistakes)
    return {one.key: one.text for one in loaded.told}


def test_what_is_shipped_is_a_county_level_citys_catalogue() -> None:
    items = catalogue().items
    joint = [one for one in items if one.joint]

    assert len(items) >= 30
    assert len({one.department for one in items}) >= 8
    assert len(joint) >= 3
    assert {one.decided for one in items} == {"kiosk", "clerk"}
    assert all(one.name_en and one.basis for one in items)


def test_every_shelf_has_something_on_it() -> None:
    assert {one.theme for one in catalogue().items} == set(catalogue().themes)
    assert {event for one in catalogue().items for event in one.life_events} == set(catalogue().life_events)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "says"),
    [
        (SHOP, "legal_days = 6", 'legal_days = "six"', f"{QY}.legal_days", "a whole number from 0 to 400"),
        (SHOP, "legal_days = 6", "legal_dais = 6", f"{QY}.legal_dais", "unknown key; allowed: code"),
        (SHOP, "legal_days = 6\n", "", f"{QY}.legal_days", "missing; allowed: a whole number"),
        (
            SHOP,
            'theme = "business"',
            'theme = "busines"',
            f"{QY}.theme",
            "busines is unknown",
        ),
        (SHOP, "promised_days = 2", "promised_days = 7", f"{QY}.promised_days", "over the legal limit of 6"),
        (
            SHOP,
            "tolerated_days = 2",
            "tolerated_days = 3",
            f"{QY}.material[appointments].tolerated_days",
            "1 to",
        ),
        (SHOP, ', class = "secondary"', "", f"{QY}.material[appointments].tolerable", "only a secondary"),
        (SHOP, 'lead = "market"', 'lead = "land"', f"{QY}.joint.lead", "allowed: market, police"),
        (SHOP, '"fund"]', '"fond"]', f"{QY}.joint.departments", "fond is unknown"),
        (SHOP, 'code = "SC-GT-01"', 'code = "SC-QY-01"', QY, "told twice as version 3"),
        (SHOP, 'one_of = ["own"]', 'one_of = ["owned"]', f"{QY}.material[own_proof].when", "own, rented"),
        (
            SHOP,
            'key = "premises", one_of',
            'key = "premise", one_of',
            f"{QY}.material[own_proof].when",
            "premises",
        ),
        (
            SHOP,
            'class = "secondary"',
            'class = "minor"',
            f"{QY}.material[appointments].class",
            "main, secondary",
        ),
        (SHOP, 'kind = "number"', 'kind = "money"', f"{QY}.field[capital].kind", "resident_id"),
        (SHOP, 'key = "capital"', 'key = "company_name"', f"{QY}.field[company_name]", "told twice"),
        (SHOP, "valid_from = 2026-01-01", 'valid_from = "now"', f"{QY}.valid_from", "a date such as"),
        (
            "labour.toml",
            'not_after = "today"',
            'not_after = "soon"',
            "item[RS-JY-01].field[ended_on].not_after",
            "today",
        ),
        (
            SHOP,
            'result = "营业执照、公章',
            'decided = "kiosk"\nresult = "营业执照、公章',
            f"{QY}.decided",
            "by a clerk",
        ),
        (SHOP, 'department = "market"', 'department = "land"', f"{QY}.department", "must be the lead"),
        (SHOP, "least = 1, most = 100000000000", "least = 9, most = 8", f"{QY}.field[capital].least", "over most, 8"),
        (
            SHOP,
            'name = "公司章程"',
            'originals = 0, name = "公司章程"',
            f"{QY}.material[articles].originals",
            "at least one",
        ),
        (
            SHOP,
            'name = "公司章程"',
            'tolerated_days = 1, name = "公司章程"',
            f"{QY}.material[articles].tolerated_days",
            "no",
        ),
        (SHOP, 'kind = "choice", ', "", f"{QY}.field[premises].choice", "belongs to the kind choice"),
        (
            "civil.toml",
            'not_after = "today", prefill = "birth"',
            'not_after = "today", prefill = "address"',
            "item[MZ-YL-01].field[birth].prefill",
            "address does not fit the kind date; allowed: text",
        ),
        ("health.toml", 'key = "male"', 'key = "man"', "item[WJ-YS-01].field[sex].choice", "male, female"),
        ("departments.toml", 'key = "civil"', 'key = "police"', "department[police]", "told twice"),
    ],
)
def test_a_slip_is_told_with_its_key_and_what_is_allowed(file: str, old: str, new: str, key: str, says: str) -> None:
    assert says in told(changed(file, old, new))[key]


def test_an_item_without_a_main_material_would_tolerate_everything_and_is_told() -> None:
    card = 'key = "identity", name = "居民身份证"'
    files = changed("land.toml", card, f'class = "secondary", {card}')

    assert "none is main" in told(files)["item[ZR-BDC-02].material"]


def test_all_slips_are_told_at_once() -> None:
    files = changed(SHOP, "legal_days = 6", "legal_days = -1") | {"labour.toml": "item = 7", "odd.toml": "= ="}

    mistakes = load_catalogue(files)

    assert isinstance(mistakes, Mistakes)
    assert {one.file for one in mistakes.told} == {SHOP, "labour.toml", "odd.toml"}


def test_a_newer_version_is_used_from_its_day_on_and_the_old_one_stays_for_open_cases() -> None:
    newer = again("2027-01-01")
    loaded = load_catalogue(SHIPPED | {"transport-2027.toml": newer})

    assert isinstance(loaded, Catalogue)
    assert loaded.in_force(TODAY)["JT-HY-01"].version == NOW
    assert loaded.in_force(date(2027, 1, 1))["JT-HY-01"].version == NOW + 1
    assert loaded.version("JT-HY-01", NOW)
    assert loaded.version("JT-HY-01", NOW + 2) is None


def test_a_later_version_cannot_be_valid_earlier() -> None:
    older = again("2025-01-01")

    assert "later version" in told(SHIPPED | {"z.toml": older})["item[JT-HY-01].valid_from"]


def test_a_file_that_is_too_long_or_too_deep_is_told() -> None:
    assert "over" in told({"long.toml": "#" * 1_100_000})[""]
    assert "nested" in told({"deep.toml": "a = " + "[" * 20_000})[""]


PIECES = ["", "\n", '"', "1", "[", "]]", "}", "= 99999999999999999999", "true", "\x00", "[[item]]\n", "'''"]


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(SHIPPED)))
@settings(max_examples=150, deadline=None)
def test_whatever_happens_to_a_file_it_is_loaded_or_told(chance: random.Random, file: str) -> None:
    text = SHIPPED[file]
    start = chance.randrange(len(text))
    piece = chance.choice(
        ["", "\n", '"', "1", "[", "]]", "}", "= 99999999999999999999", "true", "\x00", "[[item]]\n", "'''"]
    )
    spoilt = text[:start] + piece + text[start + chance.choice([0, 1, 1, 5, 40]) :]

    loaded = load_catalogue({name: SHIPPED[name] for name in ("civil.toml", "departments.toml")} | {file: spoilt})

    assert isinstance(loaded, Catalogue) or loaded.told
