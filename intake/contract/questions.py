"""What a kiosk asks the hall, one JSON object a request (``paths.py``). Never kept, never logged."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from intake.contract.submission import CaseText

QrText = Annotated[str, Meta(max_length=160)]
Number = Annotated[str, Meta(max_length=32)]
Token = Annotated[str, Meta(max_length=64)]


class Question(Struct, frozen=True, forbid_unknown_fields=True, tag_field="ask", kw_only=True):
    """One question of the person before the glass."""


class AskStanding(Question, frozen=True, kw_only=True, tag="standing"):
    """Has ``number`` unrepaired bad credit? Answered with ``ApplicantStanding``."""

    number: Number


class OpenByNotice(Question, frozen=True, kw_only=True, tag="open"):
    """Take up a case again: the notice's QR code and the number of the applicant or the agent."""

    qr: QrText
    number: Number


class ProgressByNotice(Question, frozen=True, kw_only=True, tag="progress_notice"):
    """How does the case on this notice stand?"""

    qr: QrText


class ProgressByPickup(Question, frozen=True, kw_only=True, tag="progress_pickup"):
    """How does the case stand whose result was just taken out of this kiosk's cabinet? ``deposit``: where it lay."""

    deposit: Token


class ProgressByPerson(Question, frozen=True, kw_only=True, tag="progress_person"):
    """All open cases of one person. ``mobile`` is needed when the number was typed; a card that was read is enough."""

    number: Number
    mobile: Annotated[str, Meta(max_length=20)] = ""
    card: bool = False


class CollectByCard(Question, frozen=True, kw_only=True, tag="collect_card"):
    """What waits in this cabinet for the person whose identity card was just read? Answered with ``Collectables``."""

    number: Number


class Rate(Question, frozen=True, kw_only=True, tag="rate"):
    """The one rating of a case (好差评): 5 very good to 1 very poor; ``key`` from ``CaseProgress``."""

    case: CaseText
    key: Token
    grade: Annotated[int, Meta(ge=1, le=5)]
    reasons: Annotated[tuple[Annotated[str, Meta(max_length=40)], ...], Meta(max_length=10)] = ()
    words: Annotated[str, Meta(max_length=200)] = ""


class PrintAgain(Question, frozen=True, kw_only=True, tag="print_again"):
    """The notices of a case once more, to be printed here; ``key``: ``print_key`` from ``CaseProgress``."""

    case: CaseText
    key: Token


class OpenPhoneSession(Question, frozen=True, kw_only=True, tag="phone_open"):
    """A page for the applicant's own phone. ``box``: the visit's public key (base64) the pictures are sealed to."""

    box: Annotated[str, Meta(max_length=64)]
    title: Annotated[str, Meta(max_length=120)]


class PhonePictures(Question, frozen=True, kw_only=True, tag="phone_pictures"):
    """Which pictures have come."""

    session: Token


class ClosePhoneSession(Question, frozen=True, kw_only=True, tag="phone_close"):
    """The page says goodbye; what was not taken is deleted."""

    session: Token


class AskHelp(Question, frozen=True, kw_only=True, tag="help"):
    """Has anybody at the hall said that they are coming, on this ``call``? Empty (an older kiosk): on the latest."""

    screen: Annotated[str, Meta(max_length=64)] = ""
    call: Token = ""


class CallHelp(Question, frozen=True, kw_only=True, tag="call_help"):
    """Somebody pressed the help button: note it, unless it is known from the kiosk's log. Answered with ``Help``.

    ``call``: the id of the act, as ``CallStaff`` has it.
    """

    call: Annotated[str, Meta(min_length=1, max_length=64)]
    screen: Annotated[str, Meta(max_length=64)] = ""


class CheckMaterialDeposit(Question, frozen=True, kw_only=True, tag="material_deposit"):
    """Does the hall wait for paper originals of the case on this notice?"""

    qr: QrText


AnyQuestion = (
    AskStanding | OpenByNotice | ProgressByNotice | ProgressByPickup | ProgressByPerson | CollectByCard | Rate
    | OpenPhoneSession | PhonePictures | ClosePhoneSession | AskHelp | CallHelp | CheckMaterialDeposit | PrintAgain
)  # fmt: skip

GRADES: tuple[Literal[5, 4, 3, 2, 1], ...] = (5, 4, 3, 2, 1)
POOR = frozenset({1, 2})
"""These grades ask for reasons at the kiosk, and somebody of the hall follows them up."""
