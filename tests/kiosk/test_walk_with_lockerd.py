"""The guided installation check with the real lockerd over cabinets that are wired rightly and wrongly."""

from pathlib import Path

from kiosk.flows.proving import Installation, ProveDoor, ProveShut, left
from kiosk.flows.walk import swapped
from locker.contract.answers import Done, DoorOrderedFor
from locker.contract.ids import CompartmentId
from locker.contract.requests import ConfirmDeposit
from tests.kiosk.cabinet_story import A1, A2, A3, Wiring, technician
from tests.locker.daemon.bench import new_id


async def test_a_sound_cabinet_is_walked_from_the_first_door_to_the_last(tmp_path: Path) -> None:
    async with technician(tmp_path) as one:
        one.touches("begin")
        assert [await one.tries(door) for door in ("A1", "A2", "A3", "B1", "B2")] == ["right"] * 5
        assert isinstance(one.glass.screen, Installation)
        assert (one.glass.kept.right, left(one.glass.model)) == (5, [])
        assert len(one.wires.pulses) == 5


async def test_swapped_sensor_cables_are_named(tmp_path: Path) -> None:
    async with technician(tmp_path, Wiring(sensors={A1: (A2,), A2: (A1,)})) as one:
        one.touches("begin")
        assert [await one.tries(door) for door in ("A1", "A2", "A3")] == ["wrong_sensor", "wrong_sensor", "right"]
        assert list(swapped(one.glass.kept)) == [("A1", "A2")]


async def test_swapped_locks_are_named_by_who_sees_the_other_door_open(tmp_path: Path) -> None:
    async with technician(tmp_path, Wiring(locks={A1: (A2,), A2: (A1,)})) as one:
        one.touches("begin")
        assert await one.tries("A1", "other door.A2") == "wrong_lock"
        assert await one.tries("A2", "other door.A1") == "wrong_lock"
        assert list(swapped(one.glass.kept)) == [("A1", "A2")]


async def test_a_dead_sensor_is_found_and_the_persons_word_shuts_the_door(tmp_path: Path) -> None:
    async with technician(tmp_path, Wiring(sensors={A1: ()})) as one:
        one.touches("begin")
        asked = await one.opens(changed=0)
        assert not asked.trial.changed
        one.touches("yes")
        assert isinstance(one.glass.screen, ProveShut)
        one.touches("shut")
        assert one.finding("A1") == "dead_sensor"
        assert left(one.glass.model)[0] == "A2"


async def test_two_doors_at_once_are_found_by_their_sensors_whatever_the_person_saw(tmp_path: Path) -> None:
    async with technician(tmp_path, Wiring(locks={A1: (A1, A3)})) as one:
        one.touches("begin")
        assert await one.tries("A1", changed=2) == "several"
        assert one.glass.kept.doors[CompartmentId("A1")].seen == ("A1", "A3")


async def test_a_door_that_does_not_move_is_jammed(tmp_path: Path) -> None:
    async with technician(tmp_path, Wiring(locks={A1: ()})) as one:
        one.touches("begin")
        await one.opens(changed=0)
        one.touches("none")
        assert one.finding("A1") == "jammed"


async def test_the_walk_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with technician(tmp_path, Wiring(sensors={A1: ()})) as one:
        one.touches("begin")
        await one.opens(changed=0)
        one.touches("yes", "shut")
        assert await one.tries("A2") == "right"
        await one.opens()
        # The power fails while A3 stands open and nobody has said yet what was seen.
        await one.pushes_all_shut()
        one.logs_in(one.glass.kept)
        assert [one.finding(door) for door in ("A1", "A2")] == ["dead_sensor", "right"]
        one.touches("begin")
        assert await one.tries("A3") == "right"


async def test_one_touch_is_one_pulse_and_a_lock_that_rests_is_told(tmp_path: Path) -> None:
    async with technician(tmp_path) as one:
        one.touches("begin")
        assert await one.tries("A1") == "right"
        one.touches("again", "open")
        assert isinstance(one.glass.screen, ProveDoor)
        assert one.glass.screen.mistake
        assert one.glass.screen.mistake.key in ("refusal.lock_cooling", "refusal.cabinet_busy")
        assert len(one.wires.pulses) == 1
        assert await one.tries("A1") == "right"
        assert one.glass.kept.doors[CompartmentId("A1")].tried == 2


async def test_a_door_with_a_deposit_inside_is_left_out(tmp_path: Path) -> None:
    async with technician(tmp_path) as one:
        clerk = await one.d.person()
        await clerk.log_in()
        begun = await clerk.begins_deposit()
        await clerk.sees_step("opened")
        one.wires.pushes_all_shut()
        await clerk.sees_step("closed")
        assert isinstance(begun, DoorOrderedFor)
        assert begun.deposit
        confirmed = ConfirmDeposit(id=new_id(), token=clerk.token, deposit=begun.deposit)
        assert isinstance(await clerk.ask(confirmed), Done)
        pulses = len(one.wires.pulses)
        full = begun.compartment
        assert full not in left(one.glass.model)
        one.touches(f"door.{full}")
        assert one.glass.screen == ProveDoor(full)
        one.touches("open")
        assert one.glass.screen == ProveDoor(full)
        assert len(one.wires.pulses) == pulses
