"""The window alone, on a clock of its own."""

from hypothesis import given, settings
from hypothesis import strategies as st

from locker.daemon.uplink.window import Window


def window(acked: int = 0) -> Window:
    return Window(acked, width=10, resend_s=15, gap_s=1, resend_s_max=120)


def test_a_window_full_is_under_way_and_no_more() -> None:
    w = window(acked=5)
    assert w.room(head=100) == 10
    w.sending(15, 0)
    assert w.room(head=100) == 0
    w.acknowledged(9, 1)
    assert w.room(head=100) == 4


def test_with_everything_acknowledged_nothing_is_due() -> None:
    w = window()
    w.sending(3, 0)
    w.acknowledged(3, 1)
    assert w.due_s is None
    assert not w.start_anew_when_due(10_000)


def test_silence_leads_to_a_new_start_and_then_to_longer_patience() -> None:
    w = window()
    w.sending(3, 0)
    assert not w.start_anew_when_due(14.9)
    assert w.start_anew_when_due(15)
    assert w.sent == 0
    w.sending(3, 15)
    assert w.due_s == 15 + 30


def test_patience_is_bounded_and_returns_with_progress() -> None:
    w = window()
    now_s = 0.0
    for _ in range(50):
        w.sending(3, now_s)
        assert w.due_s is not None
        assert w.due_s - now_s <= 120
        now_s = w.due_s
        assert w.start_anew_when_due(now_s)
    w.acknowledged(1, now_s)
    w.sending(3, now_s)
    assert w.due_s == now_s + 15


def test_a_reported_gap_is_mended_within_a_second_but_not_sooner() -> None:
    w = window()
    w.sending(10, 0)
    w.acknowledged(4, 5)
    w.acknowledged(4, 5.01)
    assert not w.start_anew_when_due(5.5)
    assert w.start_anew_when_due(6)
    assert (w.acked, w.sent) == (4, 4)


def test_a_hall_repeating_itself_causes_no_storm() -> None:
    w, starts = window(), 0
    w.sending(10, 0)
    for tenth in range(6000):
        w.acknowledged(0, tenth / 10)
        starts += w.start_anew_when_due(tenth / 10)
        w.sending(10, tenth / 10)
    assert starts <= 12


def test_a_hall_back_after_hours_of_silence_gets_the_rest_at_once() -> None:
    w, now_s = window(), 0.0
    while now_s < 3 * 3600:
        w.sending(10, now_s)
        assert w.due_s is not None
        now_s = w.due_s
        assert w.start_anew_when_due(now_s)
    w.sending(10, now_s)
    w.acknowledged(0, now_s + 0.5)
    assert w.due_s == now_s + 1


def test_a_hall_that_lost_its_newest_books_gets_them_again() -> None:
    w = window(acked=100)
    w.acknowledged(40, 7)
    assert w.start_anew_when_due(8)
    assert (w.acked, w.sent) == (40, 40)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(1, 60), max_size=20), st.booleans()), max_size=40))
def test_whatever_is_lost_the_hall_ends_up_with_everything_in_order(trouble: list[tuple[set[int], bool]]) -> None:
    head, held, w = 60, 0, window()
    for now_s, (lost, heard) in enumerate(trouble + [(set(), True)] * 400):
        first, now = w.sent + 1, float(now_s)
        w.sending(w.sent + w.room(head), now)
        assert w.sent <= min(head, w.acked + w.width)
        for seq in range(first, w.sent + 1):
            held += seq == held + 1 and seq not in lost
        if heard:
            w.acknowledged(held, now)
        w.start_anew_when_due(now)
    assert w.acked == held == head
