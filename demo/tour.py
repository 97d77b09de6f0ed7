"""``python -m demo.tour [--json FILE]``: start everything, play the tour, end. The tour touches only what a person can.

Glass: X events by xdotool. Cabinet and phone: the bench page's interface, the hand of a person. Dashboard: Chromium.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from demo.browser import DESK, PHONE, chromium, log_in, picture
from demo.finger import Finger
from demo.hand import Hand, until
from demo.house import CLERK_NUMBER, HALL_STAFF, House
from demo.steps import Act, Report, walk
from demo.system import System

ROOT = Path("var/demo")
SPARE_DOOR = "C8"
CASE = "152501-20261123-0017"
PHONE_NUMBER = "13800138000"
SMS_S_MAX = 60.0
DRAWN_S = 0.3
"""The log names a screen when it is decided on; by then it is drawn too."""

STEPS = (
    "look_at_dashboard",
    "look_at_home",
    "clerk_logs_in",
    "clerk_types",
    "clerk_chooses_size",
    "clerk_puts_in",
    "clerk_confirms",
    "sms_comes",
    "wrong_code",
    "right_code",
    "applicant_takes",
    "applicant_confirms",
    "dashboard_tells",
    "desk_commands",
)


@dataclass
class Tour:
    """One document from the clerk's hand to the applicant's."""

    system: System
    browser: Browser
    report: Report
    finger: Finger = field(init=False)
    hand: Hand = field(init=False)
    code: str = ""
    door: str = ""
    pictures: int = 0

    def __post_init__(self) -> None:
        house = self.system.house
        log = self.system.processes.log("kiosk")
        size = (house.width, house.height)
        self.finger = Finger(self.system.screen, log, house.root / "kiosk.toml", size)
        self.hand = Hand(self.system.ports["bench"])
        self.dashboard = self._page(DESK)
        self.bench = self._page(DESK)

    def plan(self) -> list[Act]:
        """The steps, in order; what each says of itself is its name."""
        return [getattr(self, name) for name in STEPS]

    def look_at_dashboard(self) -> None:
        """The dashboard asks who you are, and shows the kiosk online."""
        self.dashboard.goto(self.system.hall_url)
        picture(self.dashboard, self._picture("dashboard-login"))
        log_in(self.dashboard, self.system.hall_url, HALL_STAFF, self.system.house.password)
        self.dashboard.wait_for_selector("a[href='/kiosk/k1'] .link.online", timeout=30_000)
        picture(self.dashboard, self._picture("dashboard"))

    def look_at_home(self) -> None:
        """The kiosk shows its home screen."""
        self.finger.sees("home")
        self._glass("home")
        self.bench.goto(self.system.ports["bench"])
        self.bench.wait_for_timeout(300)
        picture(self.bench, self._picture("cabinet"))

    def clerk_logs_in(self) -> None:
        """A clerk logs in at the kiosk."""
        self.finger.touch("home", "staff")
        self.finger.sees("staff_login")
        self.finger.types("staff_login", CLERK_NUMBER)
        self.finger.touch("staff_login", "ok")
        self.finger.types("staff_login-pin", self.system.house.pin)
        self._glass("staff-login")
        self.finger.touch("staff_login-pin", "ok")
        self.finger.sees("staff_menu")
        self._glass("staff-menu")

    def clerk_types(self) -> None:
        """Types the case number and the applicant's phone."""
        self.finger.touch("staff_menu", "deposit")
        self.finger.sees("deposit_case")
        self.finger.types("deposit_case", CASE)
        self._glass("deposit-case")
        self.finger.touch("deposit_case-typing", "ok")
        self.finger.sees("deposit_phone")
        self.finger.types("deposit_phone", PHONE_NUMBER)
        self._glass("deposit-phone")
        self.finger.touch("deposit_phone", "ok")
        self.finger.sees("deposit_size")
        self._glass("deposit-size")

    def clerk_chooses_size(self) -> None:
        """Chooses a size; one door opens."""
        self.finger.touch("deposit_size", "size.S")
        pressed_s = self.finger.touch("deposit_size", "ok")
        self.door = self.hand.sees_open()
        self._figure("size_chosen_to_coil_ms", pressed_s)
        self.finger.sees("door_open")
        self._glass("deposit-door-open")

    def clerk_puts_in(self) -> None:
        """Puts the envelope in and pushes the door shut."""
        self.hand.does(self.door, "put")
        self.hand.does(self.door, "push")
        self.finger.sees("door_shut")
        self._glass("deposit-door-shut")

    def clerk_confirms(self) -> None:
        """Confirms and leaves."""
        self.finger.touch("door_shut-place", "yes")
        self.finger.sees("staff_menu")
        self._glass("deposit-done")
        self.finger.touch("staff_menu", "logout")
        self.finger.sees("home")

    def sms_comes(self) -> None:
        """The applicant's phone gets the SMS with the pickup code."""
        until(lambda: bool(self.hand.sms()), "the SMS is on the phone", SMS_S_MAX)
        text = str(self.hand.sms()[-1]["text"])
        digits = "".join(filter(str.isdigit, text.partition("取件码")[2]))
        self.code = digits[:8]
        assert len(self.code) == 8, text
        self.bench.wait_for_timeout(500)
        picture(self.bench, self._picture("sms-on-the-phone"))

    def wrong_code(self) -> None:
        """A wrong code opens nothing and is said kindly."""
        wrong = self.code[:-1] + str((int(self.code[-1]) + 1) % 10)
        self.finger.touch("home", "collect")
        self.finger.sees("collect")
        self._glass("collect")
        self.finger.types("collect", wrong)
        self.dashboard.wait_for_timeout(500)
        self._glass("wrong-code")
        assert self.finger.screen() == "collect", self.finger.screen()
        assert self.hand.open_doors() == []

    def right_code(self) -> None:
        """The right code opens the one right door."""
        pulses = self.hand.door(self.door)["lock"]["pulses"]
        self.finger.types("collect", self.code[:5])
        self._glass("code-typing")
        pressed_s = self.finger.types("collect", self.code[5:])
        assert self.hand.sees_open() == self.door
        self._figure("last_digit_to_coil_ms", pressed_s)
        assert self.hand.door(self.door)["lock"]["pulses"] == pulses + 1
        self.finger.sees("door_open")
        self._glass("door-open")
        self.bench.wait_for_timeout(300)
        picture(self.bench, self._picture("cabinet-door-open"))

    def applicant_takes(self) -> None:
        """The applicant takes the envelope and pushes the door shut."""
        self.hand.does(self.door, "take")
        self.hand.does(self.door, "push")
        self.finger.sees("door_shut")
        self._glass("have-you-got-it")

    def applicant_confirms(self) -> None:
        """Says so, and is thanked; home again."""
        self.finger.touch("door_shut-pickup", "yes")
        self.finger.sees("thank_you")
        self._glass("thank-you")
        self.finger.sees("home")

    def dashboard_tells(self) -> None:
        """The dashboard tells the whole story, on a desk and on a phone."""
        self.dashboard.goto(f"{self.system.hall_url}/kiosk/k1")
        self.dashboard.wait_for_selector(".events li:has-text('已领取')", timeout=20_000)
        picture(self.dashboard, self._picture("dashboard-kiosk"))
        self.dashboard.goto(f"{self.system.hall_url}/sms")
        self.dashboard.wait_for_selector(".sms.delivered", timeout=30_000)
        picture(self.dashboard, self._picture("dashboard-sms"))
        self.dashboard.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.dashboard.goto(f"{self.system.hall_url}/kiosk/k1")
        picture(self.dashboard, self._picture("dashboard-on-a-phone"))

    def desk_commands(self) -> None:
        """Maintenance takes a door out of service from the desk, by a signed command, and gives it back."""
        self.dashboard.set_viewport_size(DESK)  # type: ignore[arg-type]
        for verb, service in (("take_out_of_service", "out_of_service"), ("return_to_service", "free")):
            self.dashboard.goto(f"{self.system.hall_url}/kiosk/k1/door/{SPARE_DOOR}")
            form = self.dashboard.locator(f"form.act:has(input[value={verb}])")
            form.locator("input[name=confirmed]").check()
            form.locator("button").click()
            self.dashboard.wait_for_selector("ul.rows li:first-child b.good", timeout=15_000)
            self.dashboard.goto(f"{self.system.hall_url}/kiosk/k1")
            self.dashboard.wait_for_selector(f"a.door.{service}[href$='/{SPARE_DOOR}']", timeout=15_000)
            picture(self.dashboard, self._picture(f"desk-{service}"))

    def _page(self, size: dict[str, int]) -> Page:
        return self.browser.new_context(viewport=size, locale="zh-CN").new_page()  # type: ignore[arg-type]

    def _picture(self, name: str) -> Path:
        self.pictures += 1
        return self.system.house.pictures / f"{self.pictures:02}-{name}.png"

    def _glass(self, name: str) -> None:
        time.sleep(DRAWN_S)
        self.system.screen.picture(self._picture(name))

    def _figure(self, name: str, pressed_s: float) -> None:
        """From the finger to the coil, both on this machine's monotonic clock."""
        energised_s = float(self.hand.door(self.door)["lock"]["energised_at_monotonic_s"])
        self.report.figures[name] = round((energised_s - pressed_s) * 1000, 1)


def play(system: System, report: Report) -> bool:
    """The whole tour; True when every step worked."""
    with chromium() as browser:
        return walk(Tour(system, browser, report).plan(), report)


def guided(house: House, report: Report, watch: Callable[[System], None], stay: Callable[[System], None]) -> int:
    """Start everything, play the tour, end everything; returns the exit status.

    ``watch`` is called when all is up, before the tour; ``stay`` after it, if it worked.
    """
    system = System(house)
    report.total = len(system.plan()) + len(STEPS)
    try:
        if walk(system.plan(), report):
            watch(system)
            if play(system, report):
                stay(system)
    finally:
        system.stop()
    if report.failed:
        sys.stderr.write(f"the tour failed at: {report.failed}\n")
    return 1 if report.failed else 0


def _nothing(_system: System) -> None:
    """Nobody watches, nobody stays."""


def main() -> int:
    """The tour alone, for a machine to read."""
    parser = argparse.ArgumentParser(prog="python -m demo.tour", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="steps and figures")
    asked = parser.parse_args()
    report = Report()
    status = guided(House(ROOT.resolve()), report, _nothing, _nothing)
    report.write(asked.json or ROOT / "tour.json")
    return status


if __name__ == "__main__":
    sys.exit(main())
