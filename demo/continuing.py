"""What comes between beginning and handing in: a slip, a new version of the guide, a phone, a hall out of reach."""

import time

from demo.applicant import Applicant
from demo.desk import ACCEPTED, DeskWorker
from demo.hand import until
from demo.paper import ACCEPTANCE, DRAFT, case_on, kept, printed
from demo.phone import Phone
from demo.stage import Stage
from demo.story import Story

ITEM, FILE = "ZR-BDC-02", "land.toml"
QUESTION = "是否查询全部房产"
FIELD = f'{{ key = "all_homes", label = "{QUESTION}", label_en = "All property?", kind = "yes_no" }}'
CHANGES = {
    f'code = "{ITEM}"\nversion = 2\n': f'code = "{ITEM}"\nversion = 3\n',
    '"Purpose", length_max = 60 }]': f'"Purpose", length_max = 60 }}, {FIELD}]',
}
"""What the office changes of the item: a question more."""
TAKEN_OVER_S_MAX = 60.0


class Continuing(Story):
    """An applicant who is held up, each time by something else."""

    STEPS = (
        "keeps_a_draft",
        "office_changes_the_guide",
        "continues_by_the_slip",
        "sends_from_a_phone",
        "hall_is_cut_off",
        "hall_is_back",
        "asks_by_card",
    )

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.person = Applicant(stage, "li")
        self.slip = 0
        self.case = ""

    def keeps_a_draft(self) -> None:
        """Called away in the middle of the form: what was filled in is kept, and a slip printed."""
        finger = self.stage.finger
        self.person.finds("bdcdjzl", ITEM)
        self.person.agrees()
        self.person.says_who()
        self.person.writes("maifang")
        finger.sees("form")
        before = len(self.stage.hand.printed())
        finger.touch("leave")
        finger.sees("leave")
        self.stage.glass("leave")
        finger.touch("keep")
        finger.sees("kept")
        (self.slip,) = printed(self.stage, before, DRAFT)
        finger.reads("kept.printed")
        self.stage.glass("draft-kept")
        kept(self.stage, self.slip, "draft")
        finger.touch("ok")
        finger.sees("home")

    def office_changes_the_guide(self) -> None:
        """The office puts one more question into that item: the kiosk announces it within a minute."""
        path = self.stage.system.house.catalogue / FILE
        text = path.read_text("utf-8")
        for before, after in CHANGES.items():
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        changed_s = time.monotonic()
        path.write_text(text, "utf-8")
        self.stage.finger.reads("news", wait_s=TAKEN_OVER_S_MAX)
        self.stage.report.figures["guide_changed_to_announced_s"] = round(time.monotonic() - changed_s, 1)
        self.stage.glass("guide-changed")

    def continues_by_the_slip(self) -> None:
        """Scans the slip: everything is there, and only the new question is open."""
        finger = self.stage.finger
        self.person.asks()
        self.stage.hand.shows(self.slip)
        finger.sees("form")
        finger.touch("ok")
        finger.reads("form.missing")
        self.stage.glass("draft-continued")
        finger.touch("row.all_homes")
        self.person.answers("yes")
        finger.sees("form")
        finger.touch("ok")
        finger.sees("papers")

    def sends_from_a_phone(self) -> None:
        """The code on the glass opens a page on the applicant's phone; the picture sent there comes to the glass."""
        finger = self.stage.finger
        self.person.chooses("identity")
        finger.touch("phone")
        finger.sees("from_phone")
        until(lambda: "phone_pictures.opening" not in finger.says(), "the code is there")
        phone = Phone(self.stage, self.stage.code_on_glass("phone-code"))
        phone.sends(self.person.identity)
        phone.picture("phone-sent")
        finger.reads("phone_pictures.taken")
        self.stage.glass("phone-picture-came")
        phone.goes()
        finger.touch("ok")
        finger.sees("one_paper")
        finger.touch("ok")

    def hall_is_cut_off(self) -> None:
        """The hall is cut off while it is handed in: accepted by the rules, printed, and told that it waits here."""
        finger = self.stage.finger
        self.person.lets_look()
        finger.touch("ok")
        self.stage.system.cuts_counter_off()
        before = len(self.stage.hand.printed())
        self.person.delivers()
        (notice,) = printed(self.stage, before, ACCEPTANCE)
        self.case = case_on(self.stage, notice)
        finger.reads("done.waits")
        assert not DeskWorker(self.stage, "window").knows(self.case)
        self.person.leaves("without-the-hall")

    def hall_is_back(self) -> None:
        """The hall is back: it arrives by itself, is judged by the new version, and the decision is the same."""
        self.stage.system.opens_counter()
        clerk = DeskWorker(self.stage, "window")
        clerk.finds(self.case, "accepted", ACCEPTED)
        answers = clerk.page.locator("dl.form").inner_text()
        assert QUESTION in answers, answers
        clerk.picture("desk-after-the-cut")

    def asks_by_card(self) -> None:
        """Days later the applicant lays the card down: how it stands."""
        finger = self.stage.finger
        self.person.asks()
        self.person.shows_card()
        finger.sees("case")
        finger.reads("stage.accepted")
        self.stage.glass("progress-by-card")
        self.person.goes_home()
