"""One item of several departments: one application, one case, two departments, one result in the locker, one rating."""

import time

from demo.applicant import MOBILE, Applicant
from demo.desk import DeskWorker
from demo.hand import until
from demo.house import CLERK_NUMBER
from demo.paper import case_on, kept
from demo.stage import Stage
from demo.steps import Act

SMS_S_MAX = 60.0
LOCK_RESTS_S = 5.0
"""The door was opened a moment ago; an applicant comes later than the next key press."""
STEPS = (
    "applies",
    "window_accepts",
    "departments_examine",
    "lead_decides",
    "result_into_the_locker",
    "collects",
    "rates",
    "statistics_tell",
)


class Joint:
    """What each step does is its docstring, which is its name in the report."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.person = Applicant(stage, "wang")
        self.notice = 0
        self.case = ""
        self.door = ""
        self.code = ""

    def plan(self) -> list[Act]:
        """The steps, in order."""
        return [getattr(self, name) for name in STEPS]

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
        self.person.lays_down("parents_identity", "父亲身份证", "母亲身份证", angle=4, originals=2)
        finger.touch("ok")
        self.person.lays_down("household_book", "居民户口簿")
        finger.touch("ok")
        papers = self.person.hands_in("joint")
        self.notice, self.case = papers[0], case_on(self.stage, papers[0])
        kept(self.stage, papers[0], "receipt")

    def window_accepts(self) -> None:
        """At the desk: every paper looked at and ticked, accepted, sent to two departments."""
        clerk = DeskWorker(self.stage, "window")
        clerk.page.goto(f"{self.stage.system.hall_url}/desk/")
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
        worker.does("ready")
        worker.stage_is("ready")
        worker.picture("desk-ready")

    def result_into_the_locker(self) -> None:
        """A clerk puts the result into the locker; the applicant is told by SMS."""
        finger, hand = self.stage.finger, self.stage.hand
        known = hand.codes()
        finger.touch("staff")
        finger.types(CLERK_NUMBER)
        finger.touch("ok")
        finger.types(self.stage.system.house.pin)
        finger.touch("ok")
        finger.sees("staff_menu")
        finger.touch("deposit")
        finger.sees("deposit_case")
        hand.shows_code(self.case)
        until(lambda: "ok" in finger.controls(), "the number can be confirmed")
        finger.touch("ok")
        finger.sees("deposit_phone")
        finger.types(MOBILE)
        finger.touch("ok")
        finger.sees("deposit_size")
        finger.touch("size.S")
        finger.touch("ok")
        self.door = hand.sees_open()
        finger.sees("door_open")
        hand.does(self.door, "put")
        hand.shuts(self.door)
        finger.sees("door_shut")
        finger.touch("yes")
        finger.sees("staff_menu")
        finger.touch("logout")
        until(lambda: hand.codes()[-1:] != known[-1:], "the SMS is on the phone", SMS_S_MAX)
        self.code = hand.codes()[-1]

    def collects(self) -> None:
        """The applicant collects it by the code."""
        finger, hand = self.stage.finger, self.stage.hand
        finger.sees("home")
        time.sleep(LOCK_RESTS_S)
        finger.touch("collect")
        finger.types(self.code)
        assert hand.sees_open() == self.door
        finger.sees("door_open")
        hand.does(self.door, "take")
        hand.shuts(self.door)
        finger.sees("door_shut")
        finger.touch("yes")
        finger.sees("thank_you")
        finger.touch("back")

    def rates(self) -> None:
        """Scans the notice: it is done; rates the service, once."""
        finger = self.stage.finger
        self.person.scans(self.notice)
        self.stage.glass("case-done")
        finger.touch("rate")
        finger.sees("rate")
        finger.touch("grade.5")
        self.stage.glass("rating")
        finger.touch("ok")
        finger.sees("rated")
        finger.touch("back")
        finger.sees("home")

    def statistics_tell(self) -> None:
        """The desk's figures tell of it, by department and item."""
        clerk = DeskWorker(self.stage, "window")
        clerk.page.goto(f"{self.stage.system.hall_url}/desk/statistics")
        clerk.picture("desk-statistics")
