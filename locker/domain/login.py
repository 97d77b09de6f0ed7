"""Staff logins: counting wrong PINs. The PIN itself is checked outside, by argon2."""

from locker.contract.events import AnyEvent, StaffLoggedIn, StaffLoginFailed
from locker.contract.facts import Alarm
from locker.contract.ids import StaffNumber
from locker.domain.decision import Situation
from locker.domain.doubt import raise_once


def locked_ms(s: Situation, staff: StaffNumber) -> int:
    """How long this number must wait still; 0 when it may try."""
    login = s.cabinet.logins.get(staff)
    return max(0, login.locked_until_ms - s.now_ms) if login else 0


def login_tried(s: Situation, staff: StaffNumber, right: bool) -> tuple[AnyEvent, ...]:
    """What a try leads to: in, counted, or locked for a while with an alarm."""
    if right:
        return (StaffLoggedIn(staff=staff),)
    before = s.cabinet.logins.get(staff)
    if (before.in_a_row if before else 0) + 1 < s.rules.pins_in_a_row_max:
        return (StaffLoginFailed(staff=staff),)
    locked_until_ms = s.now_ms + s.rules.pin_lock_s * 1000
    return (
        StaffLoginFailed(staff=staff, locked_until_ms=locked_until_ms),
        *raise_once(s.cabinet, Alarm.STAFF_LOGIN_GUESSED, staff),
    )
