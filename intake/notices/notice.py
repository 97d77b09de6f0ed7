"""What a notice holds, whatever it is printed on."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from intake.said import Said
from intake.signature import Signature


class Kind(StrEnum):
    """The papers an applicant takes home. The letter stands in the QR code."""

    ACCEPTANCE = "A"
    CORRECTION = "C"
    TOLERANCE = "T"
    COMMITMENT = "P"
    NON_ACCEPTANCE = "N"
    RECEIPT = "R"
    ENDING = "E"


TITLES: dict[Kind, tuple[Said, str]] = {
    Kind.ACCEPTANCE: (Said("受理通知书", "Notice of acceptance"), "受"),
    Kind.CORRECTION: (Said("材料补正通知书", "Notice of correction"), "补"),
    Kind.TOLERANCE: (Said("容缺受理通知书", "Notice of acceptance with tolerated deficiency"), "容"),
    Kind.COMMITMENT: (Said("容缺受理承诺书", "Commitment"), "诺"),
    Kind.NON_ACCEPTANCE: (Said("不予受理通知书", "Notice of non-acceptance"), "不"),
    Kind.RECEIPT: (Said("材料接收凭证", "Receipt of materials"), "收"),
    Kind.ENDING: (Said("终止办理通知书", "Notice that the case has ended"), "终"),
}
"""Title, and the character in the notice's number."""

OF_THE_OFFICE = frozenset(Kind) - {Kind.COMMITMENT}
"""Papers the hall answers for, with its name, day and seal; a commitment is the applicant's own."""


class Office(Struct, frozen=True, kw_only=True):
    """Who issues it. ``short`` begins the numbers (二政服); ``review_body`` and ``court`` hear appeals.

    ``seal_at``: the window that seals a paper of a machine, for whom the code is not enough.
    """

    name: Said
    short: str
    address: str
    phone: str
    complaints: str
    review_body: str
    court: str
    seal_at: str = "综合窗口"


class NoticeNumber(Struct, frozen=True):
    """The ``sequence``-th notice of its kind in a year, counted by the hall."""

    kind: Kind
    year: int
    sequence: int

    def written(self, office: Office) -> str:
        """As it stands on paper: 二政服受字〔2026〕第00042号."""
        return f"{office.short}{TITLES[self.kind][1]}字〔{self.year}〕第{self.sequence:05}号"


class Row(Struct, frozen=True):
    """One line of the list: what, by which rule, what to do, until when."""

    number: int
    name: Said
    rule: Said = Said("")
    remedy: Said = Said("")
    until: date | None = None


class Notice(Struct, frozen=True, kw_only=True):
    """A whole notice. ``signatures`` are lines to sign; ``qr`` is the text of its code.

    ``signed``: what the applicant drew, under the last of ``signatures``; empty, where it is signed by hand.
    ``lacking``: on a receipt, what is already seen to be missing or wrong, said by ``warning``.
    """

    number: NoticeNumber
    title: Said
    written_number: str
    day: date
    case: str
    addressee: str
    item: Said
    opening: Said
    rows: tuple[Row, ...]
    closing: tuple[Said, ...]
    signatures: tuple[Said, ...]
    qr: str
    office: Office
    warning: Said = Said("")
    lacking: tuple[Row, ...] = ()
    signed: Signature = ()
