"""What the technician at the glass is asked, and what a touch answers; without a window."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from kiosk.flows.effects import Compose
from kiosk.flows.inputs import Composed, Paper
from kiosk.flows.step import SETTLE_MS
from kiosk.installation.sheet import SAID_MAX, Asked, Busy, Counted, Named, Over, Said
from kiosk.installation.technician import GlassTechnician
from tests.kiosk.installation.sheets import sheets


@dataclass
class Glass:
    """A technician whose finger always waits until what is asked has settled, unless told otherwise."""

    now_ms: int = 0
    composed: list[Compose] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.one = GlassTechnician(sheets()["none"], lambda: None, lambda: self.now_ms, self.composed.append)

    async def touches(self, *controls: str, after_ms: int = SETTLE_MS) -> None:
        await asyncio.sleep(0)
        for control in controls:
            self.now_ms += after_ms
            self.one.touched(control)
        await asyncio.sleep(0)


@pytest.fixture
def glass() -> Glass:
    return Glass()


async def test_a_question_is_answered_by_one_of_its_buttons_and_by_nothing_else(glass: Glass) -> None:
    asking = asyncio.create_task(glass.one.ask("announce", ("o", "s"), door="A2", relay="left/2", number=1, of=3))
    await glass.touches("choose.y", "choose.", "door.A1", "finish")
    assert not asking.done()
    assert glass.one.sheet.lit == "A2"
    await glass.touches("choose.o")
    assert await asking == "o"
    assert isinstance(glass.one.sheet.now, Busy)
    assert glass.one.sheet.lit == "A2", "it is this door that is to be looked at"


async def test_a_trembling_finger_does_not_open_the_door_that_has_just_been_announced(glass: Glass) -> None:
    asking = asyncio.create_task(glass.one.ask("announce", ("o", "s"), door="A2", relay="left/2", number=1, of=3))
    await glass.touches("choose.o", after_ms=SETTLE_MS - 1)
    assert not asking.done()
    asking.cancel()


async def test_a_keyboard_answers_no_question(glass: Glass) -> None:
    asking = asyncio.create_task(glass.one.ask("announce", ("o", "s"), door="A2", relay="left/2", number=1, of=3))
    await asyncio.sleep(0)
    glass.now_ms += SETTLE_MS
    for key in ("o", "enter", "y"):
        glass.one.key(key)
    assert not asking.done()
    asking.cancel()


async def test_stopping_is_an_answer_to_every_question(glass: Glass) -> None:
    asking = asyncio.create_task(glass.one.ask("shut_all", ("y",), left=3))
    await glass.touches("stop")
    assert await asking == "q"


async def test_the_door_that_opened_instead_is_shown_on_the_front(glass: Glass) -> None:
    writing = asyncio.create_task(glass.one.write("opened.other"))
    await glass.touches("door.A7")
    assert await writing == "A7"
    writing = asyncio.create_task(glass.one.write("opened.other"))
    await glass.touches("door.Z99", "unseen")
    assert await writing == ""


async def test_who_checks_types_a_number_or_a_name_in_pinyin(glass: Glass) -> None:
    writing = asyncio.create_task(glass.one.write("who"))
    await glass.touches("key.1", "key.0", "key.2", "key.delete", "key.q", "ok")
    assert await writing == "10"
    writing = asyncio.create_task(glass.one.write("who"))
    await glass.touches("letters", "key.w", "key.a", "key.n", "key.g")
    assert [asked.letters for asked in glass.composed] == ["w", "wa", "wan", "wang"]
    glass.one.feed(Composed("wang", ("王", "汪"), (4, 4)))
    await glass.touches("pick.0", "ok")
    assert await writing == "王"


async def test_nothing_typed_is_no_name(glass: Glass) -> None:
    writing = asyncio.create_task(glass.one.write("who"))
    await glass.touches("ok")
    assert await writing == ""
    assert "王" not in repr(replace(glass.one.sheet, now=Named()))


def test_a_long_thing_goes_on_until_it_is_told_to_end(glass: Glass) -> None:
    assert glass.one.progress(0, 10)
    assert glass.one.progress(1, 10)
    glass.now_ms += SETTLE_MS
    glass.one.touched("stop")
    assert glass.one.sheet.now == Counted(1, 10, ending=True)
    assert not glass.one.progress(2, 10)


async def test_the_doors_found_are_forgotten_only_when_that_was_said_twice(glass: Glass) -> None:
    glass.one.say("finding.right", door="A1", ms=400, why="")
    asking = asyncio.create_task(glass.one.ask("forget", ("k", "f")))
    await glass.touches("choose.k")
    assert (await asking, glass.one.sheet.found) == ("k", {"A1": "right"})
    asking = asyncio.create_task(glass.one.ask("forget", ("k", "f")))
    await glass.touches("choose.f")
    assert (await asking, glass.one.sheet.found) == ("f", {})


def test_the_newest_line_is_in_sight_and_older_ones_can_be_turned_to(glass: Glass) -> None:
    for number in range(SAID_MAX + 5):
        glass.one.say("mapping.line", line=number)
    glass.now_ms += SETTLE_MS
    glass.one.touched("down")
    assert glass.one.sheet.back == 0
    glass.one.touched("up")
    assert glass.one.sheet.back > 0
    glass.one.say("mapping.line", line="newest")
    assert glass.one.sheet.back == 0
    assert len(glass.one.sheet.said) == SAID_MAX
    assert glass.one.sheet.said[-1] == Said("mapping.line", {"line": "newest"})


async def test_the_report_is_printed_before_the_end_and_whether_it_came_out_is_told(glass: Glass) -> None:
    printer: asyncio.Future[Paper] = asyncio.get_running_loop().create_future()
    ending = asyncio.create_task(glass.one.ends(Over(), lambda: printer))
    await glass.touches("print")
    assert glass.one.sheet.now == Over(printing=True)
    await glass.touches("print", "finish")
    assert not ending.done(), "the paper is not cut off by leaving"
    printer.set_result(Paper.OUT)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert glass.one.sheet.now == Over(paper=Paper.OUT)
    await glass.touches("finish")
    assert await ending == "finish"


async def test_a_report_that_cannot_be_read_can_be_wiped_and_only_then(glass: Glass) -> None:
    ending = asyncio.create_task(glass.one.ends(Over(), asyncio.Future))
    await glass.touches("anew")
    assert not ending.done()
    await glass.touches("go_on")
    assert await ending == "go_on"
    ending = asyncio.create_task(glass.one.ends(Over(why="damaged"), asyncio.Future))
    await glass.touches("go_on")
    assert not ending.done()
    await glass.touches("anew")
    assert await ending == "anew"


async def test_a_person_who_reads_english_is_asked_in_english(glass: Glass) -> None:
    asking = asyncio.create_task(glass.one.ask("shut_all", ("y",), left=3))
    await glass.touches("lang.en", "lang.xx")
    assert glass.one.sheet.language == "en"
    assert isinstance(glass.one.sheet.now, Asked)
    asking.cancel()
