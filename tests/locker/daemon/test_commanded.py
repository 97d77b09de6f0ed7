"""An order of the hall is carried out once it is known to be of now."""

from pathlib import Path

from locker.contract.refusal import Refusal
from locker.contract.topics import CommandAnswer
from locker.daemon.commanded import Commanded
from locker.daemon.uplink import CommandMessage
from tests.locker.daemon.bench import Lockerd, lockerd
from tests.locker.daemon.test_lockerd import SteppedClock
from tests.locker.uplink.test_commands import HALL, pem, signed

OPENED = ("upper", 3)


async def ordered(d: Lockerd, token: bytes) -> CommandAnswer:
    message = CommandMessage(token=token, verb="open", retained=False, correlation=None)
    return await Commanded(d.doors, pem(HALL)).obey(message)


async def test_what_was_signed_before_a_power_cut_opens_nothing_where_the_clock_starts_with_the_cut(
    tmp_path: Path,
) -> None:
    """Seconds old by its clock, hours old in truth, and delivered before the hall has said what time it is."""
    clock = SteppedClock()
    cut_s = clock.ms // 1000
    old = signed(iat=cut_s, exp=cut_s + 10)
    async with lockerd(tmp_path, clock=clock) as d:
        assert clock.trusted, "nothing speaks against it"
        assert (await ordered(d, old)).refusal is Refusal.CLOCK_UNTRUSTED
        assert OPENED not in d.boards.pulses
        clock.jumps(6 * 3600)
        clock.hall_says(clock.ms)
        assert (await ordered(d, old)).refusal is Refusal.COMMAND_EXPIRED
        person, now_s = await d.person(), clock.ms // 1000
        assert (await ordered(d, signed(iat=now_s, exp=now_s + 10))).ok
        await person.sees_step("opened")
        assert OPENED in d.boards.pulses
