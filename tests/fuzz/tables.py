"""What the hall writes into its tables as it came from the broker: states of kiosks, and answers to commands."""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from msgspec.json import encode

from hall.ingest.messages import Message, Part, Sorted
from hall.keys import make_keys
from hall.process import begin
from locker.contract.ids import RequestId
from locker.contract.topics import CabinetSnapshot, CommandAnswer, CompartmentSnapshot, Status, Telemetry
from tests.fuzz.target import Target
from tests.hall.story import hall_toml

PARTS = (Part.STATUS, Part.TELEMETRY, Part.CABINET, Part.COMPARTMENT)
NOW_MS = 1_795_000_000_000
COMMAND = "c1"


def _state(data: bytes) -> None:
    """The first byte chooses the topic. What is written is undone."""
    chosen, payload = (data[0], data[1:]) if data else (0, b"")
    to = Sorted("k1", PARTS[chosen % len(PARTS)], "A1")
    _tables()(to, Message("topic", payload, retained=bool(chosen & 128)))


def _answer(data: bytes) -> None:
    _tables()
    from hall.kiosks.commands import read_answer  # noqa: PLC0415  (models need Django set up)

    correlation, _, payload = data.partition(b"\n")
    for word in (payload, data):
        read_answer(word, correlation, COMMAND)


@functools.cache
def _tables() -> Callable[[Sorted, Message], None]:
    """A hall's tables, made at the first need; those of the hall's own tests where these run in the same process."""
    if not apps.ready:
        folder = Path(tempfile.mkdtemp(prefix="hall-fuzz-"))
        atexit.register(shutil.rmtree, folder)
        (folder / "hall.toml").write_text(hall_toml(folder, port=1))
        make_keys(folder / "keys", ["k1"])
        begin(folder / "hall.toml")
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    from hall.ingest.states import apply_state  # noqa: PLC0415
    from hall.kiosks.models import Kiosk  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    atexit.register(connection.close)

    def written_and_undone(to: Sorted, message: Message) -> None:
        with transaction.atomic():
            Kiosk.objects.get_or_create(pk=to.kiosk, defaults={"site": "erenhot"})
            apply_state(to, message, NOW_MS)
            transaction.set_rollback(True)

    return written_and_undone


STATES = [
    Status(s="online", boot="b1", version="1"),
    Telemetry(
        at_ms=NOW_MS,
        uptime_s=1,
        disk_free_mib=1,
        memory_mib=1,
        cpu_temperature_c=51.5,
        clock_trusted=True,
        poll_ms={"serial": 61.0},
        events_waiting=0,
    ),
    CabinetSnapshot(accepting=True, why_not="", alarms=["door_left_open:A1"], boards={"upper": "no_reply"}),
    CompartmentSnapshot(door="closed", service="in_service", occupied=True, deposit_state="waiting"),
]

TARGETS = [
    Target("kiosk state", _state, [bytes([number]) + encode(state) for number, state in enumerate(STATES)]),
    Target("command answer", _answer, [b"c1\n" + encode(CommandAnswer(command=RequestId(COMMAND), ok=True))]),
]
