"""What a person and a lock can do to a door."""

from drivers.sim.world import Position, World


def pulse(world: World, board: str, channel: int, ms: float = 500) -> None:
    world.board(board).relay(channel).pulse(ms)


def test_a_pulse_frees_the_latch_and_the_spring_opens_the_door(world: World) -> None:
    pulse(world, "upper", 1)
    world.advance(200)
    assert world.door("A1").position is Position.AJAR
    assert world.door("A2").shut


def test_the_board_ends_the_pulse(world: World) -> None:
    pulse(world, "upper", 1, ms=500)
    world.advance(60_000)
    assert world.energised_ms("A1") == 500
    assert world.pulses("A1") == 1


def test_a_door_stays_ajar_until_a_hand_pushes_it(world: World) -> None:
    pulse(world, "upper", 1)
    world.advance(3_600_000)
    assert not world.door("A1").shut
    assert world.door("A1").push_shut()
    world.advance(1000)
    assert world.door("A1").shut
    assert world.door("A1").latched


def test_a_latched_door_does_not_give_way_to_a_hand(world: World) -> None:
    assert not world.door("A1").pull_open()
    assert world.door("A1").shut


def test_only_an_open_compartment_takes_and_gives_an_envelope(world: World) -> None:
    door = world.door("A1")
    assert not door.put_envelope()
    pulse(world, "upper", 1)
    world.advance(200)
    assert door.put_envelope()
    assert not door.put_envelope()
    door.push_shut()
    assert not door.take_envelope()
    assert door.envelope


def test_a_door_pushed_while_the_lock_still_pulls_springs_open_again(world: World) -> None:
    pulse(world, "upper", 1, ms=2000)
    world.advance(200)
    world.door("A1").push_shut()
    world.advance(200)
    assert not world.door("A1").shut


def test_a_pulse_too_short_for_the_solenoid_opens_nothing(world: World) -> None:
    pulse(world, "upper", 1, ms=10)
    world.advance(1000)
    assert world.door("A1").latched


def test_a_jammed_door_takes_the_pulse_and_stays_shut(world: World) -> None:
    world.door("A1").jam()
    pulse(world, "upper", 1)
    world.advance(1000)
    assert world.door("A1").shut
    assert world.pulses("A1") == 1


def test_a_jam_that_outlasts_the_pulse_leaves_the_latch_caught(world: World) -> None:
    door = world.door("A1")
    door.jam()
    pulse(world, "upper", 1)
    world.advance(1000)
    door.unjam()
    world.advance(1000)
    assert door.latched
    assert not door.pull_open()


def test_a_jam_that_gives_way_during_the_pulse_lets_the_door_open(world: World) -> None:
    world.door("A1").jam()
    pulse(world, "upper", 1, ms=1000)
    world.advance(500)
    world.door("A1").unjam()
    world.advance(200)
    assert not world.door("A1").shut


def test_with_a_tired_spring_the_freed_door_waits_for_a_hand(world: World) -> None:
    door = world.door("A1")
    door.tire_spring()
    pulse(world, "upper", 1)
    world.advance(1000)
    assert door.shut
    assert not door.latched
    assert door.pull_open()


def test_a_push_on_a_freed_door_that_stayed_in_its_frame_latches_it(world: World) -> None:
    door = world.door("A1")
    door.tire_spring()
    pulse(world, "upper", 1)
    world.advance(1000)
    assert door.push_shut()
    assert door.latched
    assert not door.pull_open()
    assert not door.push_shut()


def test_a_pried_door_opens_without_any_pulse(world: World) -> None:
    assert world.door("A1").pry_open()
    assert world.board("upper").input(1) == 0
    assert world.pulses("A1") == 0


def test_the_journal_tells_the_story_in_order(world: World) -> None:
    pulse(world, "upper", 1)
    world.advance(1000)
    told = [fact.what for fact in world.journal]
    assert told == ["lock energised", "relay 1 on", "ajar", "lock at rest", "relay 1 off"]
