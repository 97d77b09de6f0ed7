"""The report as lines of text, for the terminal and for the file beside the JSON."""

from collections.abc import Iterator

import msgspec

from drivers.probe.findings import Finding
from drivers.probe.report import Report
from drivers.probe.search import Found
from drivers.probe.tally import percentile
from drivers.probe.words import Says


def lines_of(report: Report, words: Says) -> Iterator[str]:
    """Who, when, every board, every door, what was corrected, and what follows."""
    yield words.say("report.title", kiosk=report.kiosk)
    yield words.say("report.who", who=report.who, began=minute(report.began), at=minute(report.at))
    yield words.say("report.boards")
    for found in report.boards or ():
        yield words.say(f"board.{found.verdict}", **told(found))
    yield words.say("report.doors")
    yield from _doors(report, words)
    if report.changed:
        yield words.say("report.changed")
        yield from (words.say("report.change", change=change) for change in report.changed)
    yield from _soak(report, words)
    yield words.say("report.right" if report.is_right else "report.wrong")


def minute(at: str) -> str:
    """``2026-11-23T09:00:00+08:00`` as people read it."""
    return at[:16].replace("T", " ")


def told(found: Found) -> dict[str, object]:
    """The values of a board's line; a network has no rate."""
    return msgspec.structs.asdict(found) | {"baud": found.baud or "-"}


def _doors(report: Report, words: Says) -> Iterator[str]:
    """A line for each door that was tried, and one for all others."""
    for door in report.doors:
        if door.finding is not Finding.NOT_TRIED:
            yield words.say(
                "report.door",
                door=door.id,
                said=words.say(f"said.{door.finding}"),
                relay=door.relay,
                sensor=door.sensor or "-",
                open_ms="-" if door.open_ms is None else door.open_ms,
            )
    if left := [door.id for door in report.doors if door.finding is Finding.NOT_TRIED]:
        yield words.say("report.left", doors=" ".join(left))


def _soak(report: Report, words: Says) -> Iterator[str]:
    if report.soak:
        yield words.say("report.soak")
    for door, tally in report.soak.items():
        yield words.say(
            "report.soak.door",
            door=door,
            tried=tally.tried,
            failed=sum(tally.failures.values()),
            p50=percentile(tally.open_ms, 50),
            p95=percentile(tally.open_ms, 95),
            p100=percentile(tally.open_ms, 100),
            failures=" ".join(f"{words.say(f'said.{name}')}×{times}" for name, times in tally.failures.items()),
        )
