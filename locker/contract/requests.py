"""What a person may ask of lockerd, one JSON line each over the Unix socket.

The first line of a connection is :class:`Hello`. Every request carries the id of the person's act; a repeat of an
id gets the first answer again and moves no door. When the connection ends before an act was committed, the act
never happened.
"""

from typing import Annotated

from msgspec import Meta, Struct

from locker.contract.facts import DepositKind, Service, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, RequestId, StaffNumber, StaffToken
from locker.contract.permission import PERMISSION_CHARS

PROTOCOL = 1
LINE_BYTES_MAX = 16_384
CODE_DIGITS = 8

IdText = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_.:-]+$")]
ShortText = Annotated[str, Meta(max_length=200)]
SealedText = Annotated[str, Meta(max_length=512, pattern=r"^[0-9A-Za-z+/=]*$")]


class Request(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", kw_only=True):
    """An act of one person. ``id`` is a UUID in hex or another text of at most 64 word characters."""

    id: Annotated[RequestId, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_.:-]+$")]


class Hello(Request, frozen=True, kw_only=True, tag="hello"):
    """Opens a connection. ``protocol`` must be :data:`PROTOCOL`."""

    protocol: int
    client: ShortText = ""


class Watch(Request, frozen=True, kw_only=True, tag="watch"):
    """Ask for the :class:`~locker.contract.answers.CabinetState` now and after every change."""


class CodeDigitNear(Request, frozen=True, kw_only=True, tag="code_digit_near"):
    """The next-to-last digit was typed: polling pauses for a moment so that the order finds the bus free."""


class OpenForPickup(Request, frozen=True, kw_only=True, tag="open_for_pickup"):
    """The applicant typed or scanned a pickup code; spaces and hyphens are the kiosk's to remove."""

    code: Annotated[str, Meta(max_length=64)]


class OpenByCard(Request, frozen=True, kw_only=True, tag="open_by_card"):
    """The applicant's identity card was read, and the hall permits to open this deposit once, before ``until_s``.

    ``until_s``: Unix seconds; ``permission``: see :mod:`locker.contract.permission`.
    """

    deposit: Annotated[DepositId, Meta(max_length=64)]
    until_s: Annotated[int, Meta(ge=0, lt=2**40)]
    permission: Annotated[str, Meta(max_length=PERMISSION_CHARS)]


class OpenAgain(Request, frozen=True, kw_only=True, tag="open_again"):
    """The same person, within the grace period of the pickup that ``pickup`` (its request id) began."""

    pickup: RequestId


class ConfirmCollected(Request, frozen=True, kw_only=True, tag="confirm_collected"):
    """The person says they have the document; ends the pickup without waiting for the grace period."""

    pickup: RequestId


class ReportWrongDocument(Request, frozen=True, kw_only=True, tag="report_wrong_document"):
    """ "Not my document": the deposit is locked and staff are called."""

    pickup: RequestId


class BeginHandIn(Request, frozen=True, kw_only=True, tag="begin_hand_in"):
    """An applicant hands in paper originals of ``case``: choose a compartment known to be empty, and open it.

    Whether the hall waits for them is the hall's to say before this is asked. Staff take them out with ``TakeBack``.
    """

    case: CaseNumber
    size: Size
    low_reach: bool = False


class HandInRequest(Request, frozen=True, kw_only=True):
    """A request of who is handing in: ``hand_in`` is the id of the request that began it."""

    hand_in: RequestId


class OpenHandInAgain(HandInRequest, frozen=True, kw_only=True, tag="open_hand_in_again"):
    """The same door once more, for who has not ended it."""


class MoveHandIn(HandInRequest, frozen=True, kw_only=True, tag="move_hand_in"):
    """It does not fit (or the door does not open): another compartment, of ``size`` or larger."""

    size: Size
    low_reach: bool = False


class ConfirmHandIn(HandInRequest, frozen=True, kw_only=True, tag="confirm_hand_in"):
    """The papers are inside and the door is shut: they wait for staff from now on."""


class CancelHandIn(HandInRequest, frozen=True, kw_only=True, tag="cancel_hand_in"):
    """Nothing was left inside."""


class CallStaff(Request, frozen=True, kw_only=True, tag="call_staff"):
    """The help button. ``screen`` is the name of the screen it was pressed on."""

    screen: ShortText = ""


class StaffLogin(Request, frozen=True, kw_only=True, tag="staff_login"):
    """Answered with :class:`~locker.contract.answers.LoggedIn`. Never logged."""

    number: Annotated[StaffNumber, Meta(max_length=16)]
    pin: Annotated[str, Meta(max_length=32)]


class StaffRequest(Request, frozen=True, kw_only=True):
    """A request of somebody who has logged in."""

    token: StaffToken


class StaffLogout(StaffRequest, frozen=True, kw_only=True, tag="staff_logout"):
    """Ends the login. Idle logins end by themselves."""


class BeginDeposit(StaffRequest, frozen=True, kw_only=True, tag="begin_deposit"):
    """Choose a compartment and open it.

    ``phone_sealed`` is the applicant's number in a libsodium sealed box for the hall, base64; ``phone_masked`` is
    what may be shown (``138****8000``). The clear number never reaches lockerd.
    """

    kind: DepositKind
    case: CaseNumber
    phone_sealed: SealedText
    phone_masked: Annotated[str, Meta(max_length=20)]
    size: Size
    low_reach: bool = False


class ConfirmDeposit(StaffRequest, frozen=True, kw_only=True, tag="confirm_deposit"):
    """The envelope is inside and the door is shut: the deposit waits for its applicant from now on."""

    deposit: DepositId


class MoveDeposit(StaffRequest, frozen=True, kw_only=True, tag="move_deposit"):
    """It does not fit (or the door does not open): another compartment, of ``size`` or larger."""

    deposit: DepositId
    size: Size


class CancelDeposit(StaffRequest, frozen=True, kw_only=True, tag="cancel_deposit"):
    """Nothing was left inside; the compartment is free again."""

    deposit: DepositId


class TakeBack(StaffRequest, frozen=True, kw_only=True, tag="take_back"):
    """Open the door of a waiting, overdue or disputed deposit to take it out."""

    deposit: DepositId


class ConfirmTakenBack(StaffRequest, frozen=True, kw_only=True, tag="confirm_taken_back"):
    """The envelope is in the hand of staff; its code is dead from now on."""

    deposit: DepositId


class OpenForCheck(StaffRequest, frozen=True, kw_only=True, tag="open_for_check"):
    """Open any one compartment to look inside."""

    compartment: CompartmentId


class SettleCompartment(StaffRequest, frozen=True, kw_only=True, tag="settle_compartment"):
    """What staff found: ``empty``, or the deposit the ledger expects (``empty=False``); ``other``: something else."""

    compartment: CompartmentId
    empty: bool
    other: bool = False


class BeginContentsCheck(StaffRequest, frozen=True, kw_only=True, tag="begin_contents_check"):
    """Walk through the cabinet, door after door; one that is under way is gone on with."""


class EndContentsCheck(StaffRequest, frozen=True, kw_only=True, tag="end_contents_check"):
    """Every compartment was looked into; ``skip_unused``: but for those never used since the last walk."""

    skip_unused: bool = False


class BeginInstallation(StaffRequest, frozen=True, kw_only=True, tag="begin_installation"):
    """Stop the service for the installation check, which drives the bus itself; the cabinet must be empty."""


class SetService(StaffRequest, frozen=True, kw_only=True, tag="set_service"):
    """Take a compartment out of service, or give it back."""

    compartment: CompartmentId
    service: Service
    why: ShortText = ""


class ListDeposits(StaffRequest, frozen=True, kw_only=True, tag="list_deposits"):
    """All deposits in the cabinet, the longest waiting first."""

    overdue_only: bool = False


class ClearAlarm(StaffRequest, frozen=True, kw_only=True, tag="clear_alarm"):
    """Staff have dealt with it. ``subject`` as in the alarm (a compartment, a board, or empty)."""

    alarm: ShortText
    subject: ShortText = ""


AnyRequest = (
    Hello
    | Watch
    | CodeDigitNear
    | OpenForPickup
    | OpenByCard
    | OpenAgain
    | ConfirmCollected
    | ReportWrongDocument
    | BeginHandIn
    | OpenHandInAgain
    | MoveHandIn
    | ConfirmHandIn
    | CancelHandIn
    | CallStaff
    | StaffLogin
    | StaffLogout
    | BeginDeposit
    | ConfirmDeposit
    | MoveDeposit
    | CancelDeposit
    | TakeBack
    | ConfirmTakenBack
    | OpenForCheck
    | SettleCompartment
    | BeginContentsCheck
    | EndContentsCheck
    | BeginInstallation
    | SetService
    | ListDeposits
    | ClearAlarm
)
