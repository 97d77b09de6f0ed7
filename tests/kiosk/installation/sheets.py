"""The glass of the installation check in each of its states, for tests and pictures."""

from collections.abc import Iterator
from dataclasses import replace

from config.load import load_kiosk
from drivers.probe.walk import SCOPES
from kiosk.flows.apply.entry import Entry
from kiosk.flows.inputs import Paper
from kiosk.gallery import EXAMPLE
from kiosk.installation.sheet import Asked, Busy, Counted, Named, Now, Over, Pointed, Said, Sheet
from kiosk.installation.view import scene
from kiosk.scene import Scene
from kiosk.settings import place_of
from kiosk.texts import load_texts
from kiosk.wiring import probe_words

LANGUAGES = ("zh", "en")
TEXTS = load_texts(LANGUAGES)
WORDS = {language: probe_words(language) for language in LANGUAGES}
A1, A2 = {"door": "A1", "relay": "left/1"}, {"door": "A2", "relay": "left/2"}
BOARD = {"line": "cabinet", "address": 1, "baud": 9600, "family": "waveshare-rtu-relay-d"}
FINDINGS = tuple(
    Said(f"finding.{finding}", {"door": door, "ms": 412, "why": ""})
    for door, finding in (("A1", "right"), ("A2", "wrong_sensor"), ("A3", "wrong_sensor"), ("A4", "dead_sensor"))
)
SAID = (
    Said("title", {"kiosk": "kiosk-1"}),
    Said("resumed", {"at": "2026-11-23 09:00"}),
    Said("board.answers", {"board": "left", **BOARD}),
    Said("board.twins", {"board": "right", **BOARD}),
    *FINDINGS,
)
CHANGE = tuple(
    Said("mapping.line", {"line": line})
    for line in (
        "--- kiosk.toml.before-probe",
        "+++ kiosk.toml",
        '-sensor = { board = "left", input = 2 }',
        '+sensor = { board = "left", input = 3 }',
    )
)
REPORT = tuple(
    Said("mapping.line", {"line": f"A{n}　正确　继电器 left/{n}　传感器 left/{n}　打开 4{n}0 毫秒"})
    for n in range(1, 9)
)


def asked(what: str, *choices: str, **values: object) -> Asked:
    return Asked(Said(what, values), choices)


STATES: dict[str, Now] = {
    "who": Named(Entry("1012")),
    "who-name": Named(Entry("王", "gong", candidates=("工", "公", "宫"), takes=(4, 4, 4)), letters=True),
    "since": asked("since", "g", "n", at="2026-11-23 09:00"),
    "forget": asked("forget", "k", "f"),
    "search": asked("search", *SCOPES, s_s=42, b_s=310, a_s=1900),
    "counted": Counted(120, 247),
    "counted-ending": Counted(120, 247, ending=True),
    "boards": asked("boards.wrong", "c"),
    "shut_all": asked("shut_all", "y", left=12),
    "announce": asked("announce", "o", "s", number=3, of=12, **A2),
    "looks": Busy(Said("announce", A2)),
    "waits": Busy(),
    "opened": asked("opened", "u", "y", "o", "m", "n", changed="left/3", **A2),
    "pointed": Pointed(),
    "shut": Busy(Said("shut", A2)),
    "mapping": asked("mapping.write", "y", "n"),
    "soak": asked("soak.ask", "n", "a", "b", "c", doors=12, done=0, a_min=4, b_min=17, c_min=67),
    "over": Over(),
    "over-right": Over(right=True, paper=Paper.PRINTED),
    "over-printing": Over(printing=True),
    "over-impossible": Over(why="kiosk.toml: compartment A1: no board left"),
}
MORE = {"mapping": CHANGE, "over": REPORT, "over-right": REPORT, "over-printing": REPORT}


def sheets() -> dict[str, Sheet]:
    """Every state by name."""
    place = place_of(load_kiosk(EXAMPLE))
    base = Sheet("kiosk-1", LANGUAGES, place.doors, place.screen, prints=True)
    for said in SAID:
        base = base.told(said)
    found = {"none": replace(base, said=(), lit=None, found={})}
    for name, now in STATES.items():
        told = base
        for said in MORE.get(name, ()):
            told = told.told(said)
        about = now.said if isinstance(now, Asked | Busy) else None
        found[name] = replace(told, now=now, lit=about.door if about else None)
    found["danger"] = replace(base.told(Said("stop.power")), now=Over())
    found["older"] = replace(found["over"], back=5)
    return found


def scenes(width: int, height: int) -> Iterator[tuple[str, Scene]]:
    """Each state in each language, on a glass of that size."""
    for name, sheet in sheets().items():
        for language in LANGUAGES:
            yield f"{name}.{language}", scene(replace(sheet, language=language), TEXTS, WORDS, width, height)
