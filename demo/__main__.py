"""``python -m demo``: everything on this machine, a tour, and then it is yours. ``TOUR=only`` ends after the tour."""

import os
import sys
import time

from demo.house import CLERK_NUMBER, DESK_STAFF, HALL_STAFF, House
from demo.steps import Report
from demo.system import System
from demo.tour import ROOT, guided
from setup.broker import OBSERVER


def main() -> int:
    """Play, then stay until Ctrl-C; with no terminal, or TOUR=only, end after the tour."""
    only = os.environ.get("TOUR") == "only" or not sys.stdout.isatty()
    report = Report()
    own_display = bool(os.environ.get("DISPLAY"))
    width, height = (540, 960) if own_display else (1080, 1920)
    status = guided(House(ROOT.resolve(), width, height), report, _watch, _end if only else _stay)
    report.write(ROOT / "tour.json")
    return status


def _watch(system: System) -> None:
    sys.stdout.write(_addresses(system))
    sys.stdout.flush()


def _end(_system: System) -> None:
    sys.stdout.write("\nthe tour is over, everything ends\n")


def _stay(system: System) -> None:
    sys.stdout.write(_addresses(system) + "the tour is over; it is yours. Ctrl-C ends it.\n")
    sys.stdout.flush()
    while True:
        time.sleep(1)
        system.serve_mark()
        ended = {name for name in system.processes.ended() if name in ("kiosk", "lockerd", "cabinet", "mosquitto")}
        if ended:
            sys.stdout.write(f"{', '.join(ended)} ended; so does the demonstration. Logs: {system.house.logs}\n")
            return


def _addresses(system: System) -> str:
    house = system.house
    lines = {line["name"]: line for line in system.ports["lines"]}
    rows = [
        ("the glass", system.screen.url or "the window on your screen"),
        ("the cabinet, and the phone", system.ports["bench"]),
        ("the dashboard", f"{system.hall_url}  name {HALL_STAFF}, password {house.password}"),
        ("the case desk", f"{system.hall_url}/desk/  names {', '.join(DESK_STAFF)}, the same password"),
        ("the clerk at the kiosk", f"number {CLERK_NUMBER}, PIN {house.pin}"),
        ("MQTT, reading only", f"127.0.0.1:{house.mqtt_port}  user {OBSERVER}, password {house.passwords()[OBSERVER]}"),
        ("  for example", _subscribe(house)),
        *[(f"wire {name}", _line(line)) for name, line in lines.items()],
        ("pictures, logs", f"{house.pictures}  {house.logs}"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n" + "".join(f"  {name:{width}}  {value}\n" for name, value in rows) + "\n"


def _subscribe(house: House) -> str:
    return (
        f"mosquitto_sub -V mqttv5 -p {house.mqtt_port} -u {OBSERVER} -P '{house.passwords()[OBSERVER]}'"
        " -v -t 'hall/v1/#'"
    )


def _line(line: dict[str, object]) -> str:
    where = (
        f"Modbus RTU, {line['baud']} baud, {line['link']}"
        if line["kind"] == "rtu"
        else f"Modbus TCP, {line['address']}"
    )
    watching = {"every frame as text at": line.get("tap"), "reading only, Modbus TCP at": line.get("observe")}
    return "; ".join([where, *[f"{what} {address}" for what, address in watching.items() if address]])


if __name__ == "__main__":
    sys.exit(main())
