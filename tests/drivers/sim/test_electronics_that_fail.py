"""Sensors, cables, relays, coils and supplies that misbehave as real ones do."""

from dataclasses import replace

import pytest

from drivers.sim.world import World, WorldPlan


def open_door(world: World, door: str, board: str, channel: int) -> None:
    world.board(board).relay(channel).pulse(500)
    world.advance(600)
    assert not world.door(door).shut


def test_a_sensor_tells_shut_by_the_polarity_it_was_wired_with(world: World) -> None:
    upper = world.board("upper")
    assert (upper.input(1), upper.input(3)) == (1, 0)
    open_door(world, "A1", "upper", 1)
    open_door(world, "A3", "upper", 3)
    assert (upper.input(1), upper.input(3)) == (0, 1)


@pytest.mark.parametrize(("door", "number"), [("A1", 1), ("A3", 3)])
def test_a_cut_cable_reads_nought_whatever_the_door_does(world: World, door: str, number: int) -> None:
    assert world.cut_sensor_cable(door)
    assert world.board("upper").input(number) == 0
    world.door(door).pry_open()
    assert world.board("upper").input(number) == 0


def test_a_door_without_a_sensor_has_no_cable_to_cut(world: World) -> None:
    assert not world.cut_sensor_cable("B2")


def test_a_stuck_sensor_keeps_saying_what_it_said(world: World) -> None:
    sensor = world.door("A1").sensor
    assert sensor is not None
    sensor.stick()
    open_door(world, "A1", "upper", 1)
    assert world.board("upper").input(1) == 1
    assert world.mend_sensor("A1")
    assert world.board("upper").input(1) == 0


def bounces(plan: WorldPlan) -> list[int]:
    world = World(plan)
    sensor = world.door("A1").sensor
    assert sensor is not None
    sensor.bounce(ms=200)
    world.door("A1").pry_open()
    levels = []
    for _ in range(60):
        levels.append(world.board("upper").input(1))
        world.advance(4)
    return levels


def test_a_bouncing_contact_chatters_then_settles(plan: WorldPlan) -> None:
    levels = bounces(plan)
    assert set(levels[:50]) == {0, 1}
    assert set(levels[50:]) == {0}


def test_a_spiking_contact_says_open_while_its_lock_pulls_though_the_door_is_jammed(world: World) -> None:
    sensor = world.door("A1").sensor
    assert sensor is not None
    sensor.spike(ms=100)
    world.door("A1").jam()
    world.board("upper").relay(1).pulse(500)
    assert (world.board("upper").input(1), sensor.faults) == (0, ["spiking"])
    world.advance(100)
    assert world.board("upper").input(1) == 1
    assert world.door("A1").shut


def test_the_same_seed_gives_the_same_bounces(plan: WorldPlan) -> None:
    assert bounces(plan) == bounces(plan)
    assert bounces(plan) != bounces(replace(plan, seed=12))


def test_a_welded_relay_burns_the_lock_although_the_board_says_off(world: World) -> None:
    relay = world.relay_of("A1")
    relay.weld()
    relay.pulse(500)
    world.advance(10_000)
    assert not relay.on
    assert world.door("A1").lock.energised
    assert world.longest_energised_ms("A1") == 10_000
    assert world.door("A1").lock.burnt


def test_a_burnt_lock_never_pulls_again(world: World) -> None:
    world.relay_of("A1").pulse(8000)
    world.advance(8000)
    world.door("A1").push_shut()
    world.advance(600_000)
    world.relay_of("A1").pulse(500)
    world.advance(1000)
    assert world.door("A1").shut


def test_pulses_with_a_rest_of_five_seconds_do_not_burn_a_lock(world: World) -> None:
    for _ in range(200):
        world.relay_of("A1").pulse(500)
        world.advance(5500)
    assert not world.door("A1").lock.burnt
    assert world.pulses("A1") == 200


def test_a_dead_board_drops_its_relays_in_the_middle_of_a_pulse(world: World) -> None:
    world.relay_of("A1").pulse(500)
    world.advance(100)
    world.board("upper").kill()
    world.advance(1000)
    assert world.energised_ms("A1") == 100


def test_after_a_brown_out_every_relay_is_off_and_no_pulse_goes_on(world: World) -> None:
    world.relay_of("A1").pulse(5000)
    world.relay_of("B1").switch(on=True)
    world.advance(300)
    world.brown_out(ms=200)
    world.advance(60_000)
    assert (world.energised_ms("A1"), world.energised_ms("B1")) == (300, 300)
    assert all(board.powered for board in world.boards)


def test_a_brown_out_does_not_raise_the_dead(world: World) -> None:
    world.board("upper").kill()
    world.brown_out(ms=200)
    world.advance(1000)
    assert not world.board("upper").powered


def factory_fresh(plan: WorldPlan) -> World:
    upper, lower = plan.boards
    return World(replace(plan, boards=(replace(upper, commissioned=False), lower)))


def test_a_board_fresh_from_the_factory_fires_every_lock_whose_door_is_shut(plan: WorldPlan) -> None:
    world = factory_fresh(plan)
    world.advance(1000)
    assert not world.door("A1").shut
    assert world.door("A3").shut  # its sensor says 0 while shut: it fires when the door opens instead
    assert world.door("B1").shut


def test_linkage_drives_the_lock_until_it_is_cleared(plan: WorldPlan) -> None:
    world = factory_fresh(plan)
    world.advance(1000)
    world.board("upper").link(1, linked=False)
    world.door("A1").push_shut()
    world.advance(1000)
    assert world.door("A1").shut
    assert not world.door("A1").lock.energised


def test_cleared_linkage_stays_cleared_without_power(plan: WorldPlan) -> None:
    world = factory_fresh(plan)
    for channel in range(1, 9):
        world.board("upper").link(channel, linked=False)
    world.board("upper").kill()
    world.board("upper").revive()
    world.door("A1").push_shut()
    world.advance(1000)
    assert world.door("A1").shut
