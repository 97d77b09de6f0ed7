"""One document from the clerk's hand to the applicant's."""

from demo.browser import DESK, PHONE, log_in, picture
from demo.clerk import Clerk
from demo.hand import until
from demo.house import HALL_STAFF
from demo.stage import Stage
from demo.story import Story

SPARE_DOOR = "C8"
CASE = "152501-20261123-0017"
PHONE_NUMBER = "13800138000"
SMS_S_MAX = 60.0
WRONG_CODE = "refusal.code_unknown.what"


class Collecting(Story):
    """A clerk, and whoever has the code."""

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

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.clerk = Clerk(stage)
        self.code = ""
        self.door = ""

    def look_at_dashboard(self) -> None:
        """The dashboard asks who you are, and shows the kiosk online."""
        self.stage.dashboard.goto(self.stage.system.hall_url)
        picture(self.stage.dashboard, self.stage.path("dashboard-login"))
        log_in(self.stage.dashboard, self.stage.system.hall_url, HALL_STAFF, self.stage.system.house.password)
        self.stage.dashboard.wait_for_selector("a[href='/kiosk/k1'] .link.online", timeout=30_000)
        picture(self.stage.dashboard, self.stage.path("dashboard"))

    def look_at_home(self) -> None:
        """The kiosk shows its home screen."""
        self.stage.finger.sees("home")
        self.stage.glass("home")
        self.stage.bench.goto(self.stage.system.ports["bench"])
        self.stage.bench.wait_for_timeout(300)
        picture(self.stage.bench, self.stage.path("cabinet"))

    def clerk_logs_in(self) -> None:
        """A clerk logs in at the kiosk."""
        self.clerk.gives_number_and_pin()
        self.stage.glass("staff-login")
        self.stage.finger.touch("ok")
        self.stage.finger.sees("staff_menu")
        self.stage.glass("staff-menu")

    def clerk_types(self) -> None:
        """Types the case number and the applicant's phone."""
        self.stage.finger.touch("deposit")
        self.stage.finger.sees("deposit_case")
        self.stage.finger.types(CASE)
        self.stage.glass("deposit-case")
        self.stage.finger.touch("ok")
        self.stage.finger.sees("deposit_phone")
        self.stage.finger.types(PHONE_NUMBER)
        self.stage.glass("deposit-phone")
        self.stage.finger.touch("ok")
        self.stage.finger.sees("deposit_size")
        self.stage.glass("deposit-size")

    def clerk_chooses_size(self) -> None:
        """Chooses a size; one door opens."""
        self.stage.finger.touch("size.S")
        pressed_s = self.stage.finger.touch("ok")
        self.door = self.stage.hand.sees_open()
        self._figure("size_chosen_to_coil_ms", pressed_s)
        self.stage.finger.sees("door_open")
        self.stage.glass("deposit-door-open")

    def clerk_puts_in(self) -> None:
        """Puts the envelope in and pushes the door shut."""
        self.stage.uses(self.door, "put")
        self.stage.glass("deposit-door-shut")

    def clerk_confirms(self) -> None:
        """Confirms and leaves."""
        self.stage.finger.touch("yes")
        self.stage.finger.sees("staff_menu")
        self.stage.glass("deposit-done")
        self.clerk.logs_out()

    def sms_comes(self) -> None:
        """The applicant's phone gets the SMS with the pickup code."""
        until(lambda: bool(self.stage.hand.codes()), "the SMS is on the phone", SMS_S_MAX)
        self.code = self.stage.hand.codes()[-1]
        assert len(self.code) == 8, self.stage.hand.sms()[-1]
        self.stage.bench.wait_for_timeout(500)
        picture(self.stage.bench, self.stage.path("sms-on-the-phone"))

    def wrong_code(self) -> None:
        """A wrong code opens nothing and is said kindly."""
        wrong = self.code[:-1] + str((int(self.code[-1]) + 1) % 10)
        self.stage.finger.touch("collect")
        self.stage.finger.sees("collect")
        self.stage.glass("collect")
        self.stage.finger.types(wrong)
        self.stage.finger.reads(WRONG_CODE)
        self.stage.glass("wrong-code")
        assert self.stage.finger.screen() == "collect", self.stage.finger.screen()
        assert self.stage.hand.open_doors() == []

    def right_code(self) -> None:
        """The right code opens the one right door."""
        pulses = self.stage.hand.door(self.door)["lock"]["pulses"]
        self.stage.finger.types(self.code[:5])
        self.stage.glass("code-typing")
        pressed_s = self.stage.finger.types(self.code[5:])
        assert self.stage.hand.sees_open() == self.door
        self._figure("last_digit_to_coil_ms", pressed_s)
        assert self.stage.hand.door(self.door)["lock"]["pulses"] == pulses + 1
        self.stage.finger.sees("door_open")
        self.stage.glass("door-open")
        self.stage.bench.wait_for_timeout(300)
        picture(self.stage.bench, self.stage.path("cabinet-door-open"))

    def applicant_takes(self) -> None:
        """The applicant takes the envelope and pushes the door shut."""
        self.stage.uses(self.door, "take")
        self.stage.glass("have-you-got-it")

    def applicant_confirms(self) -> None:
        """Says so, and is thanked; home again."""
        self.stage.finger.touch("yes")
        self.stage.finger.sees("thank_you")
        self.stage.glass("thank-you")
        self.stage.finger.sees("home")

    def dashboard_tells(self) -> None:
        """The dashboard tells the whole story, on a desk and on a phone."""
        self.stage.dashboard.goto(f"{self.stage.system.hall_url}/kiosk/k1")
        self.stage.dashboard.wait_for_selector(".events li:has-text('已领取')", timeout=20_000)
        picture(self.stage.dashboard, self.stage.path("dashboard-kiosk"))
        self.stage.dashboard.goto(f"{self.stage.system.hall_url}/sms")
        self.stage.dashboard.wait_for_selector(".sms.delivered", timeout=30_000)
        picture(self.stage.dashboard, self.stage.path("dashboard-sms"))
        self.stage.dashboard.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.stage.dashboard.goto(f"{self.stage.system.hall_url}/kiosk/k1")
        picture(self.stage.dashboard, self.stage.path("dashboard-on-a-phone"))

    def desk_commands(self) -> None:
        """Maintenance takes a door out of service from the desk, by a signed command, and gives it back."""
        self.stage.dashboard.set_viewport_size(DESK)  # type: ignore[arg-type]
        for verb, service in (("take_out_of_service", "out_of_service"), ("return_to_service", "free")):
            self.stage.dashboard.goto(f"{self.stage.system.hall_url}/kiosk/k1/door/{SPARE_DOOR}")
            form = self.stage.dashboard.locator(f"form.act:has(input[value={verb}])")
            form.locator("input[name=confirmed]").check()
            form.locator("button").click()
            self.stage.dashboard.wait_for_selector("ul.rows li:first-child b.good", timeout=15_000)
            self.stage.dashboard.goto(f"{self.stage.system.hall_url}/kiosk/k1")
            self.stage.dashboard.wait_for_selector(f"a.door.{service}[href$='/{SPARE_DOOR}']", timeout=15_000)
            picture(self.stage.dashboard, self.stage.path(f"desk-{service}"))

    def _figure(self, name: str, pressed_s: float) -> None:
        """From the finger to the coil, both on this machine's monotonic clock."""
        energised_s = float(self.stage.hand.door(self.door)["lock"]["energised_at_monotonic_s"])
        self.stage.report.figures[name] = round((energised_s - pressed_s) * 1000, 1)
