"""What the hall's maintenance may do from its desk, by a signed command that was checked before it comes here."""

from locker.contract.events import AnyEvent, CommandTaken
from locker.contract.facts import Purpose, Service
from locker.contract.ids import CompartmentId, RequestId, StaffToken
from locker.contract.refusal import Refusal
from locker.contract.requests import ClearAlarm, SetService
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.maintenance import clear_alarm, set_service
from locker.domain.opening import look_inside

OPEN = "open"
TAKE_OUT_OF_SERVICE = "take_out_of_service"
RETURN_TO_SERVICE = "return_to_service"
CLEAR_ALARM = "clear_alarm"
VERBS = frozenset({OPEN, TAKE_OUT_OF_SERVICE, RETURN_TO_SERVICE, CLEAR_ALARM})


def obey(
    s: Situation, command: str, verb: str, compartment: CompartmentId, alarm: str = "", subject: str = ""
) -> Decision:
    """Carry out a command of the hall once. Its id is spent even when the cabinet refuses the act itself."""
    request = RequestId(command)
    if command in s.cabinet.commands:
        return refuse(request, Refusal.COMMAND_EXPIRED, detail="seen before")
    taken = CommandTaken(command=command, verb=verb)
    if verb == CLEAR_ALARM:
        dealt_with = ClearAlarm(id=request, token=StaffToken(""), alarm=alarm, subject=subject)
        return _spent(clear_alarm(s, dealt_with), taken)
    if compartment not in s.layout:
        return refuse(request, Refusal.COMPARTMENT_UNKNOWN, taken)
    return _spent(_at_door(s, request, verb, compartment), taken)


def _at_door(s: Situation, request: RequestId, verb: str, compartment: CompartmentId) -> Decision:
    if verb == OPEN:
        return look_inside(s, request, compartment, Purpose.REMOTE)
    service = Service.IN_SERVICE if verb == RETURN_TO_SERVICE else Service.OUT_OF_SERVICE
    return set_service(
        s, SetService(id=request, token=StaffToken(""), compartment=compartment, service=service, why="hall")
    )


def _spent(decision: Decision, taken: AnyEvent) -> Decision:
    return Decision((taken, *decision.events), decision.answer)
