"""What a person typed is nowhere once they are gone: not in the model, the title, the log or a file."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from kiosk.flows import Scanned
from kiosk.flows.states import Home, Screen
from kiosk.keystrokes import Keystrokes
from locker.contract.answers import LoggedIn
from locker.contract.codec import encode_line
from locker.contract.facts import Right
from locker.contract.ids import StaffNumber, StaffToken
from locker.contract.refusal import Refusal
from locker.contract.requests import AnyRequest, BeginDeposit, CodeDigitNear, StaffLogin
from tests.kiosk.glass import Standing, kiosk
from tests.kiosk.story import Act, Story, at_home, at_menu, refused, scans, touches, types, waits
from tests.locker.client.stand_in import StandIn, polite
from tests.real.wait import until

CODE, NUMBER, PIN, CASE, PHONE = "48291367", "7351", "246813", "9753186420", "13800138000"
SECRETS = (CODE[:7], NUMBER, PIN, CASE, PHONE)

TYPED: dict[str, tuple[str, tuple[Act, ...]]] = {
    "a code": (CODE[:7], (touches("collect"), types(CODE[:7]))),
    "a scanned code that was refused": (CODE, (scans(CODE), refused(Refusal.CODE_UNKNOWN))),
    "a scanned text that is no code": ("hello-4829", (scans("hello-4829"),)),
    "a staff number": (NUMBER, (touches("staff"), types(NUMBER))),
    "a PIN": (PIN, (touches("staff"), types(NUMBER), touches("ok"), types(PIN))),
    "a PIN that was wrong": (
        PIN,
        (touches("staff"), types(NUMBER), touches("ok"), types(PIN), touches("ok"), refused(Refusal.LOGIN_WRONG)),
    ),
}
BY_STAFF: dict[str, tuple[str, tuple[Act, ...]]] = {
    "a case number": (CASE, (touches("deposit"), types(CASE))),
    "a scanned case number that is none": ("9753 1864", (touches("deposit"), scans("9753 1864"))),
    "a phone number": (PHONE, (touches("deposit"), scans(CASE), types(PHONE))),
    "a sealed phone number": ("c2VhbGVk", (touches("deposit"), scans(CASE), types(PHONE), touches("ok"))),
}


def everything(story: Story) -> str:
    """All that the model holds, fields kept out of logs too."""
    return str(asdict(story.model))


def acted(story: Story, acts: tuple[Act, ...]) -> Story:
    for act in acts:
        act(story)
    return story


@pytest.mark.parametrize("what", [*TYPED, *BY_STAFF])
def test_nothing_typed_stays_when_the_person_walks_away(what: str) -> None:
    secret, acts = (TYPED | BY_STAFF)[what]
    story = acted(at_menu() if what in BY_STAFF else at_home(), acts)
    assert secret not in repr(story.model), "what is logged or shown in an error"

    waits(200)(story)

    assert story.screen == Home()
    left = everything(story)
    assert not [text for text in (secret, *SECRETS) if text in left]


@pytest.mark.parametrize("what", ["a code", "a PIN", "a case number", "a phone number"])
def test_the_check_above_would_find_it(what: str) -> None:
    secret, acts = (TYPED | BY_STAFF)[what]

    assert secret in everything(acted(at_menu() if what in BY_STAFF else at_home(), acts))


def test_every_field_for_typing_is_kept_out_of_logs() -> None:
    def typed_into(screen: type[Screen]) -> list[str]:
        fields = screen.__dataclass_fields__
        return [name for name in ("digits", "number", "pin", "text") if name in fields and fields[name].repr]

    found: dict[str, list[str]] = {screen.name: typed_into(screen) for screen in _all(Screen)}
    assert not {name: names for name, names in found.items() if names}
    assert CODE not in repr(Scanned(CODE))


def _all(kind: type[Screen]) -> list[type[Screen]]:
    return [one for child in kind.__subclasses__() for one in (child, *_all(child))]


def test_a_burst_of_keys_is_forgotten_when_it_is_over() -> None:
    keys = Keystrokes()
    for at_ms, sign in enumerate(CODE):
        keys.feed(sign, at_ms)
    keys.flush(1000)

    assert keys.burst == ""


def with_login(request: AnyRequest) -> bytes | None:
    """A lockerd that lets one clerk in and takes everything."""
    if isinstance(request, StaffLogin):
        rights = list(Right)
        staff = LoggedIn(
            re=request.id,
            token=StaffToken("t"),
            number=StaffNumber(NUMBER),
            name="乌云",
            rights=rights,
            idle_s=180,
        )
        return encode_line(staff)
    return polite(request)


async def test_at_the_real_glass_nothing_typed_reaches_title_log_or_disk(tmp_path: Path) -> None:
    lockerd = StandIn(tmp_path / "socket", with_login)
    await lockerd.start()
    titles: list[str] = []
    async with kiosk(tmp_path) as glass:
        await glass.shows("home")
        await glass.types(*CODE[:7])
        await until(lambda: any(isinstance(request, CodeDigitNear) for request in lockerd.asked))
        titles.append(await glass.title())
        await glass.types("Escape")
        await glass.shows("home")

        await glass.touches_until("staff", "home", "staff_login")
        await glass.types(*NUMBER, "Return", *PIN, "Return")
        await glass.shows("staff_menu")
        await glass.touches_until("deposit", "staff_menu", "deposit_case")
        await glass.types(*CASE, "Return")
        await glass.shows("deposit_phone")
        await glass.types(*PHONE)
        titles.append(await glass.title())
        await glass.types("Return")
        await glass.shows("deposit_size")
        titles.append(await glass.title())
        await glass.touches_until("ok", "deposit_size", "opening")
        begun = await said(lockerd, lambda request: isinstance(request, BeginDeposit))

        await lockerd.stop()
        await glass.shows("out_of_service")
        titles.append(await glass.title())
        nothing_told(glass, titles, tmp_path)
    assert isinstance(begun, BeginDeposit)
    assert (begun.case, begun.phone_masked) == (CASE, "138****8000")
    nothing_told(glass, titles, tmp_path)


async def said(lockerd: StandIn, which: Callable[[AnyRequest], bool]) -> AnyRequest:
    await until(lambda: any(which(request) for request in lockerd.asked))
    return next(request for request in lockerd.asked if which(request))


def nothing_told(glass: Standing, titles: list[str], folder: Path) -> None:
    """No secret in a title, in the log, or in any file of this machine's."""
    told = "\n".join([*titles, *glass.log]).encode()
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]

    assert len(files) > 1
    assert not [secret for secret in SECRETS for text in (told, *files) if secret.encode() in text]
