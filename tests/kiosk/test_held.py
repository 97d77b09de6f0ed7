"""What stays down is one act."""

from kiosk.held import FINGER, HELD_MAX, LOST_MS, Held

KEY_4, KEY_8 = 52, 56


def test_a_key_that_is_held_down_counts_once() -> None:
    held = Held()

    assert [held.begins(KEY_4, at_ms) for at_ms in range(0, 5000, 30)].count(True) == 1


def test_the_same_key_counts_again_when_it_was_let_go() -> None:
    held = Held()
    assert held.begins(KEY_4, 0)
    held.ends(KEY_4)

    assert held.begins(KEY_4, 20)


def test_keys_that_overlap_all_count() -> None:
    held = Held()

    assert held.begins(KEY_4, 0)
    assert held.begins(KEY_8, 5)
    assert held.begins(FINGER, 10)


def test_an_end_that_got_lost_is_forgotten() -> None:
    held = Held()
    held.begins(FINGER, 0)

    assert not held.begins(FINGER, LOST_MS)
    assert held.begins(FINGER, 2 * LOST_MS + 1)


def test_no_hand_has_so_many_fingers() -> None:
    held = Held()
    for key in range(10_000):
        held.begins(key, key)

    assert len(held.since) <= HELD_MAX
