"""The applicant's own phone: a small browser, and a camera."""

from demo.browser import PHONE, picture
from demo.stage import Stage
from drivers.sim.camera.shot import Laying
from drivers.sim.camera.stream import jpeg_of

WIDE_PX, HIGH_PX = 2560, 1440


class Phone:
    """Knows nothing but the address it is shown."""

    def __init__(self, stage: Stage, address: str) -> None:
        self._stage = stage
        self.page = stage.page(PHONE)
        self.page.goto(address)

    def proves(self, number: str) -> None:
        """The last four digits of its own number, where a page asks for them; what was asked for is shown."""
        self.page.fill("input[name=last]", number[-4:])
        self.page.click("main button")
        self.page.wait_for_selector(".scan img")

    def sends(self, paper: str) -> None:
        """A photograph of a sheet on a table."""
        taken = jpeg_of(Laying(paper=paper, angle=6, table="wood", light=0.8), "wood", WIDE_PX, HIGH_PX, 0, 1)
        chosen = self.page.locator("input[name=picture]").first
        chosen.set_input_files({"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": taken})
        self.page.wait_for_selector(".shown img")
        self.page.click("form button")
        self.page.wait_for_selector("section.sent")

    def picture(self, name: str) -> None:
        """Keep what it shows."""
        picture(self.page, self._stage.path(name))

    def goes(self) -> None:
        """Back into the pocket."""
        self.page.context.close()
