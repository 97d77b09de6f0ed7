"""One item of several departments: one application, one case, two departments, one result in the locker, one rating."""

from demo.applicant import MOBILE, Applicant, identity_card
from demo.clerk import Clerk
from demo.desk import ACCEPTED, DeskWorker
from demo.hand import until
from demo.paper import ACCEPTANCE, RECEIPT, case_on, kept, printed
from demo.stage import Stage
from demo.story import Story

SMS_S_MAX = 60.0
ITEM, LEAD = "新生儿出生“一件事”", "市卫生健康委员会"
RESULT = "出生医学证明、户口登记"
"""Of the two departments that were asked: the item names papers of two more."""
FIGURES = ("received", "decided", "in_time", "late", "days", "updates", "rated", "grade")
RATED_FIVE = {
    "received": "1",
    "decided": "1",
    "in_time": "100%",
    "late": "0",
    "days": "0.0",
    "updates": "0",
    "rated": "1",
    "grade": "5.0",
}
"""The whole row of one case that was decided at once and rated with five."""


class Joint(Story):
    """The parents of a newborn, the window, two departments."""

    STEPS = (
        "applies",
        "window_accepts",
        "notice_is_printed",
        "departments_examine",
        "lead_decides",
        "result_into_the_locker",
        "collects",
        "rates",
        "rates_only_once",
        "statistics_tell",
    )

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.person = Applicant(stage, "wang")
        self.receipt = 0
        self.case = ""
        self.door = ""
        self.code = ""

    def applies(self) -> None:
        """A newborn: one application for several departments; a clerk will look, the receipt is printed."""
        finger = self.stage.finger
        self.person.finds("xse", "WJ-CS-01")
        self.person.agrees()
        self.person.says_who()
        self.person.answers("yes")
        self.person.writes("wang", "an")
        self.person.answers("20261101")
        self.person.writes("yiyuan")
        self.person.answers("no", "no")
        finger.sees("form")
        self.stage.glass("joint-form")
        finger.touch("ok")
        father, mother = identity_card("wang", "父亲身份证"), identity_card("mother", "母亲身份证")
        self.person.lays_down("parents_identity", father, mother, angle=4, originals=2)
        finger.touch("ok")
        self.person.lays_down("household_book", "居民户口簿")
        finger.touch("ok")
        (self.receipt,) = self.person.hands_in("joint", RECEIPT)
        self.case = case_on(self.stage, self.receipt)
        kept(self.stage, self.receipt, "receipt")

    def window_accepts(self) -> None:
        """At the desk: every paper looked at and ticked, accepted, sent to two departments."""
        clerk = DeskWorker(self.stage, "window")
        clerk.finds(self.case, "received", ACCEPTED)
        clerk.goes("")
        clerk.picture("desk-queue")
        clerk.opens(self.case)
        clerk.picture("desk-case")
        clerk.looks_at_everything()
        clerk.does("accept")
        clerk.stage_is("accepted")
        for department in ("medical", "labour"):
            clerk.unticks("department", department)
        clerk.does("route")
        clerk.picture("desk-routed")

    def notice_is_printed(self) -> None:
        """The applicant scans the receipt at the kiosk and has only the notice of acceptance printed there."""
        finger = self.stage.finger
        self.person.scans(self.receipt)
        before = len(self.stage.hand.printed())
        finger.touch("print")
        finger.sees("print_which")
        finger.touch("notice.1")
        (notice,) = printed(self.stage, before, ACCEPTANCE)
        assert case_on(self.stage, notice) == self.case
        finger.reads("done.paper.printed")
        self.stage.glass("notice-printed-later")
        kept(self.stage, notice, "joint-acceptance")
        finger.touch("back")
        finger.sees("case")
        self.person.goes_home()

    def departments_examine(self) -> None:
        """Both departments examine it and say what they think."""
        for name in ("police", "health"):
            worker = DeskWorker(self.stage, name)
            worker.opens(self.case)
            worker.ticks("opinion", "agree")
            worker.does("opinion")
            worker.picture(f"desk-{name}")

    def lead_decides(self) -> None:
        """The lead department decides; the result is ready."""
        worker = DeskWorker(self.stage, "health")
        worker.opens(self.case)
        worker.ticks("granted", "yes")
        worker.does("decide")
        worker.writes("result", RESULT)
        worker.does("ready")
        worker.stage_is("ready")
        worker.picture("desk-ready")

    def result_into_the_locker(self) -> None:
        """A clerk puts the result into the locker; the applicant is told by SMS."""
        known = self.stage.hand.codes()
        clerk = Clerk(self.stage)
        clerk.logs_in()
        clerk.scans_case(self.case)
        clerk.types_phone(MOBILE)
        self.door = clerk.puts_in()
        clerk.logs_out()
        until(lambda: self.stage.hand.codes()[-1:] != known[-1:], "the SMS is on the phone", SMS_S_MAX)
        self.code = self.stage.hand.codes()[-1]

    def collects(self) -> None:
        """The applicant collects it by the code."""
        finger = self.stage.finger
        finger.sees("home")
        self.stage.hand.waits_for_lock(self.door)
        finger.touch("collect")
        finger.types(self.code)
        assert self.stage.hand.sees_open() == self.door
        self.stage.uses(self.door, "take")
        finger.touch("yes")
        finger.sees("thank_you")

    def rates(self) -> None:
        """Is asked how it was, as soon as the hall has heard of it; rates the service."""
        finger = self.stage.finger
        until(lambda: "rate" in finger.controls(), "the rating is offered")
        self.stage.glass("thank-you-and-rate")
        finger.touch("rate")
        finger.sees("rate")
        finger.touch("grade.5")
        self.stage.glass("rating")
        finger.touch("ok")
        finger.sees("rated")
        finger.touch("back")
        finger.sees("home")

    def rates_only_once(self) -> None:
        """Scans the notice later: it is done, and a second rating is not taken."""
        self.person.scans(self.receipt)
        self.stage.finger.reads("stage.handed_over")
        assert "rate" not in self.stage.finger.controls()
        self.stage.glass("case-done")
        self.person.goes_home()

    def statistics_tell(self) -> None:
        """The desk's figures tell of it, by department and item."""
        clerk = DeskWorker(self.stage, "window")
        clerk.goes("statistics")
        for name in (LEAD, ITEM):
            row = clerk.reads_row(name)
            told = dict(zip(FIGURES, row, strict=False))
            assert told == RATED_FIVE, f"{name}: {row}"
        clerk.picture("desk-statistics")
