"""What one board is asked and told, and what its replies mean: Modbus, or frames of its maker's own."""

from collections.abc import Sequence
from typing import Protocol

from drivers.relay import frames
from drivers.relay.lock_frames import LockSpeech
from drivers.relay.profile import AllOff, Profile, Pulse
from drivers.relay.request import Request


class Speech(Protocol):
    """One board's language. ``polls`` together tell all its inputs; ``change_bytes``: 0 where it never speaks first.

    ``replies_alike``: an answer to a question could be taken for the word on an opening. ``unguarded``: an answer has
    no checksum, so that one bit wrong on the way is another door's state.
    """

    @property
    def polls(self) -> Sequence[Request]:
        """What to ask, in turn."""

    @property
    def change_bytes(self) -> int:
        """How long a frame of the board's own accord is."""

    @property
    def replies_alike(self) -> bool:
        """Whether only the time tells them apart."""

    @property
    def unguarded(self) -> bool:
        """Whether a change counts only when it was told twice."""

    def pulse(self, channel: int, pulse_ms: int) -> Request:
        """The one frame that opens a lock."""

    def all_off(self) -> Request | None:
        """What releases every relay, where there is such a thing."""

    def inputs(self, poll: int, reply: bytes) -> dict[int, bool | None]:
        """The bits by input (from 0) that the reply to ``polls[poll]`` tells; None: the board cannot tell."""

    def change(self, frame: bytes) -> dict[int, bool | None]:
        """The bits by input (from 0) that a frame of the board's own accord tells."""


class ModbusSpeech:
    """A Modbus board: one request reads all inputs, or, where there are none, shows that it lives."""

    change_bytes = 0
    replies_alike = False
    unguarded = False

    def __init__(self, profile: Profile, device: str, address: int) -> None:
        self._profile = profile
        self._device = device
        self._address = address
        self.polls = (self._poll(),)

    def pulse(self, channel: int, pulse_ms: int) -> frames.Request:
        """The maker's timed pulse. The caller has asked ``unfit`` before."""
        return frames.pulse(self._timed(), self._device, self._address, channel, pulse_ms)

    def all_off(self) -> frames.Request | None:
        """Release every relay."""
        off: AllOff | None = self._profile.all_off
        return None if off is None else frames.all_off(off, self._profile.channels, self._device, self._address)

    def inputs(self, _poll: int, reply: bytes) -> dict[int, bool | None]:
        """Every input; none where the board has none."""
        inputs = self._profile.inputs
        return {} if inputs is None else dict(enumerate(frames.bits(reply, inputs.count)))

    def change(self, _frame: bytes) -> dict[int, bool | None]:
        """A Modbus board never speaks first."""
        return {}

    def _timed(self) -> Pulse:
        if self._profile.pulse is None:
            raise ValueError(f"{self._device} has no relays")
        return self._profile.pulse

    def _poll(self) -> frames.Request:
        profile, device, address = self._profile, self._device, self._address
        if profile.inputs is not None:
            return frames.read_inputs(device, address, profile.inputs.first, profile.inputs.count)
        if profile.alive is not None:
            return frames.read_registers(device, address, profile.alive.first, profile.alive.count)
        return frames.read_coils(device, address, profile.first_coil, profile.channels)


def speech_of(profile: Profile, device: str, address: int) -> Speech:
    """How to speak with the board ``device`` at ``address``."""
    if profile.frames is None:
        return ModbusSpeech(profile, device, address)
    return LockSpeech(profile.frames, device, address, profile.inputs.count if profile.inputs else 0)
