"""Write ``kiosk/devices/rare.txt``, how rare characters are read, out of Unihan: ``python -m setup.characters``.

Needed only when Unihan or the fonts change, with Debian's ``unicode-data`` installed. Characters of GB 2312 are in
``config/catalogue/pinyin.txt`` and left out, and so is what the kiosk's font cannot show.
"""

import argparse
import bz2
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

UNIHAN = Path("/usr/share/unicode")
FONT = Path("var/fonts/NotoSansSC-Regular.otf")
TARGET = Path("kiosk/devices/rare.txt")
EVERYDAY = "gb2312"
FIRST_COMMON = "\u4e00"
"""What Unicode has before it, extension A, is rarer than what comes after."""
HEAD = """# syllable, characters read so first, characters read so besides; the likelier in a name first.
# Made by setup/characters.py from Unihan (kMandarin, kTGHZ2013, kXHC1983, kTGH, kSimplifiedVariant) of Unicode 15.0,
# Copyright 1991-2022 Unicode, Inc., under the Unicode licence (unicode.org/license.html).
"""
TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}

Readings = dict[str, list[str]]


def main() -> int:
    """Write the table; 0, or 2 when there is no Unihan or font."""
    parser = argparse.ArgumentParser(prog="python -m setup.characters", description=__doc__)
    parser.add_argument("--unihan", type=Path, default=UNIHAN)
    parser.add_argument("--font", type=Path, default=FONT)
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    if not (options.font.exists() and (options.unihan / "Unihan_Readings.txt.bz2").exists()):
        sys.stderr.write(f"no font {options.font} (make setup), or no Unihan in {options.unihan} (unicode-data)\n")
        return 2
    shown = set(map(chr, TTFont(options.font).getBestCmap()))
    listed = {sign for sign, _ in unihan(options.unihan / "Unihan_OtherMappings.txt.bz2", "kTGH")}
    told = {sign for sign, _ in unihan(options.unihan / "Unihan_Readings.txt.bz2", "kXHC1983")}
    written = unihan(options.unihan / "Unihan_Variants.txt.bz2", "kSimplifiedVariant")
    told -= {sign for sign, simple in written if everyday(chr(int(simple.split()[0][2:], 16)))}
    read = readings(options.unihan / "Unihan_Readings.txt.bz2")
    rare = {sign: ways for sign, ways in read.items() if sign in shown and not everyday(sign)}
    options.target.write_text(HEAD + "".join(lines(rare, (listed, told))), encoding="utf-8")
    return 0


def unihan(path: Path, *fields: str) -> Iterator[tuple[str, str]]:
    """Character and value of each line of these fields."""
    with bz2.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            code, *rest = line.rstrip("\n").split("\t")
            if code.startswith("U+") and rest[0] in fields:
                yield chr(int(code[2:], 16)), rest[1]


def readings(path: Path) -> Readings:
    """Character to its syllables, the customary one first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for field in ("kMandarin", "kTGHZ2013", "kXHC1983"):
        for sign, value in unihan(path, field):
            said = (way for place in value.split() for way in place.rpartition(":")[2].split(","))
            found[sign] += [one for one in map(syllable, said) if one.isascii() and one not in found[sign]]
    return found


def syllable(said: str) -> str:
    """``lǚ`` is lv, as on keyboards."""
    plain = "".join(one for one in unicodedata.normalize("NFD", said) if one not in TONES)
    return unicodedata.normalize("NFC", plain).replace("ü", "v").replace("ê", "e")


def everyday(sign: str) -> bool:
    """Whether it is one of the 6,763 characters every table has."""
    try:
        return len(sign.encode(EVERYDAY)) > 1
    except UnicodeEncodeError:
        return False


def lines(rare: Readings, likely: tuple[set[str], ...]) -> Iterator[str]:
    """One line a syllable; first what is ``likely`` in a name: of the list 通用规范汉字表, of the dictionary."""
    order = sorted(rare, key=lambda sign: (*(sign not in one for one in likely), sign < FIRST_COMMON, sign))
    for one in sorted({way for ways in rare.values() for way in ways}):
        first = "".join(sign for sign in order if rare[sign][0] == one)
        besides = "".join(sign for sign in order if one in rare[sign][1:])
        yield f"{one} {first or '-'} {besides}".rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
