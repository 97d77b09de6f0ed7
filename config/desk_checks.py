"""What the tables about applying must hold together: the kiosk's devices and office, the hall's counter and desk."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from config.address import LOOPBACK, url_problems
from config.hall import Counter, HallMachine
from config.kiosk import Camera, KioskMachine, Office, Printer
from config.problem import Problem
from config.seal import SEAL_SIDE_MAX, read_seal
from config.wiring import twice

DEVICE_FILE = "/dev/usb/lp"  # the kernel's usblp: bytes as they are, no baud rate


def kiosk_desk_problems(machine: KioskMachine) -> Iterator[Problem]:
    """Everything about applying in a kiosk's file that contradicts itself."""
    if machine.applications:
        yield from _office_problems("applications.office", machine.applications.office)
    if machine.printer:
        yield from _printer_problems(machine.printer)
    if machine.camera:
        yield from _camera_problems(machine.camera)
    yield from twice(_ports(machine), "the port")


def hall_desk_problems(machine: HallMachine) -> Iterator[Problem]:
    """Everything about counter and case desk in the hall's file that contradicts itself."""
    yield from _counter_problems(machine.counter)
    if (machine.counter.host, machine.counter.port) == (machine.web.host, machine.web.port):
        yield Problem("counter.port", "is already that of web.port; each needs its own")
    if machine.cases:
        yield from _office_problems("cases.office", machine.cases.office)
        if machine.cases.platform_url:
            yield from url_problems("cases.platform_url", machine.cases.platform_url)
    series = ((f"kiosk[{kiosk.id}].series", kiosk.series) for kiosk in machine.kiosk if kiosk.series is not None)
    yield from twice(series, "the series")


def _ports(machine: KioskMachine) -> Iterator[tuple[str, object]]:
    yield from ((f"bus[{bus.name}].port", bus.port) for bus in machine.bus if bus.port)
    if machine.screen.scanner:
        yield "screen.scanner", machine.screen.scanner
    if machine.printer:
        yield "printer.port", machine.printer.port
    if machine.id_reader:
        yield "id_reader.port", machine.id_reader.port


def _office_problems(key: str, office: Office) -> Iterator[Problem]:
    if not office.name.get("zh"):
        yield Problem(f"{key}.name.zh", "missing; it stands on every notice")
    if office.seal and read_seal(office.seal) is None:
        yield Problem(f"{key}.seal", f"is no PNG of at most {SEAL_SIDE_MAX} pixels a side and 1 MiB")


def _printer_problems(printer: Printer) -> Iterator[Problem]:
    is_file = printer.port.startswith(DEVICE_FILE)
    if is_file and printer.baud is not None:
        yield Problem("printer.baud", f"has no meaning on {printer.port}; leave it out")
    if not is_file and printer.baud is None:
        yield Problem("printer.baud", f"missing; a serial port needs it, only {DEVICE_FILE}… does not")


def _camera_problems(camera: Camera) -> Iterator[Problem]:
    if camera.source.startswith("/dev/"):
        return
    if urlsplit(camera.source).scheme not in ("http", "https"):
        yield Problem("camera.source", "is no camera; allowed: /dev/video0, or the address of an MJPEG stream")
    else:
        yield from url_problems("camera.source", camera.source)


def _counter_problems(counter: Counter) -> Iterator[Problem]:
    yield from url_problems("counter.url", counter.url)
    if bool(counter.cert_file) != bool(counter.key_file):
        yield Problem("counter.key_file", "cert_file and key_file go together; name both or neither")
    if not counter.cert_file and counter.host not in LOOPBACK:
        yield Problem("counter.cert_file", f"missing; only {', '.join(sorted(LOOPBACK))} may do without")
