"""Text being typed: signs as they are, or letters that become Chinese by choosing a candidate.

Touches arrive as ``key.x``; a keyboard's keys become the same names, so both ways are one.
"""

import re
from dataclasses import dataclass, field, replace

from kiosk.flows.effects import Compose, Effect
from kiosk.flows.inputs import Composed, Input, Touched
from kiosk.flows.turning import turned

LETTERS_MAX = 40
CANDIDATES_MAX = 120
CANDIDATE_SIGNS_MAX = 4
CANDIDATES_A_PAGE = 5

CODE_MARK = "u"

_PICKS = "12345"
_BOARDS = ("zh", "abc", "signs")
_CODE_POINT = re.compile(r"u[0-9a-f]{4,5}\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """``text`` so far, ``letters`` not yet Chinese, and what they may mean. ``board``: zh, abc or signs.

    ``rare``: the letters are meant for a character that everyday tables lack.
    """

    text: str = field(default="", repr=False)
    letters: str = field(default="", repr=False)
    candidates: tuple[str, ...] = field(default=(), repr=False)
    takes: tuple[int, ...] = field(default=(), repr=False)
    page: int = 0
    board: str = "zh"
    capitals: bool = False
    rare: bool = field(default=False, repr=False)

    @property
    def keys(self) -> str:
        """The board that is shown: after ``u``, which begins no syllable, the one for a character's code."""
        return "code" if self.board == "zh" and self.letters.startswith(CODE_MARK) else self.board

    @property
    def shown(self) -> tuple[str, ...]:
        """The candidates of this page."""
        return self.candidates[self.page * CANDIDATES_A_PAGE : (self.page + 1) * CANDIDATES_A_PAGE]

    @property
    def pages(self) -> int:
        """Pages of candidates."""
        return -(-len(self.candidates) // CANDIDATES_A_PAGE)


Typed = tuple[Entry, tuple[Effect, ...]]


def typed_chinese(entry: Entry, what: Input, length_max: int, *, names: bool) -> Typed:
    """One input for a field of Chinese or any text; ``names``: candidates that are people's names come first."""
    match what:
        case Composed(letters=letters) if letters == entry.letters and letters:
            return _composed(entry, what), ()
        case Touched(control=str(control)) if control.startswith("pick."):
            return _picked(entry, control.removeprefix("pick."), length_max, names=names)
        case Touched(control="pick_before" | "pick_next" as control):
            return replace(entry, page=turned(entry.page, control, entry.pages)), ()
        case Touched(control=str(control)) if control.startswith("board."):
            return _board(_as_typed(entry, length_max), control.removeprefix("board.")), ()
        case Touched(control=str(control)) if control.startswith("key."):
            return _key(entry, control.removeprefix("key."), length_max, names=names)
    return entry, ()


def typed_signs(entry: Entry, what: Input, allowed: str, length_max: int) -> Entry:
    """One input for a field of digits, or of the signs ``allowed``; small letters become capitals."""
    match what:
        case Touched(control="key.delete"):
            return replace(entry, text=entry.text[:-1])
        case Touched(control="key.clear"):
            return replace(entry, text="")
        case Touched(control=str(control)) if control.startswith("board."):
            return _board(entry, control.removeprefix("board."))
        case Touched(control=str(control)) if control.startswith("key."):
            sign = control.removeprefix("key.").upper()
            fits = len(sign) == 1 and sign in allowed and len(entry.text) < length_max
            return replace(entry, text=entry.text + sign) if fits else entry
    return entry


def _key(entry: Entry, name: str, length_max: int, *, names: bool) -> Typed:
    if name in {"space", " "} and entry.letters:
        return _picked(entry, "0", length_max, names=names)
    if name == "rare":
        return _asking(replace(entry, rare=not entry.rare), entry.letters, names=names)
    if name == "delete" and entry.letters:
        return _asking(entry, entry.letters[:-1], names=names)
    if _spells(entry, name):
        return _asking(entry, entry.letters + name.lower(), names=names)
    if entry.letters and name in _PICKS:
        return _picked(entry, str(_PICKS.index(name)), length_max, names=names)
    return _edited(_as_typed(entry, length_max), name, length_max), ()


def _as_typed(entry: Entry, length_max: int) -> Entry:
    """Letters that were meant as letters go into the text, as when another sign follows them."""
    return replace(entry, text=(entry.text + entry.letters)[:length_max], letters="", candidates=(), takes=(), page=0)


def _edited(entry: Entry, name: str, length_max: int) -> Entry:
    match name:
        case "delete":
            return replace(entry, text=entry.text[:-1])
        case "clear":
            return Entry(board=entry.board)
        case "shift":
            return replace(entry, capitals=not entry.capitals)
        case "space" | " ":
            return _written(entry, " ", length_max) if entry.text else entry
    return _written(entry, name, length_max) if len(name) == 1 and name.isprintable() else entry


def _spells(entry: Entry, sign: str) -> bool:
    """Whether a sign goes to the letters, not to the text. After ``u`` come the digits of a rare sign's code."""
    if len(sign) != 1 or not sign.isascii():
        return False
    within = entry.letters != "" and (sign == "'" or (entry.letters.startswith(CODE_MARK) and sign.isdigit()))
    return within or (entry.board == "zh" and sign.isalpha())


def _asking(entry: Entry, letters: str, *, names: bool) -> Typed:
    """Other letters, and the question what they may mean; the old candidates stay until the answer comes."""
    letters = letters[:LETTERS_MAX]
    asking = replace(entry, letters=letters, page=0)
    if _CODE_POINT.match(letters):
        return replace(asking, candidates=tuple(_coded(letters)), takes=()), ()
    if not letters:
        return replace(asking, candidates=(), takes=()), ()
    return asking, (Compose(letters, names, entry.rare),)


def _coded(letters: str) -> str:
    """The sign with this code, for staff who look a rare one up; nothing that cannot be seen."""
    sign = chr(int(letters[1:], 16))
    return sign if sign.isalpha() else ""


def _composed(entry: Entry, what: Composed) -> Entry:
    takes = what.takes or (len(what.letters),) * len(what.candidates)
    short = [one for one in zip(what.candidates, takes, strict=False) if len(one[0]) <= CANDIDATE_SIGNS_MAX]
    kept = short[:CANDIDATES_MAX]
    return replace(entry, candidates=tuple(one for one, _ in kept), takes=tuple(one for _, one in kept), page=0)


def _picked(entry: Entry, number: str, length_max: int, *, names: bool) -> Typed:
    """The candidate on this page; letters it does not use are asked anew."""
    if not (number.isdigit() and int(number) < len(entry.shown)):
        return entry, ()
    place = entry.page * CANDIDATES_A_PAGE + int(number)
    used = entry.takes[place] if place < len(entry.takes) else len(entry.letters)
    rest = entry.letters[max(1, used) :].lstrip("'")
    text = (entry.text + entry.candidates[place])[:length_max]
    return _asking(replace(entry, text=text, candidates=(), takes=(), rare=False), rest, names=names)


def _written(entry: Entry, sign: str, length_max: int) -> Entry:
    sign = sign.upper() if entry.capitals else sign
    return replace(entry, text=entry.text + sign) if len(entry.text) < length_max else entry


def _board(entry: Entry, board: str) -> Entry:
    known = board in _BOARDS
    return replace(entry, board=board, rare=False) if known else entry
