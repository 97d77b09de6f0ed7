"""What the hall's maintenance may do from its desk, by a signed command that was checked before it comes here."""

from locker.contract.events import AnyEvent, CommandTaken
from locker.contract.facts import Purpose, Service
from locker.contract.ids import CompartmentId, RequestId, StaffToken
from locker.contract.refusal import Refusal
from locker.contract.requests import SetService
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.maintenance import set_service
from locker.domain.opening import look_inside

OPEN = "open"
TAKE_OUT_OF_SERVICE = "take_out_of_service"
RETURN_TO_SERVICE = "return_to_service"
VERBS = frozenset({OPEN, TAKE_OUT_OF_SERVICE, RETURN_TO_SERVICE})


def obey(s: Situation, command: str, verb: str, compartment: CompartmentId) -> Decision:
    """Carry out a command of the hall once. Its id is spent even when the cabinet refuses the act itself."""
    request = RequestId(command)
    if command in s.cabinet.commands:
        return refuse(request, Refusal.COMMAND_EXPIRED, detail="seen before")
    taken = CommandTaken(command=command, verb=verb)
    if compartment not in s.layout:
        return refuse(request, Refusal.COMPARTMENT_UNKNOWN, taken)
    if verb == OPEN:
        decision = look_inside(s, request, compartment, Purpose.REMOTE)
    else:
        service = Service.IN_SERVICE if verb == RETURN_TO_SERVICE else Service.OUT_OF_SERVICE
        wish = SetService(id=request, token=StaffToken(""), compartment=compartment, service=service, why="hall")
        decision = set_service(s, wish)
    return _spent(decision, taken)


def _spent(decision: Decision, taken: AnyEvent) -> Decision:
    return Decision((taken, *decision.events), decision.answer)
