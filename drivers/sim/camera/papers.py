"""Papers a person might lay under the camera, by name. Names, numbers and stamps on them are nobody's."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from drivers.sim.camera.ink import HAND, RED, Sheet
from drivers.sim.camera.passport import Holder, data_page, holder, open_passport

NAME_SIGNS_MAX = 40
OFFICE = "二连浩特市政务服务局"
_FAMILY, _GIVEN = (
    "李王张刘陈杨赵黄周吴",
    ("娜仁", "志强", "秀英", "建国", "乌兰", "海霞", "巴特尔", "敏", "文杰", "淑兰"),
)
_WHOSE = re.compile(r"(\S+) (\S+) ([0-9]{17}[0-9X])")
_LABELS = ("申请人姓名", "证件类型", "证件号码", "联系电话", "住所地址", "申请事项", "经办人", "受理部门")


@dataclass(frozen=True, slots=True)
class Paper:
    """``picture``: BGR, :data:`drivers.sim.camera.ink.PX_PER_MM` pixels a millimetre."""

    name: str
    width_mm: float
    height_mm: float
    picture: NDArray[np.uint8]


@lru_cache(maxsize=8)
def paper(name: str, seed: int = 0) -> Paper:
    """The paper called ``name``; the same name and seed give the same paper, another seed another person's."""
    title, random = name[:NAME_SIGNS_MAX], _random(name, seed)
    draw = next((draw for word, draw in _KINDS if word in title), _form)
    sheet = draw(title, random)
    return Paper(title, sheet.width_mm, sheet.height_mm, sheet.picture())


def holder_of(name: str, seed: int = 0) -> Holder:
    """Whose passport the paper of this name and seed is."""
    return holder(_random(name, seed))


def _random(name: str, seed: int) -> Random:
    return Random(f"{name}/{seed}")  # noqa: S311  a drawing, no secret


def _person(random: Random) -> str:
    return random.choice(_FAMILY) + random.choice(_GIVEN)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _day(random: Random) -> str:
    return f"2026年{random.randint(1, 11)}月{random.randint(1, 28)}日"


def _form(title: str, random: Random) -> Sheet:
    """An A4 form: title, a table filled in by hand, prose, a signature and a seal."""
    sheet = Sheet(210, 297)
    sheet.text(105, 26, title, min(9.0, 150 / max(1, len(title))), face="bold", anchor="mm")
    said = (
        _person(random), "居民身份证", f"15250119{_digits(random, 9)}X", f"1{_digits(random, 10)}",
        f"二连浩特市{random.choice(('新华', '锡林', '成吉思汗', '团结'))}街{random.randint(1, 99)}号",
        title[:16], _person(random), OFFICE,
    )  # fmt: skip
    for number, (label, answer) in enumerate(zip(_LABELS, said, strict=True)):
        top = 42 + number * 12
        sheet.box(25, top, 40, 12)
        sheet.box(65, top, 120, 12)
        sheet.text(45, top + 6, label, 4, anchor="mm")
        sheet.text(70, top + 6, answer, 4.6, face="serif", ink=HAND, anchor="lm")
    y = sheet.prose(146, random.randint(9, 14), random)
    sheet.text(118, y + 12, f"申请人签名：{said[0]}", 4.4)
    sheet.text(118, y + 22, _day(random), 4.4)
    sheet.stamp(150, y + 20, OFFICE)
    return sheet


def _letter(title: str, random: Random) -> Sheet:
    """An A4 page of prose: a mandate, a commitment, a contract."""
    sheet = Sheet(210, 297)
    sheet.text(105, 30, title, min(10.0, 150 / max(1, len(title))), face="serif", anchor="mm")
    y = 50.0
    for _ in range(random.randint(3, 5)):
        y = sheet.prose(y, random.randint(3, 6), random, left=28, size=4.2) + 4
    sheet.text(110, min(y + 8, 262), f"签名：{_person(random)}　　{_day(random)}", 4.4, ink=HAND, face="serif")
    return sheet


def _certificate(title: str, random: Random) -> Sheet:
    """A page of a certificate: pale ground, a red frame, few words, a seal."""
    sheet = Sheet(260, 185, (250, 240, 226))
    sheet.waves(3.2, (240, 222, 204))
    sheet.box(10, 10, 240, 165, ink=RED)
    sheet.box(12, 12, 236, 161, ink=RED)
    sheet.text(130, 32, title, min(13.0, 180 / max(1, len(title))), face="bold", ink=RED, anchor="mm")
    sheet.text(30, 52, f"蒙（2026）二连浩特市不动产权第{_digits(random, 7)}号", 5)
    facts = ("权利人", "共有情况", "坐落", "不动产单元号", "权利类型", "面积")
    said = (
        _person(random), "单独所有", f"团结街{random.randint(1, 99)}号{random.randint(1, 20)}栋", _digits(random, 16),
        "国有建设用地使用权", f"{random.randint(40, 160)}.{_digits(random, 2)} 平方米",
    )  # fmt: skip
    for number, (label, answer) in enumerate(zip(facts, said, strict=True)):
        sheet.text(30, 68 + number * 15, label, 4.6, face="bold")
        sheet.text(78, 68 + number * 15, answer, 4.6)
        sheet.line(28, 76 + number * 15, 232, 76 + number * 15, ink=(190, 120, 110), width=0.2)
    sheet.stamp(205, 140, OFFICE)
    return sheet


def _card(title: str, random: Random) -> Sheet:
    """The size of a card; a portrait, a number, a pale blue ground. It says that it is a sample.

    Of whoever the paper's name tells (``居民身份证 王示范 152501198003140012``), else of nobody.
    """
    name, street, number = _person(random), random.randint(1, 99), f"15250119491231{_digits(random, 3)}X"
    if whose := _WHOSE.fullmatch(title):
        title, name, number = whose.groups()
    sheet = Sheet(85.6, 54, (226, 236, 242))
    sheet.waves(1.6, (208, 224, 234))
    for line, words in enumerate(told_by_card(name, number)):
        sheet.text(6, 6 + line * 7, words, 3)
    sheet.text(6, 28, f"住址  内蒙古二连浩特市新华街{street}号", 2.6)
    sheet.text(6, 36, f"{title[:8]}（样本）", 2.6, ink=(120, 130, 150))
    sheet.text(6, 45, f"公民身份号码  {number}", 3)
    sheet.head(60, 8, 21)
    return sheet


def told_by_card(name: str, number: str) -> tuple[str, ...]:
    """The first lines of an identity card; sex and day of birth stand in its number (GB 11643)."""
    sex = "男" if int(number[16]) % 2 else "女"
    return f"姓名  {name}", f"性别  {sex}", f"出生  {number[6:10]} 年 {int(number[10:12])} 月 {int(number[12:14])} 日"


def _booklet(title: str, random: Random) -> Sheet:
    """One page of a household booklet."""
    sheet = Sheet(105, 143, (244, 238, 228))
    sheet.text(52, 12, title, min(6.0, 80 / max(1, len(title))), face="bold", anchor="mm")
    for number in range(9):
        sheet.box(8, 22 + number * 11, 44, 11, ink=(120, 90, 80))
        sheet.box(52, 22 + number * 11, 45, 11, ink=(120, 90, 80))
        sheet.text(10, 27 + number * 11, f"{_LABELS[number % len(_LABELS)]}：{_person(random)}", 2.6, anchor="lm")
        sheet.text(54, 27 + number * 11, _digits(random, 12), 2.8, anchor="lm")
    sheet.stamp(78, 122, "二连浩特市公安局", radius=14)
    return sheet


_KINDS: tuple[tuple[str, Callable[[str, Random], Sheet]], ...] = (
    ("身份证复印件", _letter), ("身份证", _card), ("户口", _booklet), ("摊开的护照", open_passport),
    ("护照", data_page), ("房产证", _certificate), ("产权", _certificate), ("执照", _certificate),
    ("许可证", _certificate), ("委托", _letter), ("承诺", _letter), ("合同", _letter), ("证明", _letter),
    ("说明", _letter),
)  # fmt: skip
"""The first word found in a paper's name says how it is drawn; any other name is a form."""
