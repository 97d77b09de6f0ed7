"""What a board model can do, as a TOML file of ``profiles/`` tells. Quirks of a model are data, never a class."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

PROFILES = Path(__file__).parent / "profiles"
FILE_BYTES_MAX = 65_536

Word = Annotated[int, Meta(ge=0, le=0xFFFF)]
Count = Annotated[int, Meta(ge=1, le=64)]
Hex = Annotated[str, Meta(pattern=r"^[0-9A-F]{2}( [0-9A-F]{2})*$", max_length=768)]
Act = Literal["pulse", "read_inputs", "read_coils", "read_setup", "write_setup", "all_off"]


class ProfileError(ValueError):
    """A profile that does not exist or cannot be trusted: names the file, the key and what is allowed."""


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A TOML table in which every key is known."""


class Pulse(Table, frozen=True, kw_only=True):
    """The pulse the board itself ends. Times in milliseconds, of which the board counts whole ``unit_ms``.

    ``flash_coil``: function 05, address ``first + stride * (channel - 1)``, value the number of units.
    ``flash_registers``: function 10, two registers there, ``mode`` and the number of units.
    """

    kind: Literal["flash_coil", "flash_registers"]
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


class Setup(Table, frozen=True, kw_only=True):
    """Holding registers that must all be ``value`` before a relay may be used; ``why`` tells what happens else."""

    first: Word
    count: Count
    value: Word
    why: str


class AllOff(Table, frozen=True, kw_only=True):
    """The frame that releases every relay: one coil that stands for all (05), or all coils at once (0F)."""

    kind: Literal["coil_for_all", "every_coil"]
    address: Word


class Frame(Table, frozen=True, kw_only=True):
    """A request and its right reply on the wire, in hex, and where they were read. Tested byte for byte."""

    what: Act
    channel: int = 0
    pulse_ms: int = 0
    request: Hex
    reply: Hex
    source: str


class Profile(Table, frozen=True, kw_only=True):
    """One board model. ``channels`` are its relays: 0 where it is used for its inputs only."""

    model: str
    transports: Annotated[list[Literal["rtu", "tcp"]], Meta(min_length=1)]
    baud_max: Annotated[int, Meta(ge=1200)] = 115_200
    channels: Annotated[int, Meta(ge=0, le=64)]
    first_coil: Word = 0
    pulse: Pulse | None = None
    inputs: Inputs | None = None
    setup: list[Setup] = []
    all_off: AllOff | None = None
    frame: Annotated[list[Frame], Meta(min_length=1)]

    def unfit(self, channel: int, pulse_ms: int) -> str:
        """Why this board cannot give ``channel`` (from 1) a pulse of ``pulse_ms``; empty when it can."""
        pulse = self.pulse
        if pulse is None:
            return "the board has no relays"
        if not 1 <= channel <= self.channels:
            return f"channel {channel} is not in 1..{self.channels}"
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
    pulse = profile.pulse
    if profile.channels and pulse is None:
        return "key pulse is missing: relays without a pulse timed by the board are refused"
    if pulse and not profile.channels:
        return "key pulse stands without channels"
    if pulse and (pulse.min_ms > pulse.max_ms or pulse.min_ms % pulse.unit_ms):
        return "pulse.min_ms must be a multiple of unit_ms and at most max_ms"
    if not profile.channels and profile.inputs is None:
        return "neither channels nor inputs: nothing to use"
    return ""
