"""The benches that have words of their own, told as rows."""

import asyncio
import tempfile
from pathlib import Path

from bench import ingest as ingest_bench
from bench import kiosk as kiosk_bench
from bench import modbus as modbus_bench
from bench import modbus_dead, modbus_pulse
from bench.row import Row
from bench.serial_boards import limit_s, pulse_limit_s
from kiosk.display import display

POLL_AIM = 1.05
TIMES_SINGLE, TIMES_GROUPED = 3.0, 1.0
UNITS = {"ms": "ms", "percent": "%", "mib": "MiB"}


def modbus(quick: bool) -> list[Row]:
    """Polling on every baud rate and number of boards, next to bare pymodbus on the same line."""
    boards, seconds = ((8,), 0.3) if quick else (modbus_bench.BOARDS, 1.0)
    return [_polling(baud, number, seconds) for baud in modbus_bench.BAUDS for number in boards]


def _polling(baud: int, boards: int, seconds: float) -> Row:
    figures = {way: modbus_bench.measure(baud, boards, way, seconds) for way in modbus_bench.WAYS}
    ours, limit_ms = figures["ours"], 1000 * limit_s(baud)
    peers = ", ".join(f"{way} {f.ratio:.2f}{' (no silence)' if f.too_early else ''}" for way, f in figures.items())
    return Row(
        f"poll of 32 inputs, {boards} boards, {baud} baud",
        ours.ratio * limit_ms,
        "ms",
        f"the wire's limit: {limit_ms:.2f} ms",
        ours.ratio,
        POLL_AIM,
        note=peers.partition(", ")[2],
    )


def pulse(quick: bool) -> list[Row]:
    """An ordered pulse to its confirmation, eight boards polled."""
    times = 8 if quick else 30
    return [_pulse(baud, way, times) for baud in modbus_bench.BAUDS for way in modbus_pulse.WAYS]


def _pulse(baud: int, way: str, times: int) -> Row:
    figure, limit_ms = modbus_pulse.measure(baud, way, times), 1000 * pulse_limit_s(baud)
    compared = f"frame and echo: {limit_ms:.2f} ms"
    what = f"pulse to echo, {baud} baud, {way}"
    return Row(what, figure.median * limit_ms, "ms", compared, figure.median, note=f"p95 {figure.p95:.2f} x")


def dead(quick: bool) -> list[Row]:
    """One dead board of eight."""
    return modbus_dead.rows(quick)


def ingest(quick: bool) -> list[Row]:
    """The hall's intake next to paho."""
    figures = ingest_bench.measure(10_000 if quick else ingest_bench.EVENTS)
    return [
        _intake(figures, "paho_single", "paho, one commit a message", TIMES_SINGLE),
        _intake(figures, "paho_grouped", "paho, group commit of blobs", TIMES_GROUPED),
    ]


def _intake(figures: dict[str, float], peer: str, name: str, aim: float) -> Row:
    ratio, compared = figures[f"times_{peer}"], f"{name}: {figures[f'{peer}_per_s']:,.0f} /s"
    return Row("hall's intake, durable and applied", figures["hall_per_s"], "/s", compared, ratio, aim, "more")


def kiosk(quick: bool) -> list[Row]:  # noqa: ARG001 (it has one length)
    """The screen by itself."""
    with tempfile.TemporaryDirectory() as folder, display(*kiosk_bench.SIZE, own=True) as shown:
        figures = asyncio.run(kiosk_bench.measured(Path(folder), shown))
    return [_screen(name, value) for name, value in figures.items()]


def _screen(name: str, value: float) -> Row:
    words, _, unit = name.rpartition("_")
    what = f"screen: {words.replace('_', ' ')}"
    return Row(what, value, UNITS[unit], target=kiosk_bench.AIMS.get(name))
