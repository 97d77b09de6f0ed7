"""The cabinet as others may see it: the screen, staff, dashboards. Nothing personal but a masked phone."""

from locker.contract.answers import AlarmView, BoardView, CabinetState, CompartmentView, DepositRow
from locker.contract.facts import ENDED
from locker.contract.ids import BoardName, CompartmentId, KioskId
from locker.contract.refusal import Refusal
from locker.contract.topics import CabinetSnapshot, CompartmentSnapshot, DifferenceSnapshot
from locker.domain.contents_check import progress
from locker.domain.decision import Situation
from locker.domain.differences import differences
from locker.domain.layout import boards_of
from locker.domain.state import Cabinet, Compartment, Deposit

DIFFERENCES_TOLD_MAX = 100
"""In a retained message, which must stay small."""


def cabinet_state(s: Situation, why_not: Refusal | None, hall_online: bool, events_waiting: int) -> CabinetState:
    """Everything a screen may show."""
    cabinet = s.cabinet
    return CabinetState(
        kiosk=KioskId(s.kiosk),
        at_ms=s.now_ms,
        accepting=why_not is None,
        why_not=why_not,
        hall_online=hall_online,
        entry_paused_until_ms=cabinet.guard.paused_until_ms,
        compartments=[_compartment(cabinet, c) for id_, c in cabinet.compartments.items() if id_ in s.layout],
        boards=[_board(cabinet, name) for name in sorted(boards_of(s.layout))],
        alarms=[AlarmView(alarm=a.alarm, subject=a.subject, since_ms=a.since_ms) for a in cabinet.alarms.values()],
        events_waiting=events_waiting,
        differences=list(differences(cabinet, s.layout)),
        contents_check=progress(cabinet, s.layout),
    )


def _compartment(cabinet: Cabinet, c: Compartment) -> CompartmentView:
    deposit = cabinet.deposits.get(c.deposit) if c.deposit else None
    return CompartmentView(
        id=c.id,
        door=c.door,
        service=c.service,
        occupied=deposit is not None,
        deposit_state=deposit.state if deposit else None,
    )


def _board(cabinet: Cabinet, name: BoardName) -> BoardView:
    silent = cabinet.boards.get(name)
    return BoardView(name=name, answers=silent is None, cause=silent.cause if silent else "")


def deposit_rows(s: Situation, overdue_only: bool) -> list[DepositRow]:
    """What is inside, the longest waiting first."""
    inside = [d for d in s.cabinet.deposits.values() if d.state not in ENDED]
    rows = [_deposit(d) for d in sorted(inside, key=lambda d: d.placed_at_ms)]
    return [row for row in rows if row.overdue] if overdue_only else rows


def _deposit(d: Deposit) -> DepositRow:
    return DepositRow(
        deposit=d.id,
        kind=d.kind,
        case=d.case,
        compartment=d.compartment,
        state=d.state,
        phone_masked=d.phone_masked,
        placed_at_ms=d.placed_at_ms,
        due_at_ms=d.due_at_ms,
        overdue=d.overdue,
    )


def cabinet_snapshot(s: Situation, why_not: Refusal | None) -> CabinetSnapshot:
    """For any dashboard on MQTT."""
    boards = boards_of(s.layout)
    return CabinetSnapshot(
        accepting=why_not is None,
        why_not=why_not.value if why_not else "",
        alarms=sorted(s.cabinet.alarms),
        boards={b: "silent" if b in s.cabinet.boards else "answers" for b in sorted(boards)},
        differences=[
            DifferenceSnapshot(differs=d.differs, subject=d.subject, settling=d.settling)
            for d in differences(s.cabinet, s.layout)[:DIFFERENCES_TOLD_MAX]
        ],
    )


def compartment_snapshots(s: Situation) -> dict[CompartmentId, CompartmentSnapshot]:
    """One for each compartment of the cabinet."""
    cabinet = s.cabinet
    return {
        id_: CompartmentSnapshot(
            door=c.door,
            service=c.service,
            occupied=c.deposit is not None,
            deposit_state=cabinet.deposits[c.deposit].state if c.deposit else "none",
        )
        for id_, c in cabinet.compartments.items()
        if id_ in s.layout
    }
