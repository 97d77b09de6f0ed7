"""Putting a document in: case number, phone, size; then the door."""

import re
import unicodedata
from dataclasses import replace

from intake.identity.case_number import slipped
from kiosk.flows.effects import Seal
from kiosk.flows.errands import open_for_deposit
from kiosk.flows.inputs import Input, Scanned, Sealed, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.staff import edited
from kiosk.flows.states import DepositCase, DepositPhone, DepositSize, Draft, Mistake, StaffMenu
from locker.contract.facts import SIZES
from locker.contract.ids import CaseNumber

CASE_CHARS_MAX = 64
PHONE_DIGITS = 11

_CASE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z-]{0,62}[0-9A-Za-z])?")
_PHONE = re.compile(r"1[3-9][0-9]{9}")


def deposit_case(model: Model, screen: DepositCase, what: Input) -> Move:
    """Typed, or scanned whole from the envelope's barcode."""
    match what:
        case Touched(control="back"):
            return stay(model.show(StaffMenu()))
        case Touched(control="ok"):
            return _case_given(model, screen.text)
        case Scanned(text=text):
            return _case_given(model, unicodedata.normalize("NFKC", text[: 4 * CASE_CHARS_MAX]).strip())
        case Touched(control="letters" | "digits" as keys):
            return stay(model.show(replace(screen, letters=keys == "letters")))
        case Touched(control=str(control)) if control.startswith("key."):
            text = _case_typed(screen.text, control.removeprefix("key."))
            return stay(model.show(replace(screen, text=text, mistake=None)))
    return stay(model)


def deposit_phone(model: Model, screen: DepositPhone, what: Input) -> Move:
    """Typed and looked at; sealed the moment it is confirmed."""
    match what:
        case Touched(control="back"):
            return stay(model.show(DepositCase(screen.case)))
        case Touched(control="ok") if _PHONE.fullmatch(screen.digits):
            return model.show(DepositSize(Draft(screen.case))), (Seal(screen.digits),)
        case Touched(control="ok"):
            return stay(model.show(replace(screen, mistake=Mistake("mistake.phone"))))
        case Touched(control=str(control)) if control.startswith("key."):
            digits = edited(screen.digits, control.removeprefix("key."), PHONE_DIGITS)
            return stay(model.show(replace(screen, digits=digits, mistake=None)))
    return stay(model)


def deposit_size(model: Model, screen: DepositSize, what: Input) -> Move:
    """Size and reach, then open."""
    draft = screen.draft
    match what:
        case Sealed(sealed=sealed, masked=masked):
            return stay(model.show(DepositSize(replace(draft, phone_sealed=sealed, phone_masked=masked))))
        case Touched(control="back"):
            return stay(model.show(DepositPhone(draft.case)))
        case Touched(control="low"):
            return stay(model.show(DepositSize(replace(draft, low_reach=not draft.low_reach))))
        case Touched(control="ok" | "open") if draft.phone_sealed:
            return open_for_deposit(model, draft)
        case Touched(control=str(control)):
            size = next((size for size in SIZES if control == f"size.{size}"), draft.size)
            return stay(model.show(DepositSize(replace(draft, size=size))))
    return stay(model)


def _case_given(model: Model, text: str) -> Move:
    if _CASE.fullmatch(text) and not slipped(text):
        return stay(model.show(DepositPhone(CaseNumber(text.upper()))))
    shown = text[:CASE_CHARS_MAX] if text.isprintable() else ""
    mistake = "mistake.case_number" if slipped(text) else "refusal.case_number_malformed"
    return stay(model.show(DepositCase(shown, Mistake(mistake))))


def _case_typed(text: str, key: str) -> str:
    if key == "delete":
        return text[:-1]
    if key == "clear":
        return ""
    fits = len(key) == 1 and key.isascii() and (key.isalnum() or key == "-") and len(text) < CASE_CHARS_MAX
    return text + key.upper() if fits else text
