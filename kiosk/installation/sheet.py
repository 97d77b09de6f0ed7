"""What the technician has before them: all that was said, what is asked now, the doors' findings. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.flows.apply.entry import Entry, typed_chinese, typed_signs
from kiosk.flows.effects import Effect
from kiosk.flows.inputs import Composed, Input, Paper, Touched
from kiosk.flows.model import DoorPlace, ScreenPlace
from kiosk.flows.step import SETTLE_MS
from locker.contract.ids import CompartmentId

SAID_MAX = 400
STEP_LINES = 5
NAME_CHARACTERS_MAX = 60
NUMBER_DIGITS_MAX = 16
STOP = "q"
UNSEEN = ""
PAGES = {"up": STEP_LINES, "down": -STEP_LINES}
SHUTTING = frozenset({"shut", "shut.again"})
FORGOTTEN = ("forget", "f")
OPENED = ("announce", "o")
DANGER = "stop.power"
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Said:
    """A text of ``drivers/probe/texts`` and the values for its places."""

    what: str
    values: Values = field(default_factory=dict, repr=False)

    @property
    def door(self) -> CompartmentId | None:
        """The door it is about."""
        door = self.values.get("door")
        return CompartmentId(str(door)) if door else None


@dataclass(frozen=True, slots=True)
class Busy:
    """Nothing is wanted of the technician, but perhaps what was ``said``: to look, to shut a door."""

    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the keys of its answers."""

    said: Said
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """Which door was it? Answered by its name, or :data:`UNSEEN`."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who checks: a staff number, or a name in ``letters``."""

    entry: Entry = field(default_factory=Entry, repr=False)
    letters: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A long thing: how far, and whether it was told to end."""

    done: int
    of: int
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """The check has ended: all ``right``, or not; or it was not possible, and ``why``."""

    right: bool = False
    why: str = ""
    printing: bool = False
    paper: Paper | None = None


Now = Busy | Asked | Pointed | Named | Counted | Over


@dataclass(frozen=True, slots=True)
class Sheet:
    """``back``: how many lines the list is turned back. ``lit``: the door that is spoken of.

    ``found``: each door's finding. ``answer``: what the technician has just answered. ``since_ms``: when ``now`` came.
    """

    kiosk: str
    languages: tuple[str, ...]
    doors: Sequence[DoorPlace]
    screen: ScreenPlace | None = None
    prints: bool = False
    language: str = "zh"
    said: tuple[Said, ...] = ()
    back: int = 0
    now: Now = field(default_factory=Busy)
    lit: CompartmentId | None = None
    found: Mapping[CompartmentId, str] = field(default_factory=dict)
    answer: str | None = field(default=None, repr=False)
    since_ms: int = 0

    @property
    def danger(self) -> bool:
        """Whether the locks' power must be cut."""
        return any(one.what == DANGER for one in self.said)

    def told(self, said: Said) -> "Sheet":
        """One line more, the newest in sight; what only asks for a hand now is not kept."""
        if isinstance(self.now, Busy) and said.what in SHUTTING:
            return replace(self, now=Busy(said), lit=said.door)
        what, _, finding = said.what.partition(".")
        found = {**self.found, said.door: finding} if what == "finding" and said.door else self.found
        lines = (*self.said, said)[-SAID_MAX:]
        return replace(self, said=lines, back=0, lit=said.door or self.lit, found=found)

    def asks(self, now: Now, now_ms: int, door: CompartmentId | None = None) -> "Sheet":
        """Something is wanted from now on."""
        return replace(self, now=now, answer=None, lit=door, since_ms=now_ms)

    def counts(self, done: int, of: int) -> "Sheet":
        """How far a long thing is."""
        before = self.now if isinstance(self.now, Counted) else Counted(-1, of)
        lit = self.lit if before.done == done else None
        return replace(self, now=Counted(done, of, before.ending), lit=lit)


Move = tuple[Sheet, tuple[Effect, ...]]


def step(sheet: Sheet, what: Input, now_ms: int) -> Move:
    """One input. A finger that trembles does not press what has just appeared under it."""
    match what:
        case Touched(control=str(control)) if control.startswith("lang."):
            language = control.removeprefix("lang.")
            return replace(sheet, language=language if language in sheet.languages else sheet.language), ()
        case Touched(control="up" | "down" as control):
            back = min(max(0, sheet.back + PAGES[control]), max(0, len(sheet.said) - 1))
            return replace(sheet, back=back), ()
        case Touched(control=str(control)) if control.startswith("key.") or now_ms - sheet.since_ms >= SETTLE_MS:
            return _touched(sheet, what, control)
        case Composed() if isinstance(sheet.now, Named):
            return _typed(sheet, sheet.now, what)
    return sheet, ()


def _touched(sheet: Sheet, what: Touched, control: str) -> Move:
    match sheet.now:
        case Asked() as asked:
            return _chosen(sheet, asked, control), ()
        case Pointed():
            return _pointed(sheet, control), ()
        case Named() as named:
            return _naming(sheet, named, what, control)
        case Counted() as counted if control == "stop":
            return replace(sheet, now=replace(counted, ending=True)), ()
        case Over() as over if not over.printing:
            return _ended(sheet, over, control), ()
    return sheet, ()


def _chosen(sheet: Sheet, asked: Asked, control: str) -> Sheet:
    key = {"stop": STOP, **{f"choose.{choice}": choice for choice in asked.choices}}.get(control)
    if key is None:
        return sheet
    after = _answered(sheet, key)
    if (asked.said.what, key) == FORGOTTEN:
        return replace(after, found={})
    if (asked.said.what, key) == OPENED:
        return replace(after, now=Busy(asked.said), lit=asked.said.door)
    return after


def _pointed(sheet: Sheet, control: str) -> Sheet:
    names = {f"door.{door.id}": str(door.id) for door in sheet.doors} | {"unseen": UNSEEN}
    return _answered(sheet, names[control]) if control in names else sheet


def _naming(sheet: Sheet, named: Named, what: Touched, control: str) -> Move:
    if control == "ok":
        name = (named.entry.text + named.entry.letters)[:NAME_CHARACTERS_MAX].strip()
        return _answered(sheet, name), ()
    if control in ("letters", "digits"):
        return replace(sheet, now=Named(letters=control == "letters")), ()
    return _typed(sheet, named, what)


def _typed(sheet: Sheet, named: Named, what: Input) -> Move:
    if not named.letters:
        entry = typed_signs(named.entry, what, "0123456789", NUMBER_DIGITS_MAX)
        return replace(sheet, now=replace(named, entry=entry)), ()
    entry, effects = typed_chinese(named.entry, what, NAME_CHARACTERS_MAX, names=True)
    return replace(sheet, now=replace(named, entry=entry)), effects


def _ended(sheet: Sheet, over: Over, control: str) -> Sheet:
    """``go_on``, ``anew`` and ``finish`` are answers; the paper is printed beside."""
    if control == "print" and sheet.prints and not over.why:
        return replace(sheet, now=replace(over, printing=True, paper=None), answer="print")
    if control == "finish" or (control == "go_on" and not over.why) or (control == "anew" and over.why):
        return _answered(replace(sheet, said=()), control)
    return sheet


def _answered(sheet: Sheet, answer: str) -> Sheet:
    return replace(sheet, now=Busy(), answer=answer, lit=None)
