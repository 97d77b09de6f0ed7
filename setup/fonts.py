"""Take the Simplified Chinese faces out of Debian's Noto Sans CJK collections.

Kivy opens face 0 of a collection, and that one is Japanese: the same characters in other forms, which readers in China
take for mistakes. So each weight's SC face is written as a font of its own.
"""

import argparse
import sys
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = Path("var/fonts")
WEIGHTS = ("Regular", "Bold")
_FAMILY = 1  # name id, OpenType "name" table


def main() -> int:
    """Write ``NotoSansSC-Regular.otf`` and ``-Bold.otf``; 0, or 2 when the collections are not installed."""
    parser = argparse.ArgumentParser(prog="python -m setup.fonts", description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    for weight in WEIGHTS:
        collection = options.source / f"NotoSansCJK-{weight}.ttc"
        if not collection.exists():
            sys.stderr.write(f"{collection} is missing: install the Debian package fonts-noto-cjk\n")
            return 2
        extract(collection, options.target / f"NotoSansSC-{weight}.otf")
    return 0


def extract(collection: Path, target: Path) -> None:
    """Write the SC face of ``collection`` to ``target``; a half-written file never stands under that name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with TTCollection(collection, lazy=True) as faces:
        simplified(faces).save(unfinished)
    unfinished.replace(target)


def simplified(faces: TTCollection) -> TTFont:
    """The face whose family ends in SC. :raises LookupError: there is none."""
    for face in faces:
        if str(face["name"].getDebugName(_FAMILY)).endswith(" SC"):
            return face
    raise LookupError("the collection has no Simplified Chinese face")


if __name__ == "__main__":
    sys.exit(main())
