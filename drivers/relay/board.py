"""What is known of one board, and when it is asked next. No clock and no bytes: time is an argument, in seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence

from drivers.relay.settings import BoardSettings
from drivers.relay.speech import speech_of
from drivers.trouble import Trouble

MISSES_MAX = 3
MISS_PAUSE_S = 0.3
PAUSE_S_MIN = 0.5
PAUSE_TIMES = 30
"""A silent board is asked so seldom that waiting for it takes at most a thirtieth of the line's time by and by."""
HEARTBEAT_S = 1.0
SETUP_PAUSE_S = 0.7
"""Wrong set-up registers let an input hold a lock under current: they are read again so soon, see the room's README."""
SETUP_S_MAX = 1.0
"""Before a pulse they must have been read right within so long."""
UNFIT_PAUSE_S = 5.0
"""Where they cannot be mended they are written no more often, to spare the board's memory."""
BUSY_S = 120.0
"""A person may stand at a door that moved or was ordered for so long."""
HOT_S = 10.0
POLLS_A_ROUND = 4
PROBE_S_MIN = 0.02
PROBE_TIMES = 4
FULL_PROBE_EVERY = 32
LATE_TIMES = 2
"""A reply that did not come in its time is taken to be lost when twice that time has gone by as well."""


class Board:
    """One board on its line.

    ``answers``: None until it was first heard or fell silent. ``ready``: its setup registers were verified since.
    ``setup_trouble``: why it must not be pulsed although it answers. ``may_be_on``: a relay may be on that nobody
    ordered: at the start, and after inputs may have driven relays.
    """

    def __init__(self, settings: BoardSettings) -> None:
        self.name = settings.name
        self.address = settings.address
        self.profile = settings.profile
        self.unfit = settings.unfit
        self.speech = speech_of(settings.profile, settings.name, settings.address)
        self.answers: bool | None = None
        self.ready = False
        self.setup_trouble: Trouble | None = None
        self.setup_due_s = 0.0
        self._set_up_s = 0.0
        self.may_be_on = True
        self.due_s = 0.0
        self._misses = 0
        self._missed_s = float("-inf")
        self._pause_s = PAUSE_S_MIN
        self._busy_until_s = 0.0
        self._hot_until_s: dict[int, float] = {}
        self._turn = 0
        self._thinks_s: float | None = None
        self._unheard: Counter[int] = Counter()
        self._mute_due_s = 0.0
        self._inputs: dict[int, bool | None] = {}
        self._inputs_all = self.profile.inputs.count if self.profile.inputs else 0
        self._last_replies: dict[int, bytes] = {}
        self._told: tuple[bool | None, ...] | None = None
        self._told_ready: bool | None = None

    @property
    def in_doubt(self) -> bool:
        """It missed its last question or two: silent, or only disturbed?"""
        return 0 < self._misses < MISSES_MAX

    def is_busy(self, now_s: float) -> bool:
        """A door of its moved or was ordered lately."""
        return now_s < self._busy_until_s

    def polls_now(self, now_s: float) -> list[int]:
        """Which of its questions to ask in this round: those of moving doors and the next, or all that are open.

        One that was answered comes before one that was not: a single door that cannot be told must not make all others
        unknown. A mute one is asked as seldom as a silent board.
        """
        polls = range(len(self.speech.polls))
        if len(polls) == 1 or not self.answers:
            return [self._next_turn(polls)]
        answered = [poll for poll in polls if poll in self._last_replies]
        asked = [self._next_turn(answered or polls)]
        if unasked := [poll for poll in polls if not (poll in self._last_replies or self.is_mute(poll))]:
            asked += sorted(unasked, key=lambda poll: self._unheard[poll])
        else:
            hot = [poll for poll in answered if self._hot_until_s.get(poll, 0.0) > now_s][: POLLS_A_ROUND - 1]
            turns = [self._next_turn(answered or polls) for _ in range(POLLS_A_ROUND - 1 - len(hot))]
            asked = sorted(hot + asked + turns, key=lambda poll: self._unheard[poll] > 0)
        return asked + self._mute_now(now_s)

    def _mute_now(self, now_s: float) -> list[int]:
        mute = [poll for poll in range(len(self.speech.polls)) if self.is_mute(poll)]
        return [min(mute, key=lambda poll: self._unheard[poll])] if mute and now_s >= self._mute_due_s else []

    def is_mute(self, poll: int) -> bool:
        """This one of several questions was not answered three times running, while others are answered."""
        return self._unheard[poll] >= MISSES_MAX and bool(self._last_replies.keys() - {poll})

    def late_s(self, line_s: float, now_s: float) -> float:
        """How long a late answer may still come that would be taken for the word on an opening; 0: none can."""
        if not self.speech.replies_alike:
            return 0.0
        return max(0.0, self._missed_s + LATE_TIMES * self._full_s(line_s) - now_s)

    def _full_s(self, line_s: float) -> float:
        return max(line_s, self.profile.reply_ms_max / 1000)

    def patience_s(self, line_s: float, poll: int | None = None) -> float:
        """How long to wait for its next reply, where the line waits ``line_s``.

        A silent board, or one that is mute about ``poll``, is given little more than it used to need, and the full time
        now and then: so it can be asked often, is found soon when it is back, and costs the others little.
        """
        full_s, misses = self._full_s(line_s), 0
        if self.answers is False:
            misses = self._misses
        elif poll is not None and self.is_mute(poll):
            misses = self._unheard[poll]
        if not misses or self._thinks_s is None or misses % FULL_PROBE_EVERY == 0:
            return full_s
        return min(full_s, max(PROBE_S_MIN, PROBE_TIMES * self._thinks_s))

    def heard(self, now_s: float, thought_s: float = 0.0) -> bool:
        """A reply came, ``thought_s`` after the question. True when it is the first, or the first after silence."""
        news = not self.answers
        self.answers = True
        self._misses, self._pause_s = 0, PAUSE_S_MIN
        self._thinks_s = max(thought_s, 0.9 * (self._thinks_s or 0.0))
        self.due_s = now_s if self.profile.inputs else now_s + HEARTBEAT_S
        return news

    def missed(self, now_s: float, cost_s: float) -> bool:
        """No right reply came, and ``cost_s`` went by. True when that makes the board silent."""
        self._misses += 1
        self._missed_s = now_s
        self.due_s = now_s + MISS_PAUSE_S
        if self._misses < MISSES_MAX:
            return False
        self.due_s = now_s + min(self._pause_s, PAUSE_TIMES * cost_s)
        self._pause_s *= 2
        return self.fall_silent()

    def fall_silent(self) -> bool:
        """It may have lost its power: everything must be read and verified anew. True when this is news."""
        news = self.answers is not False
        self.answers, self.setup_trouble, self._told = False, None, None
        self.may_be_on |= bool(self.profile.setup)
        self._last_replies.clear()
        self._inputs.clear()
        self._unheard.clear()
        self.distrust()
        return news

    def setup_is_due(self, now_s: float) -> bool:
        """Read its setup registers (again): a sag too short to be heard may have brought the maker's defaults back."""
        return self.setup_due_s <= now_s and (not self.ready or bool(self.profile.setup))

    def prepared(self, now_s: float) -> bool:
        """Its setup registers were read, and its relays released if need was. True when ``ready`` is news."""
        self.may_be_on, self.ready = False, self.setup_trouble is None
        self._set_up_s = now_s
        self.setup_due_s = now_s + (SETUP_PAUSE_S if self.ready else UNFIT_PAUSE_S)
        news, self._told_ready = self._told_ready is not self.ready, self.ready
        return news

    def is_trusted(self, now_s: float) -> bool:
        """Its setup was verified so lately that it may be pulsed."""
        return self.ready and (not self.profile.setup or now_s - self._set_up_s <= SETUP_S_MAX)

    def distrust(self) -> None:
        """Verify the setup again before the next pulse."""
        self.ready, self.setup_due_s = False, 0.0

    def pulsed(self, channel: int, now_s: float) -> None:
        """A pulse was ordered: its door will move."""
        self._busy_until_s = now_s + BUSY_S
        self._hot_until_s[channel - 1] = now_s + HOT_S

    def doubts(self, poll: int, reply: bytes) -> bool:
        """It would be news, and nothing but a second equal answer guards it."""
        return self.speech.unguarded and not self.speech.inputs(poll, reply).items() <= self._inputs.items()

    def changed_inputs(self, poll: int, reply: bytes, now_s: float) -> tuple[bool | None, ...] | None:
        """All inputs, when ``reply`` to the question ``poll`` changed one or made them complete; else None."""
        self._unheard.pop(poll, None)
        if not self._inputs_all or reply == self._last_replies.get(poll):
            return None
        self._last_replies[poll] = reply
        return self._now(self.speech.inputs(poll, reply), now_s)

    def unanswered(self, poll: int, now_s: float, cost_s: float) -> tuple[bool | None, ...] | None:
        """One of several questions got no right answer, and ``cost_s`` went by.

        The third time running its input is unknown, though the board answers others: all inputs, where that is news.
        """
        if self.answers:
            self._unheard[poll] += 1
        if not self.is_mute(poll):
            return None
        self._mute_due_s = now_s + PAUSE_TIMES * cost_s
        self._last_replies.pop(poll, None)
        return self._now({poll: None}, now_s)

    def volunteered(self, frame: bytes, now_s: float) -> tuple[bool | None, ...] | None:
        """All inputs, when ``frame``, which nobody asked for, tells a change of this board; it is asked at once."""
        if not (bits := self.speech.change(frame)):
            return None
        self.due_s = now_s
        self._last_replies.clear()
        self._unheard.clear()
        return self._now(bits, now_s) if self.answers else None

    def _now(self, bits: Mapping[int, bool | None], now_s: float) -> tuple[bool | None, ...] | None:
        for index, bit in bits.items():
            if self._inputs.get(index, bit) is not bit:
                self._busy_until_s, self._hot_until_s[index] = now_s + BUSY_S, now_s + HOT_S
                self.setup_due_s = 0.0  # was it an input that moved its own relay?
            self._inputs[index] = bit
        if len(self._inputs) < self._inputs_all:
            return None
        known = tuple(self._inputs[index] for index in range(self._inputs_all))
        if known == self._told:
            return None
        self._told = known
        return known

    def _next_turn(self, polls: Sequence[int]) -> int:
        self._turn = next((poll for poll in polls if poll > self._turn), polls[0])
        return self._turn
