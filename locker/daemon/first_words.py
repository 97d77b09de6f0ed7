"""How doors stood before this life of lockerd, against their first word in it, however late their board is."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from locker.contract.events import AnyEvent
from locker.contract.facts import Alarm, Door
from locker.contract.ids import CompartmentId
from locker.daemon.sensors import Contact
from locker.domain.decision import Situation
from locker.domain.recovery import compare
from locker.domain.state import Cabinet

Differs = Callable[[Situation], Sequence[AnyEvent]]


class FirstWords:
    """Doors whose sensors have not spoken yet in this life; those that somebody was at tell their story themselves."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._stood = _stood(cabinet)

    def next(self, s: Situation, contacts: Mapping[CompartmentId, Contact]) -> Differs | None:
        """What to record about the next door that has spoken and differs; ask again until it is None."""
        for id_, before in tuple(self._stood.items()):
            if _is_written(s.cabinet, id_, contacts.get(id_)):
                rule = partial(compare, doors_before={id_: before})
                if rule(s):
                    return rule
                del self._stood[id_]
        return None


def _stood(cabinet: Cabinet) -> dict[CompartmentId, Door]:
    """Of a door whose board was silent since, its alarm tells that it was open."""
    left_open = {alarm.subject for alarm in cabinet.alarms.values() if alarm.alarm is Alarm.DOOR_LEFT_OPEN}
    quiet = {id_: c.door for id_, c in cabinet.compartments.items() if c.cycle is None}
    return {id_: Door.OPEN if id_ in left_open else door for id_, door in quiet.items()}


def _is_written(cabinet: Cabinet, id_: CompartmentId, contact: Contact | None) -> bool:
    if contact is None or contact.settled is Door.UNKNOWN:
        return False
    return cabinet.compartments[id_].door is contact.settled
