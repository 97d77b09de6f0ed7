"""Two people in a row: of the first nothing is left, wherever they walked away. Not in a file, not in a log, and not in
anything the kiosk still holds.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import BuiltinFunctionType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest

from kiosk.devices.sheet import Sheet
from kiosk.flows import Effect
from kiosk.flows.apply.states import Consent, Find, Guide, Kept, Question, Who
from kiosk.flows.inputs import CardRead, PageTaken
from kiosk.flows.states import Home
from kiosk.flows.submit.states import Camera, ChooseDelivery, Done, PagePreview, Papers, Review
from kiosk.flows.visit import Card, TakenPage, Visit
from tests.kiosk.acts.story import jpeg
from tests.kiosk.applicant_story import MARRIAGE, OTHER, lays, shows_item
from tests.kiosk.applicant_story import NUMBER as CARD_NUMBER
from tests.kiosk.shell_story import AtTheShell, at_the_shell
from tests.kiosk.story import FlowStep, play, touches, types, waits
from tests.real.wait import until

NAME, ADDRESS, PARTNER, MOBILE = "孛儿只斤乌云", "格日勒敖都苏木九九号", "额尔敦其其格", "13947999888"
MARKED = jpeg()[:20] + b"\xff\xfe\x00\x14a page of somebody" + jpeg()[20:]
SECRETS = (NAME, ADDRESS, PARTNER, MOBILE, CARD_NUMBER, OTHER, "a page of somebody")
CARD = Card(NAME, CARD_NUMBER, date(1965, 3, 12), ADDRESS, date(2036, 3, 12))

Act = Callable[[AtTheShell], Awaitable[None] | None]


def finds_the_item(one: AtTheShell) -> None:
    play(
        one,
        FlowStep(touches("apply"), Find),
        FlowStep(shows_item(MARRIAGE), Guide),
        FlowStep(touches("apply"), Consent),
    )
    play(one, FlowStep(touches("agree"), Who))


def lays_the_card(one: AtTheShell) -> None:
    touches("role.self")(one)
    lays(CARD)(one)


def says_the_phone(one: AtTheShell) -> None:
    touches("yes")(one)
    types(MOBILE)(one)


def begins_the_form(one: AtTheShell) -> None:
    touches("ok")(one)
    play(one, FlowStep(touches("ok"), Question))


async def spells_a_name(one: AtTheShell) -> None:
    assert one.model.visit
    answered = {"of_age": "yes", "unmarried": "yes"}
    one.model = replace(one.model, visit=replace(one.model.visit, answers=answered))
    one.model = one.model.show(Question("partner_name"))
    touches("key.m", "key.a")(one)
    await until(lambda: isinstance(one.screen, Question) and "马" in one.screen.entry.candidates)


def fills_in_the_rest(one: AtTheShell) -> None:
    assert one.model.visit
    answers = {"partner_name": PARTNER, "partner_abroad": "no", "partner_number": OTHER}
    visit = replace(one.model.visit, answers=one.model.visit.answers | answers)
    one.model = replace(one.model, visit=visit).show(Papers())


def takes_a_page(key: str, number: int) -> Act:
    def act(one: AtTheShell) -> None:
        one.model = one.model.show(Camera(key))
        one.now_ms += 400
        taken = one.pages.add(Sheet(MARKED + bytes([number]), 120, 160))
        assert taken
        one.feed(PageTaken(taken))
        assert page_of(one, key)

    return act


def page_of(one: AtTheShell, key: str) -> TakenPage:
    assert one.model.visit
    return one.model.visit.papers[key].pages[0]


async def looks_at_it(one: AtTheShell) -> None:
    page = page_of(one, "photo")
    one.model = one.model.show(PagePreview("photo", page.id))
    one.shell.refresh()
    await until(lambda: one.pages.look(f"page:{page.id}") and one.pages.look(f"thumb:{page.id}"))


def counts_originals(one: AtTheShell) -> None:
    assert one.model.visit
    papers = {key: replace(paper, originals=3) for key, paper in one.model.visit.papers.items()}
    one.model = replace(one.model, visit=replace(one.model.visit, papers=papers)).show(Review())
    play(one, FlowStep(touches("ok"), ChooseDelivery))


async def hands_in(one: AtTheShell) -> None:
    touches("ok")(one)
    await until(lambda: isinstance(one.screen, Done))


VISIT: tuple[Act, ...] = (
    finds_the_item,
    lays_the_card,
    says_the_phone,
    begins_the_form,
    spells_a_name,
    fills_in_the_rest,
    takes_a_page("identities", 1),
    takes_a_page("photo", 2),
    looks_at_it,
    counts_originals,
    hands_in,
)


async def acts(one: AtTheShell, *what: Act) -> None:
    for act in what:
        if (coming := act(one)) is not None:
            await coming


async def keeps_a_draft(one: AtTheShell) -> None:
    touches("leave", "keep")(one)
    await until(lambda: isinstance(one.screen, Kept))


async def walks_away(one: AtTheShell) -> None:
    for _ in range(400):
        waits(1)(one)
        if isinstance(one.screen, Home):
            break
    assert isinstance(one.screen, Home)
    await until(lambda: not asyncio.all_tasks() - {asyncio.current_task()})


@pytest.mark.parametrize("steps", range(1, len(VISIT) + 1))
async def test_nothing_is_left_of_who_was_here_before(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, steps: int
) -> None:
    caplog.set_level("DEBUG")
    async with at_the_shell(tmp_path) as one:
        await acts(one, *VISIT[:steps])
        await acts(one, walks_away, finds_the_item)

        assert not list(left_in_memory(one, SECRETS))
        assert not list(left_on_disk(tmp_path, SECRETS))
        assert not [secret for secret in SECRETS if secret in caplog.text]


async def test_a_page_that_came_too_late_for_its_visit_is_gone_too(tmp_path: Path) -> None:
    async with at_the_shell(tmp_path) as one:
        await acts(one, *VISIT[:3])
        assert one.pages.add(Sheet(MARKED, 120, 160)), "no flow has heard of it"
        await acts(one, walks_away, finds_the_item)

        assert not list(left_in_memory(one, SECRETS))


class Recorder:
    """Acts that only remember what they were told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def carry_out(self, effect: Effect) -> None:
        self.told.append(type(effect).__name__)

    def leave(self) -> None:
        self.told.append("leave")

    def wipe(self, visit: Visit | None) -> None:
        self.told.append("wipe all" if visit is None else f"wipe all but {visit.name}")


async def test_who_leaves_takes_what_was_begun_along_before_anything_new_begins(tmp_path: Path) -> None:
    async with at_the_shell(tmp_path) as one:
        await acts(one, *VISIT[:7])
        recorder = one.shell.acts = Recorder()

        await acts(one, walks_away)
        assert recorder.told == ["leave", "Look", "DropPages", "wipe all"]

        recorder.told.clear()
        await acts(one, finds_the_item)
        assert recorder.told == ["leave", "wipe all but "]


async def test_nothing_is_left_of_a_draft_but_its_box(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with at_the_shell(tmp_path) as one:
        await acts(one, *VISIT[:7], lambda one: setattr(one, "model", one.model.show(Papers())))
        await keeps_a_draft(one)
        assert isinstance(one.screen, Kept)
        secrets = (*SECRETS, one.screen.slip, one.screen.slip.split(":")[2])
        await acts(one, walks_away, finds_the_item)

        assert not list(left_in_memory(one, secrets))
        assert not list(left_on_disk(tmp_path, secrets))
        assert not [secret for secret in secrets if secret in caplog.text]


async def test_the_checks_above_would_find_it(tmp_path: Path) -> None:
    async with at_the_shell(tmp_path) as one:
        await acts(one, *VISIT[:9])
        (tmp_path / "careless.txt").write_text(f"{NAME} was here", encoding="utf-8")

        found = {secret for secret, _ in left_in_memory(one, SECRETS)}
        assert found == set(SECRETS)
        assert [secret for secret, _ in left_on_disk(tmp_path, SECRETS)] == [NAME]


def left_in_memory(one: AtTheShell, secrets: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each secret in a text or bytes that can be reached from the kiosk, and in what it stood."""
    gc.collect()
    holders: list[tuple[Any, str]] = [
        (one.shell, "shell"),
        (one.acts, "acts"),
        (one.pages, "pages"),
        (one.pane, "pane"),
    ]
    seen = {id(secrets), id(SECRETS)}
    while holders:
        holder, place = holders.pop()
        for thing in gc.get_referents(holder):
            if id(thing) in seen or isinstance(thing, ModuleType | type | FrameType | BuiltinFunctionType):
                continue
            seen.add(id(thing))
            if isinstance(thing, str | bytes | bytearray):
                yield from ((secret, place) for secret in secrets if holds(thing, secret))
            elif isinstance(thing, FunctionType):
                holders.append(((thing.__closure__, thing.__defaults__), place))
            else:
                holders.append((thing, f"{place}.{type(thing).__name__}"[-200:]))


def holds(thing: str | bytes | bytearray, secret: str) -> bool:
    if isinstance(thing, str):
        return secret in thing
    return any(secret.encode(coding) in thing for coding in ("utf-8", "gb18030", "utf-16-le"))


def left_on_disk(folder: Path, secrets: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield from ((secret, path) for secret in secrets if holds(content, secret))


def test_a_card_that_is_read_late_is_nobodys() -> None:
    assert CARD.name not in repr(CardRead(CARD))
