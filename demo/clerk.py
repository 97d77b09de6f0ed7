"""A clerk at the kiosk: logs in, puts documents into the locker and takes papers out of it."""

from demo.hand import until
from demo.house import CLERK_NUMBER
from demo.stage import Stage


class Clerk:
    """Does as the screens of the staff say."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._finger, self._hand = stage.finger, stage.hand

    def gives_number_and_pin(self) -> None:
        """From home; what is left is to confirm."""
        self._finger.touch("staff")
        self._finger.sees("staff_login")
        self._finger.types(CLERK_NUMBER)
        self._finger.touch("ok")
        self._finger.types(self._stage.system.house.pin)

    def logs_in(self) -> None:
        """From home to the staff's menu."""
        self.gives_number_and_pin()
        self._finger.touch("ok")
        self._finger.sees("staff_menu")

    def scans_case(self, case: str) -> None:
        """From the menu: a result is to be put in; its label is held before the scanner."""
        self._finger.touch("deposit")
        self._finger.sees("deposit_case")
        self._hand.shows_code(case)
        until(lambda: "ok" in self._finger.controls(), "the number can be confirmed")
        self._finger.touch("ok")
        self._finger.sees("deposit_phone")

    def types_phone(self, number: str) -> None:
        """Of the applicant, who is told there."""
        self._finger.types(number)
        self._finger.touch("ok")
        self._finger.sees("deposit_size")

    def puts_in(self) -> str:
        """Into a small compartment; the door that opened for it. Back at the menu."""
        self._finger.touch("size.S")
        self._finger.touch("ok")
        door = self._hand.sees_open()
        self._stage.uses(door, "put")
        self._finger.touch("yes")
        self._finger.sees("staff_menu")
        return door

    def takes_out(self, door: str) -> None:
        """From the menu: the first paper of the list, from behind this door."""
        self._finger.touch("list")
        self._finger.sees("deposit_list")
        self._finger.touch(next(one for one in self._finger.controls() if one.startswith("row.")))
        self._finger.sees("take_back")
        self._finger.touch("ok")
        assert self._hand.sees_open() == door
        self._stage.uses(door, "take")
        self._finger.touch("yes")
        self._finger.sees("deposit_list", "staff_menu")

    def logs_out(self) -> None:
        """Home, from the menu or a list."""
        if self._finger.sees("staff_menu", "deposit_list") == "deposit_list":
            self._finger.touch("back")
        if self._finger.sees("staff_menu", "home") == "staff_menu":
            self._finger.touch("logout")
        self._finger.sees("home")
