"""Somebody stands at the screen and types what they came for."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from intake.catalogue.item import Item
from intake.catalogue.readings import Readings, read_table
from intake.catalogue.search import Index, Shelves, index, search
from tests.intake.story import ROOT, TODAY, catalogue

READINGS = read_table((ROOT / "pinyin.txt").read_text(encoding="utf-8"))
ITEMS = tuple(catalogue().in_force(TODAY).values())
INDEX = index(catalogue(), ITEMS, READINGS)


def best(query: str) -> str:
    return next((one.name for one in search(INDEX, query)), "nothing")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("csdj", "出生登记（申报户口）"),
        ("chushengdengji", "出生登记（申报户口）"),
        ("chusheng", "新生儿出生“一件事”"),
        ("xinshenger", "新生儿出生“一件事”"),
        ("bhz", "普通护照签发"),
        ("护照", "普通护照签发"),
        ("HUZHAO", "普通护照签发"),
        ("passport", "普通护照签发"),
        ("身份证 补领", "居民身份证换领、补领"),
        ("二手房", "不动产转移登记（存量房买卖）"),
        ("开饭店", "开办餐饮店“一件事”"),
        ("kfd", "开办餐饮店“一件事”"),
        ("GA-CRJ-02", "边境地区出入境通行证（中蒙）签发"),
        ("xyzzy", "nothing"),
        ("护照 食品", "nothing"),
    ],
)
def test_initials_pinyin_words_and_other_names(typed: str, name: str) -> None:
    assert best(typed) == name


def test_a_name_that_begins_so_comes_before_one_that_holds_it() -> None:
    names = [one.name for one in search(INDEX, "食品")]

    assert names[0].startswith("食品")


def test_characters_with_several_readings_are_found_by_each() -> None:
    twice = Readings(READINGS.of | {"重": ("zhong", "chong"), "庆": ("qing",)})
    here = replace(ITEMS[0], code="cq", name="重庆登记", aliases=())
    found_in = index(catalogue(), [here], twice)

    assert search(found_in, "zhongqing") == search(found_in, "chongq") == [here]


def test_shelves_hold_the_most_used_first() -> None:
    on_birth = search(INDEX, "", Shelves(life_event="birth"))

    assert {"出生登记（申报户口）", "新生儿出生“一件事”", "生育津贴支付"} <= {one.name for one in on_birth}
    assert [one.popular for one in on_birth] == sorted((one.popular for one in on_birth), reverse=True)
    assert all("birth" in one.life_events for one in on_birth)


def test_a_joint_item_stands_on_the_shelf_of_every_department_in_it() -> None:
    assert "新生儿出生“一件事”" in [one.name for one in search(INDEX, "", Shelves(department="police"))]


def test_words_and_shelves_go_together() -> None:
    found = search(INDEX, "dj", Shelves(theme="home"))

    assert found
    assert {one.theme for one in found} == {"home"}


@given(st.text(max_size=80), st.integers(0, 500))
def test_nothing_typed_breaks_the_search(typed: str, most: int) -> None:
    assert len(search(INDEX, typed, most=most)) <= min(most, len(ITEMS))


@given(st.sampled_from(ITEMS), st.data())
def test_every_beginning_of_a_name_finds_it(wanted: Item, data: st.DataObject) -> None:
    plain = "".join(filter(str.isalnum, wanted.name))
    typed = plain[: data.draw(st.integers(1, len(plain)))]

    assert wanted in search(INDEX, typed, most=200)


def of_two_thousand() -> Index:
    many = [replace(ITEMS[n % len(ITEMS)], code=f"N-{n}") for n in range(2000)]
    return index(catalogue(), many, READINGS)


def test_two_thousand_items_answer_each_key_in_ten_milliseconds() -> None:
    found_in = of_two_thousand()
    typed = "chushengdengji"

    def fastest_ms(query: str) -> float:
        times = []
        for _ in range(5):
            start = perf_counter()
            search(found_in, query)
            times.append(perf_counter() - start)
        return min(times) * 1000

    assert max(fastest_ms(typed[:length]) for length in range(1, len(typed) + 1)) < 10
