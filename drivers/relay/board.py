"""What is known of one board, and when it is asked next. No clock and no bytes: time is an argument, in seconds."""

from drivers.relay import frames
from drivers.relay.settings import BoardSettings
from drivers.trouble import Trouble

MISSES_MAX = 3
MISS_PAUSE_S = 0.3
PAUSE_S_MIN = 0.5
PAUSE_S_MAX = 10.0
HEARTBEAT_S = 1.0
SETUP_PAUSE_S = 5.0


class Board:
    """One board on its line.

    ``answers``: None until it was first heard or fell silent. ``ready``: its setup registers were verified since.
    ``setup_trouble``: why it must not be pulsed although it answers.
    """

    def __init__(self, settings: BoardSettings) -> None:
        self.name = settings.name
        self.address = settings.address
        self.profile = settings.profile
        self.answers: bool | None = None
        self.ready = False
        self.setup_trouble: Trouble | None = None
        self.setup_due_s = 0.0
        self.was_switched_off = False
        self.due_s = 0.0
        self._misses = 0
        self._pause_s = PAUSE_S_MIN
        self._last_reply = b""
        self.poll_request = self._poll_request()

    @property
    def in_doubt(self) -> bool:
        """It missed its last question or two: silent, or only disturbed?"""
        return 0 < self._misses < MISSES_MAX

    def heard(self, now_s: float) -> bool:
        """A reply came. True when it is the first, or the first after silence."""
        news = not self.answers
        self.answers = True
        self._misses, self._pause_s = 0, PAUSE_S_MIN
        self.due_s = now_s if self.profile.inputs else now_s + HEARTBEAT_S
        return news

    def missed(self, now_s: float) -> bool:
        """No right reply came. True when that makes the board silent; it is then asked ever more seldom."""
        self._misses += 1
        self.due_s = now_s + MISS_PAUSE_S
        if self._misses < MISSES_MAX:
            return False
        self.due_s = now_s + self._pause_s
        self._pause_s = min(2 * self._pause_s, PAUSE_S_MAX)
        return self.fall_silent()

    def fall_silent(self) -> bool:
        """It may have lost its power: everything must be read and verified anew. True when this is news."""
        news = self.answers is not False
        self.answers, self._last_reply, self.setup_trouble = False, b"", None
        self.distrust()
        return news

    def distrust(self) -> None:
        """Verify the setup again before the next pulse."""
        self.ready, self.setup_due_s = False, 0.0

    def changed_inputs(self, reply: bytes) -> tuple[bool, ...] | None:
        """The inputs in ``reply``, or None when they are those of the reply before, or there are none."""
        if self.profile.inputs is None or reply == self._last_reply:
            return None
        self._last_reply = reply
        return frames.bits(reply, self.profile.inputs.count)

    def _poll_request(self) -> frames.Request:
        inputs, profile = self.profile.inputs, self.profile
        if inputs is None:
            return frames.read_coils(self.name, self.address, profile.first_coil, profile.channels)
        return frames.read_inputs(self.name, self.address, inputs.first, inputs.count)
