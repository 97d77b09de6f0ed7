"""The hall's hand: a signed command is verified, then carried out as an act that nobody stands before."""

from locker.contract.answers import Refused
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.contract.topics import CommandAnswer
from locker.daemon.commands import Command, public_key, verify
from locker.daemon.doors import Doors
from locker.daemon.uplink import CommandMessage
from locker.domain.remote import obey


class Commanded:
    """Obeys one hall. ``pem``: its public signing key. :raises ValueError: the PEM is none of Ed25519."""

    def __init__(self, doors: Doors, pem: bytes) -> None:
        self._doors = doors
        self._key = public_key(pem)

    async def obey(self, message: CommandMessage) -> CommandAnswer:
        """Verify and do, or say why not."""
        command = self._verified(message)
        if isinstance(command, Refusal):
            return CommandAnswer(command=RequestId(""), ok=False, refusal=command)
        answer = self._doors.carry_out(
            RequestId(command.id),
            command.verb,
            lambda s: obey(s, command.id, command.verb, command.compartment, command.alarm, command.subject),
        )
        refusal = answer.refusal if isinstance(answer, Refused) else None
        return CommandAnswer(command=RequestId(command.id), ok=refusal is None, refusal=refusal)

    def _verified(self, message: CommandMessage) -> Command | Refusal:
        """A clock nothing speaks against is not enough: without one of its own, a machine starts in the past."""
        clock = self._doors.clock
        return verify(
            message.token,
            self._key,
            self._doors.kiosk,
            message.verb,
            now_ms=clock.now_ms(),
            clock_trusted=clock.proven,
            retained=message.retained,
        )
