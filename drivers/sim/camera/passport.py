"""Passports of nobody, open at the page of data, with the two lines a machine reads (ICAO Doc 9303 part 4, TD3)."""

from dataclasses import dataclass
from random import Random

from drivers.sim.camera.ink import Colour, Sheet

WIDTH_MM, PAGE_MM = 125.0, 88.0
_GROUND: Colour = (238, 236, 226)
_WAVES: Colour = (222, 226, 214)
_STATES = ("MNG", "RUS", "KAZ", "KOR", "D<<", "USA", "FRA", "UTO")
_FAMILY = ("BATBAYAR", "GANBOLD", "IVANOVA", "MUELLER", "KIM", "O<CONNOR", "SMITH<JONES", "TSERENDORJ", "ZHUMABAEVA")
_GIVEN = ("DORJ", "OYUNCHIMEG", "SVETLANA<PETROVNA", "HANS<JOERG", "MIN<HO", "QUEENIE<XIA", "ENKHTUYA", "WALTER")
_SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_WORTH = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_PITCH_MM, _LEFT_MM = 2.54, 6.0
_LINES_FROM_FOOT_MM = (14.4, 8.05)
"""Where the signs stand, up from the lower edge: 6.35 mm from line to line."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Of a passport. Days as YYMMDD, names with ``<`` for a blank."""

    state: str
    surname: str
    given_names: str
    number: str
    birth: str
    sex: str
    expiry: str

    @property
    def zone(self) -> tuple[str, str]:
        """The two lines of 44 signs."""
        first = f"P<{self.state}{self.surname}<<{self.given_names}"[:44].ljust(44, "<")
        body = (_checked(self.number), self.state, _checked(self.birth), self.sex, _checked(self.expiry), "<" * 15)
        second = "".join(body)
        return first, second + _digit(second[0:10] + second[13:20] + second[21:43])


def holder(random: Random) -> Holder:
    """Anybody; valid until 2030 or later."""
    return Holder(
        state=random.choice(_STATES),
        surname=random.choice(_FAMILY),
        given_names=random.choice(_GIVEN),
        number="".join(random.choice(_SIGNS) for _ in range(9)),
        birth=_day(random, 50, 99),
        sex=random.choice("MF<"),
        expiry=_day(random, 30, 36),
    )


def data_page(title: str, random: Random) -> Sheet:
    """The page of data alone."""
    sheet = Sheet(WIDTH_MM, PAGE_MM, _GROUND)
    _data(sheet, title, holder(random), 0)
    return sheet


def open_passport(title: str, random: Random) -> Sheet:
    """As it lies open: a page of notes above, the page of data below, the fold between them."""
    sheet = Sheet(WIDTH_MM, 2 * PAGE_MM, _GROUND)
    _data(sheet, title, holder(random), PAGE_MM)
    sheet.text(62, 30, "OBSERVATIONS", 4, anchor="mm")
    for number in range(4):
        sheet.line(20, 42 + number * 9, 105, 42 + number * 9, ink=(150, 150, 140), width=0.2)
    sheet.line(0, PAGE_MM, WIDTH_MM, PAGE_MM, ink=(176, 172, 160), width=0.8)
    return sheet


def _data(sheet: Sheet, title: str, who: Holder, top: float) -> None:
    sheet.waves(2.4, _WAVES)
    sheet.text(8, top + 6, title[:20], 4, face="bold")
    sheet.head(8, top + 14, 32)
    state, names = who.state.strip("<"), (who.surname.replace("<", " "), who.given_names.replace("<", " "))
    days = (_shown(who.birth), who.sex.replace("<", "X"), _shown(who.expiry))
    for number, words in enumerate((f"{state}   {who.number}", *names, *days)):
        sheet.text(48, top + 15 + number * 7.4, words, 3.4)
    for line, from_foot in zip(who.zone, _LINES_FROM_FOOT_MM, strict=True):
        sheet.machine_line(_LEFT_MM, top + PAGE_MM - from_foot, line, _PITCH_MM)


def _shown(day: str) -> str:
    return f"{day[4:]} {day[2:4]} {day[:2]}"


def _day(random: Random, first: int, last: int) -> str:
    return f"{random.randint(first, last):02}{random.randint(1, 12):02}{random.randint(1, 28):02}"


def _checked(field: str) -> str:
    return field + _digit(field)


def _digit(field: str) -> str:
    """Weighted 7, 3, 1 (part 3, 4.9)."""
    return str(sum(_WORTH[sign] * (7, 3, 1)[place % 3] for place, sign in enumerate(field)) % 10)
