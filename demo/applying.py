"""Applications from a paper in the hand to an accepted case: accepted, on a promise, corrected, refused."""

from demo.applicant import MOBILE, Applicant
from demo.browser import picture
from demo.clerk import Clerk
from demo.desk import ACCEPTED, CORRECTION, REFUSED, TOLERATED, DeskWorker
from demo.hand import until
from demo.paper import (
    ACCEPTANCE,
    COMMITMENT,
    IN_LOCKER,
    NON_ACCEPTANCE,
    TOLERANCE,
    case_on,
    kept,
    printed,
)
from demo.paper import CORRECTION as CORRECTION_NOTICE
from demo.phone import Phone
from demo.stage import Stage
from demo.story import Story

SMS_S_MAX = 60.0
SMS_OF_CORRECTION = "需要补正"


class Applying(Story):
    """One applicant, with four things to do."""

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

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.person = Applicant(stage, "batu")
        self.promise = 0
        self.door = ""
        self.correction = 0

    @property
    def desk(self) -> DeskWorker:
        """The window clerk at the case desk."""
        return DeskWorker(self.stage, "window")

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
        self.person.lays_down("identity", self.person.identity, angle=4)
        self.stage.glass("paper-taken")
        finger.touch("ok")
        (notice,) = self.person.hands_in("accepted", ACCEPTANCE)
        kept(self.stage, notice, "acceptance")
        self.desk.finds(case_on(self.stage, notice), "accepted", ACCEPTED)

    def is_accepted_on_a_promise(self) -> None:
        """A photo is missing: accepted all the same on a signed promise; the second of each paper is in the case."""
        self.person.begins("sbk", "RS-SB-01", "first")
        self.person.gives_only_identity()
        finger = self.stage.finger
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
        papers = printed(self.stage, before, TOLERANCE, COMMITMENT)
        self.promise = papers[0]
        kept(self.stage, papers[0], "tolerated")
        kept(self.stage, papers[1], "commitment")
        self.person.leaves("tolerated")
        self.desk.finds(case_on(self.stage, self.promise), "tolerated", TOLERATED)

    def brings_the_original(self) -> None:
        """Days later: scans the notice, a door opens for the missing original, it is inside."""
        finger = self.stage.finger
        self.person.scans(self.promise)
        self.stage.glass("case-of-the-notice")
        before = len(self.stage.hand.printed())
        finger.touch("hand_in")
        finger.sees("hand_in_size")
        finger.touch("ok")
        self.door = self.stage.hand.sees_open()
        finger.sees("door_open")
        self.stage.glass("hand-in-door")
        self.stage.uses(self.door, "put")
        finger.touch("yes")
        finger.sees("papers_inside")
        self.stage.glass("papers-inside")
        finger.touch("print")
        kept(self.stage, printed(self.stage, before, IN_LOCKER)[0], "in-locker")
        finger.touch("ok")
        finger.sees("home")

    def staff_take_it_out(self) -> None:
        """A clerk takes the original out of the locker and answers for it."""
        clerk = Clerk(self.stage)
        clerk.logs_in()
        clerk.takes_out(self.door)
        self.stage.glass("original-taken-out")
        clerk.logs_out()

    def desk_takes_it_to_the_case(self) -> None:
        """At the desk it is taken to the case: the promise is kept."""
        self.desk.opens(case_on(self.stage, self.promise))
        self.desk.ticks("complete", "yes")
        self.desk.does("originals")
        self.desk.stage_is("accepted")
        self.desk.picture("desk-promise-kept")

    def is_told_every_gap(self) -> None:
        """A paper is missing that must not be: every gap is told at once, with a correction notice to take home."""
        self.person.begins("sydj", "RS-JY-01", "yes")
        self.person.gives_only_identity()
        finger = self.stage.finger
        self.stage.glass("review-correction")
        before = len(self.stage.hand.printed())
        finger.touch("notice")
        finger.sees("handed_in")
        (self.correction,) = printed(self.stage, before, CORRECTION_NOTICE)
        kept(self.stage, self.correction, "correction")
        self.person.leaves("correction")
        self.desk.finds(case_on(self.stage, self.correction), "to_be_corrected", CORRECTION)

    def reads_it_on_a_phone(self) -> None:
        """The notice comes by SMS too: its link opens it on a phone, for who knows the last four of the number."""
        until(lambda: bool(self._told()), "the SMS is on the phone", SMS_S_MAX)
        picture(self.stage.bench, self.stage.path("sms-correction"))
        phone = Phone(self.stage, self._told()[-1].rpartition(" ")[2])
        phone.proves(MOBILE)
        phone.picture("phone-notice")
        phone.goes()

    def _told(self) -> list[str]:
        texts = (str(one["text"]) for one in self.stage.hand.sms())
        return [text for text in texts if SMS_OF_CORRECTION in text]

    def corrects_it(self) -> None:
        """Second visit: the notice is scanned, only what was lacking is asked; accepted."""
        finger = self.stage.finger
        self.person.scans(self.correction)
        self.stage.glass("case-to-be-corrected")
        finger.touch("reopen")
        finger.sees("prove_number")
        self.person.shows_card()
        finger.sees("papers")
        asked = [one for one in finger.controls() if one.startswith("paper.")]
        assert asked == ["paper.end_proof"], asked
        self.stage.glass("only-what-is-open")
        self.person.lays_down("end_proof", "解除劳动合同证明")
        finger.touch("ok")
        (notice,) = self.person.hands_in("corrected", ACCEPTANCE)
        kept(self.stage, notice, "corrected")
        assert case_on(self.stage, notice) == case_on(self.stage, self.correction)
        self.desk.finds(case_on(self.stage, notice), "accepted", ACCEPTED)
        self.desk.picture("desk-corrected")

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
        (notice,) = printed(self.stage, before, NON_ACCEPTANCE)
        kept(self.stage, notice, "not-accepted")
        self.person.leaves("not-accepted")
        self.desk.finds(case_on(self.stage, notice), "not_accepted", REFUSED)
        self.desk.picture("desk-not-accepted")
