"""Identity cards of people who do not exist, as the bytes on them (HARDWARE 3.1)."""

from dataclasses import dataclass
from typing import Literal

TEXT_BYTES = 256
PHOTO = bytes(range(256)) * 4
"""A photo nobody is on."""

Kind = Literal["resident", "hmt", "foreign", "unknown"]
_FLAGS: dict[Kind, str] = {"resident": " ", "hmt": "J", "foreign": "I", "unknown": "Y"}


@dataclass(frozen=True, slots=True)
class Card:
    """One card. Sex and day of birth are those of the number, as on a real one."""

    id: str
    kind: Kind
    name: str
    number: str
    nation: str
    address: str
    issuer: str
    valid_from: str
    valid_to: str
    pass_number: str = ""

    def text(self) -> bytes:
        """The 256 bytes. What does not fit its field is cut, in the middle of a character if need be."""
        sex = "1" if int(self.number[16]) % 2 else "2"
        first = _field(self.name, 30) + sex.encode("utf-16-le") + _field(self.nation, 4)
        first += _field(self.number[6:14], 16) + _field(self.address, 70) + _field(self.number, 36)
        second = _field(self.issuer, 30) + _field(self.valid_from, 16) + _field(self.valid_to, 16)
        third = _field(self.pass_number, 18) + _field("01" if self.pass_number else "", 4) + _field("", 6)
        return first + second + third + _field(_FLAGS[self.kind], 2) + _field("", 6)


def _field(text: str, size: int) -> bytes:
    return (text.encode("utf-16-le") + " ".encode("utf-16-le") * size)[:size]
