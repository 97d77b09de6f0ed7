"""What a board model can do, as a TOML file of ``profiles/`` tells. Quirks of a model are data, never a class."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from drivers.relay.lock_profile import Frames, Table

PROFILES = Path(__file__).parent / "profiles"
FILE_BYTES_MAX = 65_536

Word = Annotated[int, Meta(ge=0, le=0xFFFF)]
Count = Annotated[int, Meta(ge=1, le=64)]
Hex = Annotated[str, Meta(pattern=r"^[0-9A-F]{2}( [0-9A-F]{2})*$", max_length=768)]
Address = Annotated[int, Meta(ge=0, le=255)]
Act = Literal["pulse", "read_inputs", "read_coils", "read_alive", "read_setup", "write_setup", "all_off", "change"]


class ProfileError(ValueError):
    """A profile that does not exist or cannot be trusted: names the file, the key and what is allowed."""


class Pulse(Table, frozen=True, kw_only=True):
    """The pulse the board itself ends. Times in milliseconds, of which the board counts whole ``unit_ms``.

    ``flash_coil``: function 05, address ``first + stride * (channel - 1)``, value the number of units.
    ``flash_registers``: function 10, two registers there, ``mode`` and the number of units.
    ``delay_register``: function 06, one register there, ``mode`` plus the number of units.
    """

    kind: Literal["flash_coil", "flash_registers", "delay_register"]
    first: Word
    stride: Count = 1
    mode: Word = 0
    unit_ms: Annotated[int, Meta(ge=1, le=1000)]
    min_ms: Annotated[int, Meta(ge=1)]
    max_ms: Annotated[int, Meta(ge=1, le=10_000)]


class Inputs(Table, frozen=True, kw_only=True):
    """Opto-isolated inputs, read by one frame of function 02."""

    first: Word = 0
    count: Count


class Alive(Table, frozen=True, kw_only=True):
    """Holding registers (03), one a relay and 0 where it is off: read to see that a board without inputs lives, and
    what its relays do, where it has no function 01.
    """

    first: Word
    count: Count


class Setup(Table, frozen=True, kw_only=True):
    """Holding registers that must all be ``value`` before a relay may be used; ``why`` tells what happens else."""

    first: Word
    count: Count
    value: Word
    why: str


class AllOff(Table, frozen=True, kw_only=True):
    """The frame that releases every relay: one coil that stands for all (05), all coils at once (0F), or ``value``
    in one register that stands for all (06)."""

    kind: Literal["coil_for_all", "every_coil", "register_for_all"]
    address: Word
    value: Word = 0


class Frame(Table, frozen=True, kw_only=True):
    """A request and its right reply on the wire, in hex, and where they were read. Tested byte for byte.

    ``channel``: of a pulse, or of the door that a reply is about. ``change``: a frame of the board's own accord, which
    has no request. A reply that no source shows is left out.
    """

    what: Act
    channel: int = 0
    pulse_ms: int = 0
    request: Hex | Literal[""] = ""
    reply: Hex | Literal[""] = ""
    source: str


class Profile(Table, frozen=True, kw_only=True):
    """One board model. ``channels`` are its relays: 0 where it is used for its inputs only.

    ``protocol``: ``modbus``, or ``frames`` of the maker's own, whose pulse has a length that the board alone knows.
    ``addresses``: first and last it can have. ``reply_ms_max``: how long it may think; 0: as its line says.
    ``closed_is``: the bit of a shut door where the maker prescribes it; what counts is the machine's file.
    ``refused``: why this model must not be used at all, for whoever tries.
    """

    model: str
    protocol: Literal["modbus", "frames"] = "modbus"
    transports: Annotated[list[Literal["rtu", "tcp"]], Meta(min_length=1)]
    baud_max: Annotated[int, Meta(ge=1200)] = 115_200
    addresses: tuple[Address, Address] = (1, 247)
    reply_ms_max: Annotated[int, Meta(ge=0, le=5000)] = 0
    channels: Annotated[int, Meta(ge=0, le=64)]
    first_coil: Word = 0
    pulse: Pulse | None = None
    inputs: Inputs | None = None
    alive: Alive | None = None
    setup: tuple[Setup, ...] = ()
    all_off: AllOff | None = None
    frames: Frames | None = None
    closed_is: Literal[0, 1] | None = None
    refused: str = ""
    frame: Annotated[list[Frame], Meta(min_length=1)]

    @property
    def times_itself(self) -> bool:
        """Whether nobody can tell the board how long its pulse is to be: the machine's file says how long it is."""
        return self.frames is not None

    def unfit(self, channel: int, pulse_ms: int) -> str:
        """Why this board cannot give ``channel`` (from 1) a pulse of ``pulse_ms``; empty when it can."""
        if self.refused or (self.pulse is None and self.frames is None):
            return self.refused or "the board has no relays"
        if not 1 <= channel <= self.channels:
            return f"channel {channel} is not in 1..{self.channels}"
        return self._unfit_length(pulse_ms) if self.pulse else ""

    def _unfit_length(self, pulse_ms: int) -> str:
        pulse = self.pulse
        if pulse is None:
            return ""
        if not pulse.min_ms <= pulse_ms <= pulse.max_ms:
            return f"{pulse_ms} ms is not in {pulse.min_ms}..{pulse.max_ms} ms"
        return f"{pulse_ms} ms is not a multiple of {pulse.unit_ms} ms" if pulse_ms % pulse.unit_ms else ""


def profile_names() -> list[str]:
    """Every name ``load_profile`` knows, sorted."""
    return sorted(path.stem for path in PROFILES.glob("*.toml"))


@cache
def load_profile(name: str) -> Profile:
    """The profile ``name``. :raises ProfileError: unknown, malformed, or a board without a pulse of its own."""
    if name not in profile_names():
        raise ProfileError(f"no profile {name!r}; there are {', '.join(profile_names())}")
    return read_profile(PROFILES / f"{name}.toml")


def read_profile(path: Path) -> Profile:
    """Read one profile file. :raises ProfileError: as :func:`load_profile`."""
    content = path.read_bytes()
    if len(content) > FILE_BYTES_MAX:
        raise ProfileError(f"{path.name}: over {FILE_BYTES_MAX} bytes")
    try:
        profile = msgspec.toml.decode(content, type=Profile)
    except msgspec.DecodeError as error:
        raise ProfileError(f"{path.name}: {error}") from None
    if fault := _fault(profile):
        raise ProfileError(f"{path.name}: {fault}")
    return profile


def _fault(profile: Profile) -> str:
    if profile.addresses[0] > profile.addresses[1]:
        return "addresses must be the first and the last one"
    if profile.refused:
        return ""
    return _frames_fault(profile) if profile.protocol == "frames" else _modbus_fault(profile)


def _frames_fault(profile: Profile) -> str:
    foreign = [name for name in ("pulse", "alive", "setup", "all_off") if getattr(profile, name)]
    if foreign:
        return f"key {foreign[0]} has no meaning with protocol frames"
    if profile.frames is None or profile.inputs is None or not profile.channels:
        return "protocol frames needs the tables frames and inputs, and channels"
    return profile.frames.fault(profile.channels, profile.inputs.count)


def _modbus_fault(profile: Profile) -> str:
    pulse = profile.pulse
    if profile.frames:
        return "key frames has no meaning with protocol modbus"
    if profile.channels and pulse is None:
        return "key pulse is missing: relays without a pulse timed by the board are refused"
    if pulse and not profile.channels:
        return "key pulse stands without channels"
    if pulse and (pulse.min_ms > pulse.max_ms or pulse.min_ms % pulse.unit_ms):
        return "pulse.min_ms must be a multiple of unit_ms and at most max_ms"
    return _telling_fault(profile)


def _telling_fault(profile: Profile) -> str:
    if profile.alive and profile.alive.count != profile.channels:
        return "alive.count must be that of the channels: a register for each relay"
    if not profile.channels and profile.inputs is None:
        return "neither channels nor inputs: nothing to use"
    return ""
