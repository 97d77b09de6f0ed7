"""``python -m locker kiosk.toml`` is lockerd; people verify, export and restore its books, ``--check``, ``--hash-pin``.

Exit status: 0 stopped as asked, 2 the configuration or a credential is wrong, 3 another lockerd has the ledger.
"""

import argparse
import asyncio
import contextlib
import getpass
import logging
import os
import signal
import sys
import uuid
from pathlib import Path

from config.check import check_kiosk
from config.kiosk import KioskMachine
from config.load import ConfigError, load_kiosk
from locker.books import BOOKS, keep_books
from locker.contract.ids import BootId, KioskId, SiteId
from locker.contract.refusal import Refusal
from locker.contract.topics import Topics
from locker.credentials import Secrets, read_secrets
from locker.daemon.clock import Clock
from locker.daemon.commanded import Commanded
from locker.daemon.doors import Doors, layout_trouble
from locker.daemon.health import Health
from locker.daemon.mark import Mark
from locker.daemon.published import PublishedLog, PublishedState
from locker.daemon.reception import ClosedReception, OpenReception
from locker.daemon.socket_server import SocketServer, make_room
from locker.daemon.staff import StaffDesk, StaffError, hash_pin
from locker.daemon.uplink import Uplink, UplinkSettings
from locker.daemon.watchdog import Watchdog
from locker.ledger.ledger import Ledger
from locker.ledger.trouble import LedgerDamagedError, LedgerInUseError, StorageFullError
from locker.wiring import CabinetWires, known_profiles, layout_of, rules_of

VERSION = "0.1.0"
BUG = os.EX_SOFTWARE
STORAGE_RETRY_S = 5.0
log = logging.getLogger("lockerd")


def main() -> int:
    """Parse the command line and do what it asks."""
    if sys.argv[1:2] and sys.argv[1] in BOOKS:
        return keep_books(sys.argv[1:])
    parser = argparse.ArgumentParser(prog="python -m locker", description=__doc__)
    parser.add_argument("machine", nargs="?", type=Path, help="this machine's kiosk.toml")
    parser.add_argument("--check", type=Path, metavar="FILE", help="check a kiosk.toml and exit")
    parser.add_argument("--hash-pin", action="store_true", help="ask for a PIN and print its hash for staff.toml")
    asked = parser.parse_args()
    if asked.check:
        return check_kiosk(asked.check, known_profiles())
    if asked.hash_pin:
        sys.stdout.write(hash_pin(getpass.getpass("PIN: ") if sys.stdin.isatty() else input()) + "\n")
        return 0
    if asked.machine is None:
        parser.error("which machine? name its kiosk.toml")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    return _serve(asked.machine)


def _serve(path: Path) -> int:
    try:
        machine = load_kiosk(path, known_profiles())
        return asyncio.run(_run(machine, read_secrets(machine)))
    except (ConfigError, StaffError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except LedgerInUseError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except ExceptionGroup:
        log.critical("a bug ends lockerd; the restart recovers", exc_info=True)
        return BUG


async def _run(machine: KioskMachine, secrets: Secrets) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_end_on_bug)
    serving = asyncio.ensure_future(_lockerd(machine, secrets))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        log.info("stopped as asked")
    return 0


async def _lockerd(machine: KioskMachine, secrets: Secrets) -> None:
    boot = BootId(uuid.uuid4().hex)
    kiosk = KioskId(machine.kiosk.id)
    ledger = await _ledger(machine, kiosk, boot)
    try:
        await _open(machine, secrets, kiosk, ledger, boot)
    finally:
        ledger.close()


async def _ledger(machine: KioskMachine, kiosk: KioskId, boot: BootId) -> Ledger:
    """The ledger, once it can be opened; until then whoever asks is told why not."""
    while True:
        try:
            return Ledger(Path(machine.lockerd.ledger), boot)
        except LedgerDamagedError as error:
            log.critical("the ledger cannot be believed, so no door opens: %s", error)
            await _refuse(machine, kiosk, Refusal.LEDGER_DAMAGED)
        except StorageFullError as error:
            log.critical("the disk does not take the ledger, so no door opens: %s", error)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STORAGE_RETRY_S):
                    await _refuse(machine, kiosk, Refusal.STORAGE_FULL)


async def _refuse(machine: KioskMachine, kiosk: KioskId, why_not: Refusal) -> None:
    """Say why, until somebody mends it."""
    make_room(Path(machine.lockerd.socket))
    reception = ClosedReception(kiosk, why_not, Clock().now_ms())
    watchdog = Watchdog()
    async with asyncio.TaskGroup() as group:
        group.create_task(SocketServer(Path(machine.lockerd.socket), reception, VERSION).serve())
        group.create_task(_keep_alive(watchdog))


async def _keep_alive(watchdog: Watchdog) -> None:
    while True:
        watchdog.alive()
        await asyncio.sleep(1)


async def _open(machine: KioskMachine, secrets: Secrets, kiosk: KioskId, ledger: Ledger, boot: BootId) -> None:
    make_room(Path(machine.lockerd.socket))
    layout = layout_of(machine)
    trouble = layout_trouble(layout, ledger)
    if trouble:
        raise StaffError(trouble)
    doors = Doors(kiosk, ledger, layout, rules_of(machine), secrets.codes, Clock())
    desk = StaffDesk(secrets.members, doors)
    wires = CabinetWires(machine, doors)
    health = Health(doors, Path(machine.lockerd.ledger).parent, machine.lockerd.disk_free_mib_min)
    watchdog = Watchdog()

    def alive() -> None:
        watchdog.alive()
        health.watch()

    socket = Path(machine.lockerd.socket)
    server = SocketServer(socket, OpenReception(doors, desk, Mark(socket.parent)), VERSION)
    uplink = _uplink(machine, secrets, doors, health, wires, boot)
    async with asyncio.TaskGroup() as group:
        group.create_task(doors.run(wires, VERSION, alive))
        group.create_task(server.serve())
        group.create_task(uplink.run())


def _uplink(
    machine: KioskMachine,
    secrets: Secrets,
    doors: Doors,
    health: Health,
    wires: CabinetWires,
    boot: BootId,
) -> Uplink:
    settings = UplinkSettings(
        host=machine.mqtt.host,
        port=machine.mqtt.port,
        user=machine.kiosk.id,
        password=secrets.mqtt_password,
        boot=boot,
        version=VERSION,
        tls=machine.mqtt.tls,
        ca_file=Path(machine.mqtt.ca_file) if machine.mqtt.ca_file else None,
    )
    commanded = Commanded(doors, secrets.command_pem)
    return Uplink(
        settings,
        Topics(SiteId(machine.kiosk.site), doors.kiosk),
        PublishedLog(doors),
        PublishedState(doors),
        lambda: health.telemetry(wires.poll_ms),
        commanded.obey,
        doors.clock.hall_says,
        on_doubt=doors.hall_holds_more,
        on_online=doors.hall_is_online,
    )


def _end_on_bug(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """An exception nobody expected: say it and end. The restart recovers; carrying on would not."""
    loop.default_exception_handler(context)
    logging.shutdown()
    os._exit(BUG)


if __name__ == "__main__":
    sys.exit(main())
