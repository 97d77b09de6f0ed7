"""The world knows when two locks of one supply drew current together."""

from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan


def cabinet(*supplies: str) -> World:
    board = BoardPlan("b", "line", "jy", 8, 0, address=1)
    doors = tuple(DoorPlan(f"A{n}", "b", n, supply=supply) for n, supply in enumerate(supplies, 1))
    return World(WorldPlan((board,), doors))


def test_two_locks_of_one_supply_at_once_are_remembered_with_their_time() -> None:
    world = cabinet("main", "main", "main")
    world.relay_of("A1").pulse(500)
    world.advance(499)
    world.relay_of("A2").pulse(500)
    assert [(moment.at_ms, moment.doors) for moment in world.together] == [(499, ("A1", "A2"))]


def test_one_after_the_other_is_as_it_should_be() -> None:
    world = cabinet("main", "main")
    world.relay_of("A1").pulse(500)
    world.advance(500)
    world.relay_of("A2").pulse(500)
    world.relay_of("A2").pulse(500)
    assert world.together == []


def test_locks_of_two_supplies_may_pull_at_once() -> None:
    world = cabinet("left", "right")
    world.relay_of("A1").pulse(500)
    world.relay_of("A2").pulse(500)
    assert world.together == []


def test_a_welded_relay_draws_until_it_is_replaced() -> None:
    world = cabinet("main", "main")
    world.relay_of("A1").weld()
    world.relay_of("A1").pulse(100)
    world.advance(5000)
    world.relay_of("A2").pulse(100)
    assert len(world.together) == 1
    world.relay_of("A1").replace()
    world.advance(5000)
    world.relay_of("A2").pulse(100)
    assert len(world.together) == 1
