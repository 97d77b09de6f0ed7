"""Who answers a request: the desk for logins, the doors for acts, the books for lists. Or nobody, and why."""

from collections.abc import Callable
from typing import Protocol

from locker.contract.answers import AnyAnswer, AnyNotice, CabinetState, Deposits, Done, Refused
from locker.contract.ids import KioskId
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    AnyRequest,
    BeginInstallation,
    CodeDigitNear,
    ListDeposits,
    StaffLogin,
    StaffLogout,
    StaffRequest,
)
from locker.daemon.doors import Doors
from locker.daemon.mark import Mark
from locker.daemon.staff import StaffDesk
from locker.daemon.views import deposit_rows


class Reception(Protocol):
    """What the socket server needs of lockerd."""

    @property
    def kiosk(self) -> KioskId:
        """Whose cabinet this is."""

    def listen(self, listener: Callable[[AnyNotice], None]) -> None:
        """Be given every notice."""

    def state(self) -> AnyNotice:
        """The whole cabinet now."""

    async def answer(self, request: AnyRequest) -> AnyAnswer:
        """Carry out a request."""


class OpenReception:
    """A cabinet in service."""

    def __init__(self, doors: Doors, desk: StaffDesk, mark: Mark) -> None:
        self.kiosk = doors.kiosk
        self.listen = doors.listen
        self.state = doors.state
        self._doors = doors
        self._desk = desk
        self._mark = mark

    async def answer(self, request: AnyRequest) -> AnyAnswer:
        """Carry out a request."""
        match request:
            case CodeDigitNear():
                self._doors.hold_polling()
                answer: AnyAnswer = Done(re=request.id)
            case StaffLogin():
                answer = await self._desk.log_in(request)
            case StaffLogout():
                answer = self._desk.log_out(request.id, request.token)
            case StaffRequest():
                answer = self._answer_staff(request)
            case _:
                answer = self._doors.act(request)
        return answer

    def _answer_staff(self, request: StaffRequest) -> AnyAnswer:
        actor = self._desk.actor(request.token)
        if actor is None:
            return Refused(re=request.id, refusal=Refusal.LOGIN_NEEDED)
        if isinstance(request, ListDeposits):
            rows = deposit_rows(self._doors.situation(), request.overdue_only)
            return Deposits(re=request.id, rows=rows)
        answer = self._doors.act(request, actor)
        if isinstance(request, BeginInstallation) and isinstance(answer, Done):
            self._mark.leave()
        return answer


class ClosedReception:
    """A cabinet that must not be used, and the reason. Nothing is read, nothing moves."""

    def __init__(self, kiosk: KioskId, why_not: Refusal, now_ms: int) -> None:
        self.kiosk = kiosk
        self._why_not = why_not
        self._since_ms = now_ms

    def listen(self, _listener: Callable[[AnyNotice], None]) -> None:
        """Nothing will ever change."""

    def state(self) -> AnyNotice:
        """Not accepting, and why."""
        return CabinetState(
            kiosk=self.kiosk,
            at_ms=self._since_ms,
            accepting=False,
            why_not=self._why_not,
            hall_online=False,
            entry_paused_until_ms=0,
            compartments=[],
            boards=[],
            alarms=[],
            events_waiting=0,
        )

    async def answer(self, request: AnyRequest) -> AnyAnswer:
        """No."""
        return Refused(re=request.id, refusal=self._why_not)
