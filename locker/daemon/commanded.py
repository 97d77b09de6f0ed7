"""The hall's hand: a signed command is verified, then carried out as an act that nobody stands before."""

from locker.contract.answers import Refused
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.contract.topics import CommandAnswer
from locker.daemon.commands import Command, verify
from locker.daemon.doors import Doors
from locker.daemon.uplink import CommandMessage
from locker.domain.remote import obey


class Commanded:
    """Obeys one hall, whose public signing key (PEM, Ed25519) this is."""

    def __init__(self, doors: Doors, public_key: bytes) -> None:
        self._doors = doors
        self._public_key = public_key

    async def obey(self, message: CommandMessage) -> CommandAnswer:
        """Verify and do, or say why not."""
        command = self._verified(message)
        if isinstance(command, Refusal):
            return CommandAnswer(command=RequestId(""), ok=False, refusal=command)
        answer = self._doors.carry_out(
            RequestId(command.id),
            command.verb,
            lambda s: obey(s, command.id, command.verb, command.compartment),
        )
        refusal = answer.refusal if isinstance(answer, Refused) else None
        return CommandAnswer(command=RequestId(command.id), ok=refusal is None, refusal=refusal)

    def _verified(self, message: CommandMessage) -> Command | Refusal:
        raise NotImplementedError
