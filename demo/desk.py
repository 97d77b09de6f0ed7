"""Somebody at the case desk, in a browser of their own."""

from playwright.sync_api import Page

from demo.browser import DESK, log_in, picture
from demo.stage import Stage


class DeskWorker:
    """``name`` of ``demo.house.DESK_STAFF``."""

    def __init__(self, stage: Stage, name: str) -> None:
        self._stage = stage
        self.page: Page = stage.page(DESK)
        log_in(self.page, stage.system.hall_url, name, stage.system.house.password)

    def opens(self, case: str) -> None:
        """The page of a case."""
        self.page.goto(f"{self._stage.system.hall_url}/desk/case/{case}")
        self.page.wait_for_selector("#review")

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

    def unticks(self, name: str, value: str) -> None:
        """Leave one box empty."""
        self.page.locator(f"input[name={name}][value={value}]").first.uncheck()

    def stage_is(self, stage: str) -> None:
        """The case stands there. :raises: it does not, within seconds."""
        self.page.wait_for_selector(f".chip.stage-{stage}", timeout=10_000)

    def picture(self, name: str) -> None:
        """Keep what the page shows."""
        picture(self.page, self._stage.path(name))
