"""Whatever screen of the gallery somebody walks away from: the next person sees a kiosk where nobody ever was."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.examples import examples
from kiosk.flows import Tick
from kiosk.flows.apply.states import Consent, Find, Guide, LayCard, Who
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.enquire.states import Enquire
from kiosk.flows.model import Model, Place
from kiosk.flows.states import Collect, Home
from kiosk.scene import Scene
from locker.client import NoAnswer
from locker.contract.requests import AnyRequest
from tests.kiosk.applicant_story import MARRIAGE, shows_item
from tests.kiosk.notice_story import APPLIES
from tests.kiosk.shell_story import AtTheShell, at_the_shell
from tests.kiosk.story import WALL, FlowStep, cabinet, link, play, sees, touches
from tests.kiosk.test_shell_privacy import left_in_memory, left_on_disk
from tests.real.wait import until

FIRSTS = {
    "乌云": "孛儿只斤",
    "巴特尔": "额尔敦陶格陶",
    "其其格": "萨仁高娃",
    "前进路": "赛罕塔拉西街",
    "二连浩特市草原口岸贸易有限公司": "阿拉坦牧业合作社",
    "1525011965": "1526281971",
    "1525011990": "1526281988",
    "13800138000": "13947999888",
    "E2611230": "E2611239",
    "EL1:": "EL1:FIRST",
    "ED1:": "ED1:FIRST",
    "hall.example": "first.example",
    "licence-1": "first-page",
}
"""What stands in the examples, and what stands there for the first person only."""
SECRETS = tuple(FIRSTS.values())
PATIENCE = 40

EXAMPLES = examples(APPLIES)
ROOMS = sorted({type(model.screen).__module__ for model in EXAMPLES.values()})


def of_the_first(thing: Any) -> Any:
    """The same with the first person's words in it, however deep they stand."""
    if isinstance(thing, str) and type(thing) is str:
        return next((thing.replace(old, new) for old, new in FIRSTS.items() if old in thing), thing)
    if isinstance(thing, CatalogueInUse | Place):
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: of_the_first(getattr(thing, one.name)) for one in fields(thing) if one.init})
    if isinstance(thing, msgspec.Struct):
        names = thing.__struct_fields__
        return msgspec.structs.replace(thing, **{name: of_the_first(getattr(thing, name)) for name in names})
    if type(thing) in (tuple, list, frozenset):
        return type(thing)(map(of_the_first, thing))
    return {key: of_the_first(value) for key, value in thing.items()} if type(thing) is dict else thing


def comes(one: AtTheShell, example: Model) -> None:
    """Somebody stands where the example shows them, and reads English."""
    person = {name: of_the_first(getattr(example, name)) for name in ("screen", "visit", "staff", "standing_asked")}
    one.model = replace(one.model, **person, language="en", acted_ms=one.now_ms, changed_ms=one.now_ms)
    one.shell.refresh()


def walks_away(one: AtTheShell) -> None:
    """Nobody touches anything; an open door is pushed shut in the end, which lockerd tells when it is asked anew."""
    for _ in range(PATIENCE):
        if isinstance(one.screen, Home):
            break
        one.now_ms += 60_000
        one.feed(Tick(WALL))
    else:
        link(up=False)(one)
        link(up=True)(one)
        sees(cabinet())(one)
    one.now_ms += 60_000
    one.feed(Tick(WALL))
    assert isinstance(one.screen, Home)


def next_person(one: AtTheShell) -> Iterator[Scene]:
    """Everything the next person sees before they have said anything about themselves."""
    ways = (
        (FlowStep(touches("apply"), Find), FlowStep(shows_item(MARRIAGE), Guide), FlowStep(touches("apply"), Consent),
         FlowStep(touches("agree"), Who), FlowStep(touches("role.self"), LayCard)),
        (FlowStep(touches("enquire"), Enquire),),
        (FlowStep(touches("collect"), Collect),),
    )  # fmt: skip
    for way in ways:
        wakes(one)
        yield shown(one)
        for step in way:
            play(one, step)
            yield shown(one)
        walks_away(one)


def wakes(one: AtTheShell) -> None:
    """A glass that sleeps takes the first touch for itself."""
    one.now_ms += 1000
    one.shell.touched(None)
    one.now_ms += 1000


def shown(one: AtTheShell) -> Scene:
    assert one.pane.shown
    return one.pane.shown


def held(model: Model) -> str:
    """All that the model holds of people."""
    return "\n".join(texts(model))


def texts(thing: Any) -> Iterator[str]:
    """Every text in it, however deep, but for the catalogue's and the machine's own."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        yield from texts(tuple(thing.items()))
    elif isinstance(thing, tuple | list | frozenset):
        for one in thing:
            yield from texts(one)
    elif isinstance(thing, msgspec.Struct):
        yield from texts(msgspec.structs.astuple(thing))
    elif is_dataclass(thing) and not isinstance(thing, CatalogueInUse | Place):
        yield from texts(tuple(getattr(thing, one.name) for one in fields(thing)))


async def no_lockerd(_request: AnyRequest) -> NoAnswer:
    return NoAnswer.AWAY


@pytest.mark.parametrize("room", ROOMS)
async def test_the_next_person_sees_what_they_would_see_if_nobody_had_been_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, room: str
) -> None:
    caplog.set_level("DEBUG")
    async with at_the_shell(tmp_path / "untouched", lockerd=no_lockerd) as one:
        walks_away(one)
        untouched = list(next_person(one))

    async with at_the_shell(tmp_path / "used", lockerd=no_lockerd) as one:
        for name, example in EXAMPLES.items():
            if type(example.screen).__module__ == room:
                comes(one, example)
                walks_away(one)
                assert not [secret for secret in SECRETS if secret in held(one.model)], name
                assert list(next_person(one)) == untouched, name

        await until(lambda: not asyncio.all_tasks() - {asyncio.current_task()})
        assert not list(left_in_memory(one, SECRETS))
        assert not list(left_on_disk(tmp_path, SECRETS))
        assert not [secret for secret in SECRETS if secret in caplog.text]


def test_the_check_above_would_find_each_of_them() -> None:
    firsts = "\n".join(held(of_the_first(example)) for example in EXAMPLES.values())

    assert {secret for secret in SECRETS if secret in firsts} == set(SECRETS)
