"""The plain subscribers that the hall is measured against: paho into SQLite, payloads as they are."""

import sqlite3
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from paho.mqtt.client import Client, MQTTMessage, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion


def single(port: int, path: Path, total: int, ready: Event, done: Event) -> None:
    """One commit a message, in the callback, before paho acknowledges."""
    database = _database(path)
    stored = 0

    def on_message(client: Client, _data: Any, message: MQTTMessage) -> None:
        nonlocal stored
        database.execute("INSERT INTO message VALUES (?, ?)", (message.topic, message.payload))
        database.commit()
        stored += 1
        if stored == total:
            done.set()
            client.disconnect()

    _client(port, on_message, ready).loop_forever()


def grouped(port: int, path: Path, total: int, ready: Event, done: Event) -> None:
    """Take what has arrived, commit, go on."""
    waiting: SimpleQueue[tuple[str, bytes]] = SimpleQueue()
    client = _client(port, lambda _c, _d, m: waiting.put((m.topic, m.payload)), ready)
    client.loop_start()
    database, stored = _database(path), 0
    while stored < total:
        batch = [waiting.get()]
        while not waiting.empty():
            batch.append(waiting.get_nowait())
        database.executemany("INSERT INTO message VALUES (?, ?)", batch)
        database.commit()
        stored += len(batch)
    done.set()
    client.disconnect()
    client.loop_stop()


def _database(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE message (topic TEXT, payload BLOB)")
    return database


def _client(port: int, on_message: Any, ready: Event) -> Client:
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTv5)
    client.on_message = on_message
    client.on_connect = lambda c, *_: c.subscribe("hall/v1/+/+/log", qos=1)
    client.on_subscribe = lambda *_: ready.set()
    client.connect("127.0.0.1", port)
    return client
