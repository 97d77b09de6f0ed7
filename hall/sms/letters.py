"""A row of the queue to a phone number and a text, for the moment of sending only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from config.hall import HallMachine
from hall.machine import cabinet_name
from hall.sms.code import grouped, pickup_code
from hall.sms.models import Reason, Sms
from hall.sms.phones import Phones
from hall.sms.senders import SmsTrouble
from hall.sms.text import WITH_CODE, Facts, compose, signed

UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Letter:
    """Never logged, never stored."""

    phone: str = field(repr=False)
    text: str = field(repr=False)


class Letters:
    """Writes letters. ``secrets``: each kiosk's pickup secret, base32."""

    def __init__(self, machine: HallMachine, phones: Phones, secrets: Mapping[str, str]) -> None:
        self._machine = machine
        self._phones = phones
        self._secrets = secrets
        self._names = {kiosk.id: cabinet_name(kiosk) for kiosk in machine.kiosk}

    def phone_key(self, sealed: str) -> str:
        """The same for the same phone; one shared key for all that cannot be read."""
        phone = self._phones.unseal(sealed)
        return self._phones.key(phone) if phone else UNREADABLE

    def reported_key(self, phone: str) -> str:
        """As :meth:`phone_key`, of a number in an operator's report: with or without country code."""
        national = phone.removeprefix("+").removeprefix("86") if len(phone.removeprefix("+")) == 13 else phone
        return self._phones.key(national)

    def write(self, sms: Sms) -> Letter | SmsTrouble:
        """The letter, or why there cannot be one."""
        phone = self._phones.unseal(sms.phone_sealed)
        if phone is None:
            return SmsTrouble("phone number cannot be read", for_good=True)
        if sms.case:
            return Letter(phone, signed(sms.text, self._machine.sms.signature, again=sms.copy > 0))
        if sms.kiosk not in self._secrets:
            return SmsTrouble("the hall has no secret of this kiosk", for_good=True)
        return Letter(phone, compose(Reason(sms.reason), self._facts(sms)))

    def _facts(self, sms: Sms) -> Facts:
        code = grouped(pickup_code(self._secrets[sms.kiosk], sms.counter)) if sms.reason in WITH_CODE else ""
        return Facts(
            signature=self._machine.sms.signature,
            cabinet=self._names.get(sms.kiosk, sms.kiosk),
            help_phone=self._machine.help_phone,
            due_at_ms=sms.due_at_ms,
            code=code,
            again=sms.copy > 0,
        )
