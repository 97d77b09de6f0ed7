"""Hall ingest next to plain paho subscribers, through a real mosquitto: `python -m bench.ingest [--json FILE]`.

100,000 events of about 300 bytes of 200 kiosks, QoS 1, published as fast as the broker takes them. Three receivers,
each in a process of its own, each with SQLite in WAL with synchronous FULL, measured from the first event published
to the last one committed:

- ``hall``: this product. Hash chain checked, events stored and applied, cursors moved, then acknowledged.
- ``paho_single``: a plain paho subscriber that stores the payload and commits every message.
- ``paho_grouped``: paho storing payloads; takes what has arrived, commits, goes on.
"""

import argparse
import json
import multiprocessing
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.ingest_peers import grouped, single
from bench.ingest_story import entries_of, kiosk_names, topic_of

KIOSKS = 200
EVENTS = 100_000
LIMIT_S = 300
Publish = Callable[[], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--events", type=int, default=EVENTS)
    arguments = parser.parse_args()
    figures = measure(arguments.events)
    _print(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


def measure(events: int) -> dict[str, float]:
    """Events a second of each receiver and the two ratios, all in one run."""
    packets, total = _packets(events)
    rates: dict[str, float] = {"events": total, "bytes_mean": sum(map(len, packets)) / total}
    for name, receive in (("paho_single", _peer(single)), ("paho_grouped", _peer(grouped)), ("hall", _hall)):
        with tempfile.TemporaryDirectory() as folder, _broker(Path(folder)) as port:
            rates[f"{name}_per_s"] = total / receive(Path(folder), port, total, partial(_flood, port, packets))
    rates["times_paho_single"] = rates["hall_per_s"] / rates["paho_single_per_s"]
    rates["times_paho_grouped"] = rates["hall_per_s"] / rates["paho_grouped_per_s"]
    return rates


def _print(figures: dict[str, float]) -> None:
    for name, value in figures.items():
        print(f"{name:22} {value:12,.2f}")


# receivers


def _peer(target: Callable[..., None]) -> Callable[[Path, int, int, Publish], float]:
    def run(folder: Path, port: int, total: int, publish: Publish) -> float:
        ready, done = multiprocessing.Event(), multiprocessing.Event()
        process = multiprocessing.Process(target=target, args=(port, folder / "peer.sqlite", total, ready, done))
        process.start()
        ready.wait(LIMIT_S)
        seconds = _timed(publish, lambda: done.wait(0.01))
        process.join(10)
        return seconds

    return run


def _hall(folder: Path, port: int, total: int, publish: Publish) -> float:
    environment = _hall_home(folder, port)
    program = [sys.executable, "-m", "hall"]
    subprocess.run([*program, "keys"], env=environment, check=True, capture_output=True)
    subprocess.run([*program, "migrate"], env=environment, check=True, capture_output=True)
    process = subprocess.Popen([*program, "ingest"], env=environment, stderr=subprocess.PIPE)
    try:
        _wait_linked(process)
        return _timed(publish, lambda: _held(folder / "hall.sqlite") >= total)
    finally:
        process.terminate()
        process.wait(10)


def _hall_home(folder: Path, port: int) -> dict[str, str]:
    kiosks = "".join(
        f'[[kiosk]]\nid = "{name}"\nsite = "bench"\nname = {{ zh = "{name}" }}\ncompartments = 24\n'
        for name in kiosk_names(KIOSKS)
    )
    text = f'help_phone = "0479-0000000"\ncredentials = "{folder}/keys"\n'
    text += f'[database]\npath = "{folder}/hall.sqlite"\n'
    text += f'[mqtt]\nhost = "127.0.0.1"\nport = {port}\ntls = false\n{kiosks}'
    (folder / "hall.toml").write_text(text)
    return {**os.environ, "HALL_CONFIG": str(folder / "hall.toml"), "DJANGO_SETTINGS_MODULE": "hall.settings"}


def _wait_linked(process: subprocess.Popen[bytes]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if b"linked" in line:
            time.sleep(0.5)  # the subscriptions are on their way
            return
    raise RuntimeError("the hall did not start")


def _held(path: Path) -> int:
    time.sleep(0.02)
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT SUM(cursor_seq) FROM kiosk").fetchone()[0] or 0)


def _timed(publish: Publish, done: Callable[[], bool]) -> float:
    began = time.perf_counter()
    publisher = multiprocessing.Process(target=publish)
    publisher.start()
    while not done():
        if time.perf_counter() - began > LIMIT_S:
            raise TimeoutError("not everything arrived")
    seconds = time.perf_counter() - began
    publisher.join(10)
    return seconds


# the broker and who publishes


@contextmanager
def _broker(folder: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    conf = folder / "mosquitto.conf"
    conf.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n")
    process = subprocess.Popen(["/usr/sbin/mosquitto", "-c", conf], stderr=subprocess.DEVNULL)
    try:
        _wait_open(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_open(port: int) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise TimeoutError("mosquitto did not start")


def _packets(events: int) -> tuple[list[bytes], int]:
    """MQTT 3.1.1 PUBLISH packets at QoS 1, the kiosks' logs interleaved as they would arrive."""
    each = events // KIOSKS
    logs = [(topic_of(name).encode(), list(entries_of(name, each))) for name in kiosk_names(KIOSKS)]
    packets: list[bytes] = []
    for position in range(each):
        for topic, payloads in logs:
            number = len(packets) % 65_535 + 1
            body = len(topic).to_bytes(2, "big") + topic + number.to_bytes(2, "big") + payloads[position]
            packets.append(b"\x32" + _length(len(body)) + body)
    return packets, len(packets)


def _length(size: int) -> bytes:
    low, high = size % 128, size // 128
    return bytes([low | 0x80, high]) if high else bytes([low])


def _flood(port: int, packets: list[bytes]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"\x10\x11\x00\x04MQTT\x04\x02\x00\x00\x00\x05bench")
        connection.recv(4)
        sender = threading.Thread(target=connection.sendall, args=(b"".join(packets),))
        sender.start()
        acknowledged = 0
        while acknowledged < 4 * len(packets):
            acknowledged += len(connection.recv(65_536))
        sender.join()


if __name__ == "__main__":
    main()
