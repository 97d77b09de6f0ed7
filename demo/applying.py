"""Applications from a paper in the hand to an accepted case: accepted, on a promise, corrected, refused."""

from demo.applicant import MOBILE, Applicant
from demo.browser import PHONE, picture
from demo.desk import DeskWorker
from demo.hand import until
from demo.house import CLERK_NUMBER
from demo.paper import case_on, kept, printed
from demo.stage import Stage
from demo.steps import Act

SMS_S_MAX = 60.0
SMS_OF_CORRECTION = "需要补正"
STEPS = (
    "finds_and_reads",
    "says_who",
    "is_accepted",
    "is_accepted_on_a_promise",
    "brings_the_original",
    "staff_take_it_out",
    "desk_takes_it_to_the_case",
    "is_told_every_gap",
    "reads_it_on_a_phone",
    "corrects_it",
    "is_not_accepted",
)


class Applying:
    """What each step does is its docstring, which is its name in the report."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.person = Applicant(stage, "batu")
        self.promise = 0
        self.door = ""
        self.promised_case = ""
        self.correction = 0

    def plan(self) -> list[Act]:
        """The steps, in order."""
        return [getattr(self, name) for name in STEPS]

    def finds_and_reads(self) -> None:
        """An applicant finds an item by its pinyin and reads its guide."""
        self.stage.glass("home-apply")
        self.person.finds("bdcdjzl", "ZR-BDC-02")
        self.stage.glass("guide")

    def says_who(self) -> None:
        """Agrees, lays the identity card on the reader, types a mobile number."""
        self.person.agrees()
        self.stage.glass("who")
        self.person.says_who()

    def is_accepted(self) -> None:
        """Writes by pinyin, lays the paper under the camera, hands in: accepted at once, with a printed notice."""
        finger = self.stage.finger
        finger.sees("question")
        finger.types("maifang")
        self.stage.glass("pinyin")
        finger.touch("pick.0")
        finger.touch("ok")
        finger.sees("form")
        finger.touch("ok")
        self.person.lays_down("identity", "居民身份证", angle=4)
        self.stage.glass("paper-taken")
        finger.touch("ok")
        papers = self.person.hands_in("accepted")
        kept(self.stage, papers[0], "acceptance")

    def is_accepted_on_a_promise(self) -> None:
        """A photo is missing: accepted all the same on a signed promise; the notice and two copies of the promise."""
        self.person.begins("sbk", "RS-SB-01", "first")
        self.person.lays_down("identity", "居民身份证", angle=4)
        finger = self.stage.finger
        finger.touch("ok")
        finger.sees("papers")
        finger.touch("ok")
        finger.sees("review")
        self.stage.glass("review-gap")
        finger.touch("promise")
        finger.sees("commitment")
        self.stage.glass("commitment")
        finger.touch("ok")
        self.person.signs()
        self.stage.glass("signed")
        before = len(self.stage.hand.printed())
        finger.touch("ok")
        self.person.delivers()
        papers = printed(self.stage, before, copies=4)
        self.promise, self.promised_case = papers[0], case_on(self.stage, papers[0])
        kept(self.stage, papers[0], "tolerated")
        kept(self.stage, papers[2], "commitment")
        self.person.leaves("tolerated")

    def brings_the_original(self) -> None:
        """Days later: scans the notice, a door opens for the missing original, it is inside."""
        finger, hand = self.stage.finger, self.stage.hand
        self.person.scans(self.promise)
        self.stage.glass("case-of-the-notice")
        finger.touch("hand_in")
        finger.sees("hand_in_size")
        finger.touch("ok")
        door = hand.sees_open()
        finger.sees("door_open")
        self.stage.glass("hand-in-door")
        hand.does(door, "put")
        hand.shuts(door)
        finger.sees("door_shut")
        finger.touch("yes")
        finger.sees("papers_inside")
        self.stage.glass("papers-inside")
        self.door = door
        finger.touch("ok")
        finger.sees("home")

    def staff_take_it_out(self) -> None:
        """A clerk takes the original out of the locker and answers for it."""
        finger, hand = self.stage.finger, self.stage.hand
        finger.touch("staff")
        finger.types(CLERK_NUMBER)
        finger.touch("ok")
        finger.types(self.stage.system.house.pin)
        finger.touch("ok")
        finger.touch("list")
        finger.sees("deposit_list")
        finger.touch(next(one for one in finger.controls() if one.startswith("row.")))
        finger.sees("take_back")
        finger.touch("ok")
        assert hand.sees_open() == self.door
        finger.sees("door_open")
        hand.does(self.door, "take")
        hand.shuts(self.door)
        finger.sees("door_shut")
        finger.touch("yes")
        finger.sees("deposit_list", "staff_menu")
        self.stage.glass("original-taken-out")
        finger.touch("back" if finger.screen() == "deposit_list" else "logout")
        if finger.sees("staff_menu", "home") == "staff_menu":
            finger.touch("logout")
        finger.sees("home")

    def desk_takes_it_to_the_case(self) -> None:
        """At the desk it is taken to the case: the promise is kept."""
        clerk = DeskWorker(self.stage, "window")
        clerk.opens(self.promised_case)
        clerk.ticks("complete", "yes")
        clerk.does("originals")
        clerk.stage_is("accepted")
        clerk.picture("desk-promise-kept")

    def is_told_every_gap(self) -> None:
        """A paper is missing that must not be: every gap is told at once, with a correction notice to take home."""
        self.person.begins("sydj", "RS-JY-01", "yes")
        self.person.lays_down("identity", "居民身份证", angle=4)
        finger = self.stage.finger
        finger.touch("ok")
        finger.sees("papers")
        finger.touch("ok")
        finger.sees("review")
        self.stage.glass("review-correction")
        before = len(self.stage.hand.printed())
        finger.touch("notice")
        finger.sees("handed_in")
        papers = printed(self.stage, before)
        self.correction = papers[0]
        kept(self.stage, papers[0], "correction")
        self.person.leaves("correction")

    def reads_it_on_a_phone(self) -> None:
        """The notice comes by SMS too: its link opens it on a phone, for who knows the last four of the number."""
        until(lambda: bool(self._told()), "the SMS is on the phone", SMS_S_MAX)
        picture(self.stage.bench, self.stage.path("sms-correction"))
        phone = self.stage.page(PHONE)
        phone.goto(self._told()[-1].rpartition(" ")[2])
        phone.fill("input[name=last]", MOBILE[-4:])
        phone.click("main button")
        phone.wait_for_selector(".scan img")
        picture(phone, self.stage.path("phone-notice"))
        phone.context.close()

    def _told(self) -> list[str]:
        texts = (str(one["text"]) for one in self.stage.hand.sms())
        return [text for text in texts if SMS_OF_CORRECTION in text]

    def corrects_it(self) -> None:
        """Second visit: the notice is scanned, only what was lacking is asked; accepted."""
        finger, hand = self.stage.finger, self.stage.hand
        self.person.scans(self.correction)
        self.stage.glass("case-to-be-corrected")
        finger.touch("reopen")
        finger.sees("prove_number")
        hand.lays_card("batu")
        finger.sees("papers", "form")
        hand.lifts_card()
        self.stage.glass("only-what-is-open")
        self.person.lays_down("end_proof", "解除劳动合同证明")
        finger.touch("ok")
        papers = self.person.hands_in("corrected")
        kept(self.stage, papers[0], "corrected")

    def is_not_accepted(self) -> None:
        """A condition is not met: not accepted, with the reason and where to go."""
        self.person.finds("gjj", "GJJ-TQ-01")
        self.person.agrees()
        self.person.says_who()
        self.person.answers("no")
        finger = self.stage.finger
        finger.sees("not_open")
        self.stage.glass("not-open-to-you")
        before = len(self.stage.hand.printed())
        finger.touch("notice")
        finger.sees("review")
        self.stage.glass("review-refused")
        finger.touch("notice")
        finger.sees("handed_in")
        kept(self.stage, printed(self.stage, before)[0], "not-accepted")
        self.person.leaves("not-accepted")
