"""A machine that is busy for a moment: what was touched meanwhile counts as it was touched."""

import signal
from pathlib import Path

from locker.contract.requests import OpenForPickup
from tests.kiosk.glass import kiosk
from tests.kiosk.test_journey import opens_a3
from tests.locker.client.stand_in import StandIn


async def test_two_quick_touches_while_nothing_was_heard_are_two_and_a_bounce_is_none(tmp_path: Path) -> None:
    lockerd = StandIn(tmp_path / "socket", opens_a3)
    await lockerd.start()
    async with kiosk(tmp_path) as glass:
        await glass.shows("home")
        await glass.touches("collect", on="home")
        await glass.shows("collect")
        await glass.types(*"482913")

        glass.process.send_signal(signal.SIGSTOP)
        await glass.touches("key.6", on="collect")
        await glass.showers("key.7", "key.7", on="collect")
        glass.process.send_signal(signal.SIGCONT)

        await glass.shows("door_open")
        pickup = next(request for request in lockerd.asked if isinstance(request, OpenForPickup))
        assert pickup.code == "48291367"
    assert glass.process.returncode == 0
    await lockerd.stop()
