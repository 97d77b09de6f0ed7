"""An applicant at the kiosk: what a hand does there from the wish to the notice."""

import tomllib

from demo.hand import until
from demo.house import TEMPLATES
from demo.paper import printed
from demo.stage import Stage

LINE = tuple[tuple[float, float], ...]
SIGNATURE: tuple[LINE, ...] = (
    ((0.25, 0.3), (0.45, 0.25), (0.3, 0.75)),
    ((0.5, 0.35), (0.7, 0.3), (0.52, 0.7), (0.75, 0.65)),
)
SKIP = "skip"
MOBILE = "13800138000"
BY_ITSELF_S_MAX = 30.0
"""A second is promised, and measured by ``bench``; here only whether, however busy the machine."""


def identity_card(card: str, title: str = "居民身份证") -> str:
    """The paper that is this person's identity card, as the document camera of the simulation knows it."""
    cards = tomllib.loads((TEMPLATES / "cards.toml").read_text("utf-8"))["card"]
    who = next(one for one in cards if one["id"] == card)
    return f"{title} {who['name']} {who['number']}"


class Applicant:
    """Does as the screens say. ``card`` names the identity card in their pocket (``world.toml``)."""

    def __init__(self, stage: Stage, card: str) -> None:
        self._stage = stage
        self._finger, self._hand = stage.finger, stage.hand
        self._card = card
        self.identity = identity_card(card)

    def finds(self, letters: str, item: str) -> None:
        """From home to the guide of an item, by its pinyin."""
        self._finger.sees("home")
        self._finger.touch("apply")
        self._finger.touch("by.search")
        self._finger.types(letters)
        self._finger.touch(f"item.{item}")
        self._finger.sees("guide")

    def agrees(self) -> None:
        """From the guide past the consent."""
        self._finger.touch("apply")
        self._finger.sees("consent")
        self._finger.touch("agree")
        self._finger.sees("who")

    def says_who(self) -> None:
        """By card and mobile number."""
        self._finger.touch("role.self")
        self._finger.sees("lay_card")
        self.shows_card()
        self._finger.sees("card_seen")
        self._finger.touch("yes")
        self._finger.sees("detail")
        self._finger.types(MOBILE)
        self._finger.touch("ok")
        self._finger.sees("identified")
        self._finger.touch("ok")

    def begins(self, letters: str, item: str, *answers: str) -> None:
        """From home to the papers."""
        self.finds(letters, item)
        self.agrees()
        self.says_who()
        self.answers(*answers)
        if self._finger.sees("form", "papers") == "form":
            self._finger.touch("ok")

    def answers(self, *answers: str) -> None:
        """One question a screen: ``yes``, ``no``, the key of a choice or ``skip``; anything else is typed as it is."""
        for answer in answers:
            self._finger.sees("question")
            if f"choose.{answer}" in self._finger.controls():
                self._finger.touch(f"choose.{answer}")
            elif answer == SKIP:
                self._finger.touch(SKIP)
            else:
                self._finger.types(answer)
                self._finger.touch("ok")

    def writes(self, *words: str) -> None:
        """The answer to a question in Chinese: each word by its pinyin, the first candidate taken."""
        self._finger.sees("question")
        for word in words:
            self._finger.types(word)
            self._finger.touch("pick.0")
        self._finger.touch("ok")

    def lays_down(self, key: str, *papers: str, angle: float = 97, originals: int = 1) -> None:
        """The pages of one material under the camera, one after the other; it takes them by itself."""
        self.chooses(key)
        self._finger.touch("camera")
        self._finger.sees("camera")
        for number, paper in enumerate(papers):
            self.page(paper, number + 1, angle)
        self._finger.touch("ok")
        self._finger.sees("one_paper")
        for _ in range(originals - 1):
            self._finger.touch("originals.more")

    def chooses(self, key: str) -> None:
        """One of the papers asked for."""
        self._finger.sees("papers")
        self._finger.touch(f"paper.{key}")
        self._finger.sees("one_paper")

    def page(self, paper: str, count: int, angle: float) -> None:
        """One page, which is taken by itself as soon as it lies still; then off the table."""
        self._hand.lays_paper(paper, angle)
        until(lambda: self._taken() >= count, f"{paper} is taken by itself", BY_ITSELF_S_MAX)
        self._hand.takes_paper_away()

    def hands_in(self, name: str, *titles: str) -> list[int]:
        """From the papers, all there, to the printed notices with these titles; their numbers. Home again."""
        before = len(self._hand.printed())
        self.lets_look()
        self._stage.glass(f"review-{name}")
        self._finger.touch("ok")
        self.delivers()
        papers = printed(self._stage, before, *titles)
        self.leaves(name)
        return papers

    def lets_look(self) -> None:
        """From the papers to what the rules say of them."""
        self._finger.sees("papers")
        self._finger.touch("ok")
        self._finger.sees("review")

    def delivers(self) -> None:
        """Wants the result in the locker; hands in."""
        self._finger.sees("delivery")
        self._finger.touch("way.locker")
        self._finger.touch("ok")
        self._finger.sees("handed_in")

    def leaves(self, name: str) -> None:
        """Reads what the screen says at the end, and goes."""
        until(lambda: "read" in self._finger.controls(), "the notice can be read")
        self._stage.glass(f"handed-in-{name}")
        self._finger.touch("ok")
        if self._finger.sees("goodbye", "rate", "home") != "home":
            self._finger.touch("back")
        self._finger.sees("home")

    def asks(self) -> None:
        """From home to where a paper or a card leads on."""
        self._finger.sees("home")
        self._finger.touch("enquire")
        self._finger.sees("enquire")

    def scans(self, notice: int) -> None:
        """The code on a printed notice, from home to its case."""
        self.asks()
        self._hand.shows(notice)
        self._finger.sees("case")

    def shows_card(self) -> None:
        """Lays the identity card on the reader; it is read."""
        screen = self._finger.screen()
        self._hand.lays_card(self._card)
        until(lambda: self._finger.screen() != screen, "the card is read")
        self._hand.lifts_card()

    def goes_home(self) -> None:
        """From a case, step by step."""
        self._finger.touch("back")
        self._finger.sees("enquire")
        self._finger.touch("back")
        self._finger.sees("home")

    def gives_only_identity(self) -> None:
        """Of the papers this one; then the rules look."""
        self.lays_down("identity", self.identity, angle=4)
        self._finger.touch("ok")
        self.lets_look()

    def signs(self) -> None:
        """With a finger on the glass."""
        self._finger.sees("sign")
        self._finger.draws("draw.signature", SIGNATURE)

    def _taken(self) -> int:
        return sum(control.startswith("thumb.") for control in self._finger.controls())
