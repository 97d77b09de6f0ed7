"""A foreigner lays the passport under the camera, compares what was read, or types after all."""

from dataclasses import replace

from kiosk.flows.apply.states import Detail, Identified, LayPassport, Who
from kiosk.flows.effects import Look
from kiosk.flows.inputs import CameraSaw, Sight, ZoneRead
from kiosk.flows.states import Home
from kiosk.flows.step import step
from tests.kiosk.applicant_story import MOBILE, visit
from tests.kiosk.flows.test_who import PASSPORT, detail, seen, typing
from tests.kiosk.flows.test_who_with_a_passport import zone
from tests.kiosk.notice_story import NoticeStory
from tests.kiosk.story import Act, FlowStep, Story, play, touches, types, waits


def with_camera() -> NoticeStory:
    story = typing(PASSPORT)
    story.model = replace(story.model, place=replace(story.model.place, fitted=frozenset({"camera"})))
    return story


def reads(signs: str) -> Act:
    def act(story: Story) -> None:
        story.feed(ZoneRead(signs))

    return act


def test_what_the_camera_read_is_compared_line_by_line_and_the_name_once_more() -> None:
    story = play(
        with_camera(),
        FlowStep(touches("role.foreigner"), LayPassport),
        FlowStep(reads(zone()), Detail),
    )
    assert detail(story).entry.text == zone()
    assert "请和护照核对" in seen(story)

    play(story, FlowStep(touches("ok"), Detail))
    assert (detail(story).key, detail(story).entry.text) == ("name", "BATBAYAR DORJ")

    play(
        story,
        FlowStep(touches("key.delete", "key.i"), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )
    assert (visit(story).number, visit(story).name) == ("E12345678", "BATBAYAR DORI")


def test_a_passport_read_wrongly_is_laid_down_once_more() -> None:
    play(
        with_camera(),
        FlowStep(touches("role.foreigner"), LayPassport),
        FlowStep(reads(zone()), Detail),
        FlowStep(touches("back"), LayPassport),
        FlowStep(touches("back"), Who),
    )


def test_who_would_rather_type_does_and_finds_back_to_the_camera() -> None:
    play(
        with_camera(),
        FlowStep(touches("role.foreigner"), LayPassport),
        FlowStep(touches("type"), Detail),
        FlowStep(touches("mrz"), Detail),
        FlowStep(touches("back"), Detail),
        FlowStep(touches("back"), LayPassport),
    )


def test_why_it_cannot_be_read_is_said_with_what_to_do() -> None:
    story = play(with_camera(), FlowStep(touches("role.foreigner"), LayPassport))
    for sight, said in ((Sight.GLARE, "护照上有反光"), (Sight.CUT_OFF, "没有拍全"), (Sight.NO_ZONE, "压平")):
        story.feed(CameraSaw(sight))
        assert said in seen(story)
        assert "也可以自己输入" in seen(story)


def test_a_shadow_over_a_passport_that_was_left_keeps_nothing_open_for_long() -> None:
    story = play(with_camera(), FlowStep(touches("role.foreigner"), LayPassport))
    for _ in range(8):
        story.feed(CameraSaw(Sight.MOVING))
        waits(60)(story)

    assert story.screen == Home()


def test_an_expired_passport_that_was_photographed_is_told() -> None:
    story = play(
        with_camera(),
        FlowStep(touches("role.foreigner"), LayPassport),
        FlowStep(reads(zone("261122")), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )
    assert "护照已过有效期" in seen(story)


def test_the_camera_reads_only_while_it_is_asked_to() -> None:
    story = play(with_camera(), FlowStep(touches("role.foreigner"), LayPassport))
    _, effects = step(story.model, ZoneRead(zone()), story.now_ms + 1000)

    assert effects == (Look(on=False, zone=False),)
    assert zone() not in repr(ZoneRead(zone()))
