"""What waits in a cabinet for whoever laid the identity card on its reader, each with a permission to open it once.

A permission, not the pickup code: that is in no message but the SMS (DESIGN, safety 7).
"""

import pyotp

from hall.cases.dossier import cases_of, item_name, rules_of
from hall.cases.models import Case
from hall.cases.tries import wait_s
from hall.cases.vault import vault
from hall.here import credentials
from hall.kiosks.models import Deposit
from intake.contract.answers import COLLECTABLES_MAX, Collectable, Collectables, HallRefusal, Refused
from intake.said import Said
from locker.contract.facts import DepositKind, DepositState
from locker.contract.permission import PERMISSION_S_MAX, permission


def collect_by_card(number: str, kiosk: str, at_ms: int) -> Collectables | Refused:
    """Results that wait in this kiosk's cabinet for the applicant or agent with this number, the oldest first.

    Refused: ``too_many_tries``. :raises config.problem.ConfigError: the hall has no pickup secret of this kiosk.
    """
    person = vault().person_key(number)
    if wait := wait_s([f"person:{person}", f"kiosk:{kiosk}"], at_ms):
        return Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=wait)
    secret, until_s = _secret(kiosk), at_ms // 1000 + PERMISSION_S_MAX
    return Collectables(
        deposits=tuple(
            Collectable(deposit=one, item=item, until_s=until_s, permission=permission(secret, one, until_s))
            for one, item in _waiting(kiosk, _theirs(person))
        )
    )


def _theirs(person: str) -> dict[str, Case]:
    return {case.number: case for case in cases_of(person)}


def _waiting(kiosk: str, cases: dict[str, Case]) -> list[tuple[str, Said]]:
    found = Deposit.objects.filter(
        kiosk=kiosk, case__in=list(cases), kind=DepositKind.RESULT, state=DepositState.WAITING, disputed=False
    ).order_by("placed_at_ms")
    return [(one.deposit, item_name(rules_of(cases[one.case]))) for one in found[:COLLECTABLES_MAX]]


def _secret(kiosk: str) -> bytes:
    return pyotp.HOTP(credentials().text(f"kiosk-{kiosk}.key")).byte_secret()
