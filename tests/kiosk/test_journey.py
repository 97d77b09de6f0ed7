"""A visitor at the real window: real touches, a scripted lockerd behind the socket."""

import asyncio
import socket
from pathlib import Path

from locker.contract.answers import DoorMoved, DoorOrderedFor
from locker.contract.codec import encode_line
from locker.contract.facts import Outcome, Purpose
from locker.contract.ids import CompartmentId
from locker.contract.requests import AnyRequest, CodeDigitNear, ConfirmCollected, OpenForPickup
from tests.kiosk.glass import kiosk
from tests.locker.client.stand_in import StandIn, polite
from tests.real.wait import until

A3 = CompartmentId("A3")


def moved(request: AnyRequest, step: str, outcome: Outcome | None = None) -> bytes:
    return encode_line(
        DoorMoved(request=request.id, compartment=A3, purpose=Purpose.PICKUP, step=step, outcome=outcome)
    )


def opens_a3(request: AnyRequest) -> bytes | None:
    """A lockerd whose door A3 opens to any code."""
    if isinstance(request, OpenForPickup):
        ordered = DoorOrderedFor(re=request.id, compartment=A3)
        return encode_line(ordered) + moved(request, "pulsed") + moved(request, "opened", Outcome.OPENED)
    return polite(request)


async def test_a_visitor_collects_with_a_finger_on_the_glass(tmp_path: Path) -> None:
    lockerd = StandIn(tmp_path / "socket", opens_a3)
    await lockerd.start()
    async with kiosk(tmp_path) as glass:
        await glass.shows("home")
        await glass.touches("collect", on="home")
        await glass.shows("collect")
        empty = glass.picture()

        await glass.touches(*(f"key.{digit}" for digit in "4829136"), on="collect")
        await until(lambda: any(isinstance(request, CodeDigitNear) for request in lockerd.asked))
        await until(lambda: glass.picture() != empty)

        await glass.touches("key.7", on="collect")
        await glass.shows("door_open")
        pickup = next(request for request in lockerd.asked if isinstance(request, OpenForPickup))
        assert pickup.code == "48291367"

        lockerd.writers[-1].write(moved(pickup, "closed"))
        await glass.shows("door_shut")
        await glass.touches_until("yes", "door_shut-pickup", "thank_you")
        assert any(isinstance(request, ConfirmCollected) for request in lockerd.asked)

        assert not [line for line in glass.log if "48291367" in line or "4829" in line]
    assert glass.process.returncode == 0
    await lockerd.stop()


async def test_a_palm_and_a_key_that_stays_down_are_one_touch_each(tmp_path: Path) -> None:
    lockerd = StandIn(tmp_path / "socket", opens_a3)
    await lockerd.start()
    async with kiosk(tmp_path) as glass:
        await glass.shows("home")
        await glass.touches("collect", on="home")
        await glass.shows("collect")

        await glass.showers(*(f"key.{digit}" for digit in "5555555"), on="collect")
        await glass.holds("4")
        await glass.types(*"829136")

        await glass.shows("door_open")
        pickup = next(request for request in lockerd.asked if isinstance(request, OpenForPickup))
        assert pickup.code == "54829136"
    await lockerd.stop()


async def test_keyboard_and_picture_and_a_lockerd_that_goes_and_comes(tmp_path: Path) -> None:
    lockerd = StandIn(tmp_path / "socket")
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notify.bind(str(tmp_path / "notify"))
    notify.setblocking(False)
    async with kiosk(tmp_path, NOTIFY_SOCKET=str(tmp_path / "notify")) as glass:
        await glass.shows("out_of_service")
        pixels = glass.picture()
        assert len({pixels[at : at + 3] for at in range(0, len(pixels), 51)}) > 50, "not a blank window"

        await lockerd.start()
        await glass.shows("home")
        await glass.types("4", "8")
        await glass.shows("collect")
        await glass.types("Escape")
        await glass.shows("home")

        await lockerd.stop()
        await glass.shows("out_of_service")

        told = {await asyncio.get_running_loop().sock_recv(notify, 100) for _ in range(2)}
        assert told == {b"READY=1", b"WATCHDOG=1"}
    assert glass.process.returncode == 0
    notify.close()
