"""People at the desk, each in a browser of their own, told in the words of their work."""

import re
from typing import Any

from django.test import Client
from msgspec.structs import replace

from hall.cases.models import Case
from hall.clock import now_ms
from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.messages import Addresses, Message
from hall.staff.logins import save_staff
from intake.clock.day import day_of
from locker.contract import events as ev
from locker.contract.facts import DepositKind
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, StaffNumber
from tests.hall.case_story import TOLERANT, applied
from tests.hall.story import KioskLog, begun, collected, confirmed

PASSWORD = "quiet-river-stone"


def received(code: str = TOLERANT, **how: Any) -> str:
    """A case that came in today and waits for a clerk."""
    return applied(code, day=day_of(now_ms()), **how).case


def stage(number: str) -> str:
    return Case.objects.get(pk=number).stage


class Person:
    """A login of one role."""

    def __init__(self, name: str, role: str, department: str = "") -> None:
        self.name = name
        self.browser = Client()
        assert save_staff(name, role, PASSWORD, department) == []
        self.browser.post("/login", {"name": name, "password": PASSWORD})

    def opens(self, address: str) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def sees(self, number: str) -> str:
        return self.opens(f"/desk/case/{number}")

    def queue(self, tab: str = "") -> list[str]:
        """Numbers of the cases in a queue, from the top."""
        return re.findall(r'href="/desk/case/([A-Z0-9]+)"', self.opens(f"/desk/?tab={tab}"))

    def does(self, number: str, act: str, *, seen: int | None = None, **fields: Any) -> str:
        """Acts with the case as it is now, or as it was ``seen``; returns the page that follows."""
        answer = self.tries(number, act, seen=seen, **fields)
        assert answer.status_code == 302, told(answer.content.decode())
        return self.opens(answer.headers["Location"])

    def cannot(self, number: str, act: str, *, seen: int | None = None, **fields: Any) -> str:
        """Tries, and is told why not."""
        answer = self.tries(number, act, seen=seen, **fields)
        assert answer.status_code in {409, 422}, answer.status_code
        return told(answer.content.decode())

    def tries(self, number: str, act: str, *, seen: int | None = None, **fields: Any) -> Any:
        now = Case.objects.get(pk=number).revision
        sent = {"act": act, "revision": now if seen is None else seen} | fields
        return self.browser.post(f"/desk/case/{number}/act", sent)

    def ticks(self, number: str, **lacking: str) -> dict[str, Any]:
        """Everything on the list looked at and in order, but what is lacking (and how)."""
        page = self.sees(number)
        keys = re.findall(r'name="look" value="([^"]+)"', page)
        said = {f"is.{key}": "bad" if key in lacking else "good" for key in keys}
        return {"look": keys} | said | {f"lack.{key}": lack for key, lack in lacking.items()}


def ready(clerk: Person, market: Person, **how: Any) -> str:
    """A case of one department whose result waits."""
    number = received(**how)
    clerk.does(number, "accept", **clerk.ticks(number))
    market.does(number, "opinion", opinion="agree")
    market.does(number, "decide", granted="yes")
    market.does(number, "ready", result="营业执照")
    return number


def told(page: str) -> str:
    """The alert on a page."""
    found = re.search(r'<main>.*?role="alert">(.*?)</p>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found.group(1)) if found else page


class Cabinet:
    """A kiosk with its cabinet, as its log tells of it."""

    def __init__(self) -> None:
        self._log = KioskLog()

    def holds(
        self, deposit: str, case: str, kind: DepositKind = DepositKind.RESULT, placed_at_ms: int | None = None
    ) -> None:
        """Papers of this case were put in; ``placed_at_ms``: by the kiosk's clock, else at the log's own time."""
        put_in = replace(begun(deposit, kind=kind), case=CaseNumber(case))
        door = ev.DoorClosed(compartment=CompartmentId("A1"))
        self._says(put_in, door, confirmed(deposit), at_ms=placed_at_ms)

    def is_emptied_by_the_applicant(self, deposit: str) -> None:
        self._says(ev.PickupBegun(deposit=DepositId(deposit)), collected(deposit))

    def is_emptied_by_staff(self, deposit: str) -> None:
        staff = StaffNumber("1001")
        self._says(
            ev.TakeBackBegun(deposit=DepositId(deposit), staff=staff),
            ev.DepositTakenBack(deposit=DepositId(deposit), staff=staff),
        )

    def _says(self, *events: ev.AnyEvent, at_ms: int | None = None) -> None:
        messages = [Message(self._log.topics.log, self._log.writes(event, at_ms=at_ms), False) for event in events]
        take(Addresses(machine().kiosk), messages, now_ms())
