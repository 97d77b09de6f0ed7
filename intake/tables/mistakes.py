"""What is wrong in the data somebody wrote, said so that they can mend it."""

from msgspec import Struct

MISTAKES_MAX = 200


class Mistake(Struct, frozen=True, order=True):
    """One thing to mend. ``key``: the path in the file, such as ``item[hukou-birth].material[id].class``, or empty."""

    file: str
    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}{': ' if self.key else ''}{self.text}"


class Mistakes(Struct, frozen=True):
    """All that is wrong, at most 200; never empty."""

    told: tuple[Mistake, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.told))


def all_of(found: "list[Mistake]") -> Mistakes:
    """The mistakes in the order they were found, cut at the limit and the cut told."""
    if len(found) <= MISTAKES_MAX:
        return Mistakes(tuple(found))
    rest = Mistake(found[MISTAKES_MAX].file, "", f"and {len(found) - MISTAKES_MAX} more mistakes")
    return Mistakes((*found[:MISTAKES_MAX], rest))
