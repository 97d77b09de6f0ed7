"""A signature drawn with a finger: its lines as they were drawn, and never an empty one."""

from intake.signature import POINTS_MAX, is_signature
from kiosk.flows.inputs import Dragged
from kiosk.flows.submit.signing import FIELD_HEIGHT, LINE_POINTS_MAX, LINES_MAX, whole
from kiosk.flows.submit.states import ChooseDelivery, Sign
from tests.kiosk.story import touches
from tests.kiosk.window_story import Window, at_the_window, draws


def signing() -> Window:
    return at_the_window(laid=3, screen=Sign())


def seen(story: Window) -> Sign:
    assert isinstance(story.screen, Sign)
    return story.screen


def test_a_line_is_kept_in_parts_of_the_fields_width() -> None:
    story = signing()

    draws((0.0, 0.0), (0.5, 0.5), (1.0, 1.0))(story)

    (line,) = seen(story).lines
    assert line == ((0.0, 0.0), (0.5, 0.5 * FIELD_HEIGHT), (1.0, FIELD_HEIGHT), (1.0, FIELD_HEIGHT))
    assert seen(story).line == ()


def test_the_signature_goes_into_the_visit() -> None:
    story = signing()

    draws((0.1, 0.1), (0.4, 0.9))(story)
    draws((0.5, 0.1), (0.9, 0.9))(story)
    touches("ok")(story)

    assert story.screen == ChooseDelivery(tolerance=True)
    assert len(story.visit.signature) == 2


def test_an_empty_signature_is_refused() -> None:
    story = signing()

    touches("ok")(story)

    assert seen(story).refused
    assert story.visit.signature == ()


def test_a_mere_dot_is_no_signature() -> None:
    story = signing()

    draws((0.5, 0.5), (0.51, 0.5))(story)
    touches("ok")(story)

    assert seen(story).refused


def test_drawing_on_after_a_refusal_takes_it_back() -> None:
    story = signing()
    touches("ok")(story)

    story.feed(Dragged("draw.signature", 0.2, 0.2))

    assert not seen(story).refused


def test_whoever_slipped_writes_anew() -> None:
    story = signing()
    draws((0.1, 0.1), (0.9, 0.9))(story)

    touches("clear")(story)

    assert story.screen == Sign()


def test_a_finger_on_another_field_draws_nothing_here() -> None:
    story = signing()

    story.feed(Dragged("draw.other", 0.2, 0.2))

    assert story.screen == Sign()


def test_a_child_that_never_stops_drawing_fills_no_memory() -> None:
    story = signing()
    story.model = story.model.show(Sign(lines=(((0.0, 0.0), (0.1, 0.1)),) * LINES_MAX))

    draws((0.1, 0.1), (0.2, 0.2))(story)
    for _ in range(LINE_POINTS_MAX + 5):
        story.feed(Dragged("draw.signature", 0.3, 0.3))

    assert len(seen(story).lines) == LINES_MAX
    assert len(seen(story).line) == LINE_POINTS_MAX
    assert len(whole(seen(story))) == LINES_MAX


def test_what_is_kept_of_endless_drawing_is_still_a_signature_to_the_hall() -> None:
    story = signing()
    there_and_back = ((0.1, 0.1), (0.9, 0.9)) * (POINTS_MAX // 12)
    story.model = story.model.show(Sign(lines=(there_and_back,) * 6))

    draws((0.1, 0.1), (0.2, 0.2))(story)
    touches("ok")(story)

    assert sum(map(len, story.visit.signature)) <= POINTS_MAX
    assert is_signature(story.visit.signature)


def test_a_signature_is_not_in_a_log() -> None:
    story = signing()

    draws((0.1234, 0.1), (0.4321, 0.9))(story)

    assert "0.1234" not in repr(story.model)
