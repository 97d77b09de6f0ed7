"""From what was seen to a corrected ``kiosk.toml``: values change, comments and order stay."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from drivers.probe.findings import NOBODY_LOOKED, OPENED_NONE, OPENED_SEVERAL, Changed, Coil, Observation
from drivers.probe.machine import Door, Place, Sensor
from durable import files
from tables.parsed import parsed

KEPT_SUFFIX = ".before-probe"


class MappingError(ValueError):
    """A correction that cannot be made; the words say what stands against it."""


class Change(Struct, frozen=True):
    """One value of one door: ``key``: board, channel, or ``sensor.`` with board, input, closed_is."""

    door: str
    key: str
    value: int | str

    def __str__(self) -> str:
        return f"{self.door}.{self.key} = {_toml(self.value)}"


def corrected(doors: Sequence[Door], wires: Mapping[str, Observation]) -> tuple[Door, ...]:
    """The doors as they really hang on the wires, as far as that was seen beyond doubt.

    :raises MappingError: two doors would share a relay or an input; one of them was not seen.
    """
    true = {door.id: door for door in doors}
    for wire, seen in wires.items():
        name = _door_of(seen)
        if name in true:
            true[name] = _as_seen(true[name], wire, seen.changed[0])
    found = tuple(true.values())
    _refuse_shared([(door.id, door.wire) for door in found], "relay")
    _refuse_shared([(door.id, door.sensor.place) for door in found if door.sensor], "input")
    return found


def changes(before: Iterable[Door], after: Iterable[Door]) -> list[Change]:
    """What differs, value by value."""
    return [change for old, new in zip(before, after, strict=True) for change in _changes(old, new)]


def changed_toml(text: str, wanted: Sequence[Change]) -> str:
    """``text`` with those values. :raises MappingError: it is written in a way this cannot change safely."""
    found = text
    for change in wanted:
        found = _with(found, change)
    before = parsed(text)
    if isinstance(before, str) or parsed(found) != _expected(before, wanted):
        raise MappingError(", ".join(map(str, wanted)))
    return found


def diff(before: str, after: str, name: str) -> list[str]:
    """The lines that change, as ``diff -u`` shows them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name + KEPT_SUFFIX, name, lineterm="", n=0)
    return list(lines)


def replace_keeping(path: Path, text: str) -> Path:
    """Write ``text`` to ``path`` and keep what was there beside it, the first one for ever. Gives the kept file."""
    kept = path.with_name(path.name + KEPT_SUFFIX)
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}{KEPT_SUFFIX}-{number}")
    mode = path.stat().st_mode & 0o777
    files.write(kept, path.read_bytes(), mode)
    files.write(path, text.encode(), mode)
    return kept


def _door_of(seen: Observation) -> str:
    """The door that hangs on the relay beyond doubt; empty when there is doubt."""
    sound = len(seen.changed) == 1 and not seen.trouble and seen.coil is not Coil.ON
    return seen.opened if sound and seen.opened not in (NOBODY_LOOKED, OPENED_NONE, OPENED_SEVERAL) else ""


def _as_seen(door: Door, wire: str, changed: Changed) -> Door:
    board, _, channel = wire.rpartition("/")
    sensor = Sensor(board=changed.board, input=changed.input, closed_is=1 if changed.shut_is else 0)
    return msgspec.structs.replace(door, board=board, channel=int(channel), sensor=sensor)


def _refuse_shared(pairs: Sequence[tuple[str, Place]], what: str) -> None:
    times = Counter(place for _, place in pairs)
    for place, count in times.items():
        if count > 1:
            names = " and ".join(name for name, other in pairs if other == place)
            raise MappingError(f"{names} would share {what} {place}")


def _changes(old: Door, new: Door) -> list[Change]:
    before, after = _flat(old), _flat(new)
    return [Change(old.id, key, value) for key, value in after.items() if before.get(key) != value]


def _flat(door: Door) -> dict[str, int | str]:
    values: dict[str, int | str] = {"board": door.board, "channel": door.channel}
    if door.sensor:
        told = msgspec.structs.asdict(door.sensor)
        values |= {f"sensor.{key}": value for key, value in told.items()}
    return values


def _with(text: str, change: Change) -> str:
    start, end = _span(text, change.door)
    entry, (first, last) = text[start:end], (0, 0)
    if inner := re.search(r"sensor\s*=\s*\{([^{}]*)\}|\[compartment\.sensor\]([^\[]*)", entry):
        first, last = inner.span()
    name = change.key.removeprefix("sensor.")
    if name != change.key:
        return text[:start] + entry[:first] + _set(entry[first:last], name, change.value) + entry[last:] + text[end:]
    outside = entry[:first] + "\0" * (last - first) + entry[last:]
    done = _set(outside, name, change.value)
    return text[:start] + re.sub("\0+", lambda _: entry[first:last], done) + text[end:]


def _span(text: str, door: str) -> tuple[int, int]:
    """Where the entry of ``door`` stands: an inline table, or the lines below ``[[compartment]]``."""
    for found in re.finditer(rf'\bid\s*=\s*"{re.escape(door)}"', text):
        brace, header = text.rfind("{", 0, found.start()), text.rfind("[[compartment]]", 0, found.start())
        if brace > header and "}" not in text[brace : found.start()]:
            return brace, _closing(text, brace)
        if header >= 0:
            after = re.search(r"^\[(?!compartment\.)", text[found.end() :], re.MULTILINE)
            return header, found.end() + after.start() if after else len(text)
    raise MappingError(f"{door} is not found in the file")


def _closing(text: str, brace: int) -> int:
    depth = 0
    for place in range(brace, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    raise MappingError("a brace is not closed")


def _set(part: str, key: str, value: int | str) -> str:
    told = _toml(value)
    found, times = re.subn(rf'(?<![\w.-])({key}\s*=\s*)(?:\d+|"[^"]*")', rf"\g<1>{told}", part, count=1)
    if times:
        return found
    # The key was left to its default: it comes after the one that is always there.
    comma = "\n" if part.startswith("[compartment.sensor]") else ", "
    return re.sub(r"(?<![\w.-])(input\s*=\s*\d+)", rf"\g<1>{comma}{key} = {told}", part, count=1)


def _toml(value: int | str) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def _expected(machine: dict[str, Any], wanted: Sequence[Change]) -> dict[str, Any]:
    doors = {door["id"]: door for door in machine["compartment"]}
    for change in wanted:
        table, _, key = change.key.rpartition(".")
        row = doors[change.door].setdefault(table, {}) if table else doors[change.door]
        row[key] = change.value
    return machine
