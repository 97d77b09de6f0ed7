"""Somebody at the case desk, in a browser of their own."""

from playwright.sync_api import Page

from demo.browser import picture
from demo.hand import until
from demo.stage import Stage

ACCEPTED, TOLERATED = "符合受理条件", "可以容缺受理"
CORRECTION, REFUSED = "需要补正", "不符合受理条件"
"""What the desk says that the rules say (``#review``)."""

AT_DESK_S_MAX = 90.0
"""So long a sealed application may take from the kiosk to the desk, also after the hall was cut off."""


class DeskWorker:
    """``name`` of ``demo.house.DESK_STAFF``."""

    def __init__(self, stage: Stage, name: str) -> None:
        self._stage = stage
        self.page: Page = stage.logged_in(name)

    def goes(self, path: str) -> None:
        """To a page of the desk."""
        self.page.goto(f"{self._stage.system.hall_url}/desk/{path}")

    def knows(self, case: str) -> bool:
        """Whether the hall has it; its page is open then."""
        answer = self.page.goto(f"{self._stage.system.hall_url}/desk/case/{case}")
        return answer is not None and answer.ok

    def opens(self, case: str) -> None:
        """The page of a case, once the hall has it."""
        until(lambda: self.knows(case), f"the desk has {case}", AT_DESK_S_MAX)
        self.page.wait_for_selector("#review")

    def finds(self, case: str, stage: str, rules_say: str) -> None:
        """The case stands there by that decision, and nothing is disputed or in doubt. :raises: it is otherwise."""
        self.opens(case)
        self.stage_is(stage)
        said = self.page.locator("#review > p > b").first.inner_text()
        assert said == rules_say, f"{case}: the rules say {said}, not {rules_say}"
        doubts = self.page.locator("p.warned").all_inner_texts()
        assert not doubts, f"{case}: {doubts}"

    def looks_at_everything(self) -> None:
        """Each paper of the list is in order."""
        for good in self.page.locator("form.window input[type=radio][value=good]").all():
            good.check()

    def does(self, act: str) -> None:
        """Press the button of an act; it must be done."""
        self.page.locator(f"button[name=act][value={act}]").first.click()
        self.page.wait_for_url(f"**done={act}*")

    def ticks(self, name: str, value: str) -> None:
        """One box or choice."""
        self.page.locator(f"input[name={name}][value={value}]").first.check()

    def writes(self, name: str, words: str) -> None:
        """Into one line."""
        self.page.locator(f"input[name={name}]").first.fill(words)

    def unticks(self, name: str, value: str) -> None:
        """Leave one box empty."""
        self.page.locator(f"input[name={name}][value={value}]").first.uncheck()

    def stage_is(self, stage: str) -> None:
        """The case stands there. :raises: it does not, within seconds."""
        self.page.wait_for_selector(f"h1 .chip.stage-{stage}", timeout=10_000)

    def reads_row(self, name: str) -> list[str]:
        """The figures of a row of the statistics, by its name."""
        row = self.page.locator("table tr").filter(has=self.page.get_by_role("rowheader", name=name, exact=True))
        return [text.strip() for text in row.first.locator("td").all_inner_texts()]

    def picture(self, name: str) -> None:
        """Keep what the page shows."""
        picture(self.page, self._stage.path(name))
