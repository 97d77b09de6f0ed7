"""Somebody applies for a social security card, from home to the notice; each step is a place to walk away from."""

from collections.abc import Callable
from dataclasses import dataclass

from demo.applicant import BY_ITSELF_S_MAX, SIGNATURE
from demo.hand import until
from tests.kiosk.two_people.corner import Corner

PAPER = "居民身份证"


@dataclass
class Person:
    """``card`` lies in their pocket (``demo/templates/cards.toml``); ``letters``: of what they type.

    ``slip``: the number of the last paper they took along.
    """

    card: str
    mobile: str
    letters: str
    slip: int = 0


Step = Callable[[Corner, Person], None]


def finds(one: Corner, _who: Person) -> None:
    one.finger.touch("apply")
    one.finger.touch("page.next")
    one.finger.touch("item.RS-SB-01")
    one.finger.sees("guide")


def agrees(one: Corner, _who: Person) -> None:
    one.finger.touch("apply")
    one.finger.sees("consent")
    one.finger.touch("agree")
    one.finger.sees("who")


def shows_the_card(one: Corner, who: Person) -> None:
    one.finger.touch("role.self")
    one.finger.sees("lay_card")
    one.hand.lays_card(who.card)
    one.finger.sees("card_seen")
    one.hand.lifts_card()


def goes_on(one: Corner, _who: Person) -> None:
    one.finger.touch("yes")
    one.finger.sees("detail")


def types_the_number(one: Corner, who: Person) -> None:
    one.types(*who.mobile)


def fills_in(one: Corner, _who: Person) -> None:
    one.finger.touch("ok")
    one.finger.sees("identified")
    one.finger.touch("ok")
    one.finger.touch("choose.first")
    one.finger.sees("form")


def spells(one: Corner, who: Person) -> None:
    """Goes on with the address that the card told, by pinyin."""
    one.finger.touch("row.home_address")
    one.finger.sees("question")
    one.types(*who.letters)
    until(lambda: "pick.0" in one.finger.controls(), "candidates are offered")


def keeps_a_draft(one: Corner, who: Person) -> None:
    """What was spelt is written; the slip is printed."""
    while "pick.0" in one.finger.controls():
        one.finger.touch("pick.0")
    one.finger.touch("ok")
    one.finger.sees("form")
    one.finger.touch("leave")
    one.finger.touch("keep")
    one.finger.reads("kept.printed")
    who.slip = int(one.hand.printed()[-1]["number"])


def shows_the_slip(one: Corner, who: Person) -> None:
    one.hand.shows(who.slip)
    one.finger.sees("form")


def lays_the_paper(one: Corner, _who: Person) -> None:
    """It is taken by itself, and lies there still."""
    one.finger.touch("ok")
    one.finger.touch("paper.identity")
    one.finger.touch("camera")
    one.finger.sees("camera")
    one.hand.lays_paper(PAPER, angle=4)
    until(lambda: bool(thumbs(one)), "the page is taken", BY_ITSELF_S_MAX)


def looks_at_the_page(one: Corner, _who: Person) -> None:
    one.finger.touch(thumbs(one)[0])
    one.finger.sees("page_preview")
    one.hand.takes_paper_away()


def signs(one: Corner, _who: Person) -> None:
    one.finger.touch("ok")
    one.finger.sees("one_paper")
    one.finger.touch("ok")
    one.finger.sees("papers")
    one.finger.touch("ok")
    one.finger.touch("promise")
    one.finger.sees("commitment")
    one.finger.touch("ok")
    one.finger.draws("draw.signature", SIGNATURE)


def hall_is_cut_off(one: Corner, _who: Person) -> None:
    """What is handed in now waits on the kiosk's disk."""
    one.cuts_counter_off()


def hands_in(one: Corner, _who: Person) -> None:
    """To the end of the printing."""
    one.finger.touch("ok")
    one.finger.touch("way.locker")
    one.finger.touch("ok")
    one.finger.sees("handed_in")
    until(lambda: "read" in one.finger.controls(), "the notices are printed", BY_ITSELF_S_MAX)


def thumbs(one: Corner) -> list[str]:
    """The pages that were taken and can be looked at."""
    return [control for control in one.finger.controls() if control.startswith("thumb.")]
