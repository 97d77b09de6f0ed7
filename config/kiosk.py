"""One kiosk machine with its cabinet, as ``kiosk.toml`` describes it."""

from typing import Annotated, Literal, dataclass_transform

from msgspec import Meta, Struct

# A description says in words what the pattern allows; errors quote it.
Name = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]{0,31}\Z",
        description="small letters, digits and hyphens, at most 32",
    ),
]
CompartmentName = Annotated[
    str, Meta(pattern=r"^[A-Z][0-9]{1,3}\Z", description="a capital letter and 1 to 3 digits, such as A3")
]
Port = Annotated[int, Meta(ge=1, le=65535)]


@dataclass_transform(frozen_default=True)
class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A TOML table in which every key is known."""


class Kiosk(Table, kw_only=True):
    """Who this machine is. ``name`` by language: what the SMS and the screens call it."""

    id: Name
    site: Name
    name: dict[str, str]
    help_phone: str
    languages: Annotated[tuple[Literal["zh", "en"], ...], Meta(min_length=1)] = ("zh", "en")


class ScreenPlace(Table, kw_only=True):
    """Where the screen sits on the cabinet's front, in the compartments' centimetres; the map shows "you are here"."""

    x_cm: Annotated[float, Meta(ge=0, le=2000)]
    y_cm: Annotated[float, Meta(ge=0, le=300)]
    width_cm: Annotated[float, Meta(gt=0, le=300)]
    height_cm: Annotated[float, Meta(gt=0, le=300)]


class Screen(Table, kw_only=True):
    """The window. ``idle_s``: back to home and wiped; ``dim_s``: against burn-in."""

    width: Annotated[int, Meta(ge=480, le=7680)] = 1080
    height: Annotated[int, Meta(ge=480, le=7680)] = 1920
    fullscreen: bool = True
    idle_s: Annotated[int, Meta(ge=10, le=600)] = 60
    dim_s: Annotated[int, Meta(ge=30, le=86_400)] = 180
    scanner: str | None = None
    place: ScreenPlace | None = None


class Lockerd(Table, kw_only=True):
    """Where lockerd keeps its own. ``credentials``: its secrets, $CREDENTIALS_DIRECTORY by default."""

    socket: str = "/run/lockerd/socket"
    ledger: str = "/var/lib/lockerd/ledger.sqlite"
    credentials: str | None = None
    staff: str = "staff.toml"
    disk_free_mib_min: Annotated[int, Meta(ge=1)] = 200


class Rules(Table, kw_only=True):
    """The hall's choices about doors and codes.

    ``hand_ins_a_case_max`` and ``hand_ins_max``: paper originals that may wait for staff, of one case and in all;
    ``kept_for_results_percent`` of the compartments stay free for results. ``contents_check_days``: so many days
    after the last time staff are reminded to look into every compartment; 0: never.
    """

    grace_s: Annotated[int, Meta(ge=10, le=600)] = 60
    door_open_s_max: Annotated[int, Meta(ge=10, le=3600)] = 120
    keep_days: Annotated[int, Meta(ge=1, le=90)] = 15
    wrong_codes_in_a_row_max: Annotated[int, Meta(ge=1, le=20)] = 5
    pause_s: Annotated[int, Meta(ge=10, le=3600)] = 60
    pause_s_max: Annotated[int, Meta(ge=60, le=86_400)] = 3600
    wrong_codes_a_day_alarm: Annotated[int, Meta(ge=1, le=1000)] = 30
    wrong_codes_a_deposit_max: Annotated[int, Meta(ge=10, le=100_000)] = 1000
    staff_idle_s: Annotated[int, Meta(ge=30, le=3600)] = 180
    pins_in_a_row_max: Annotated[int, Meta(ge=1, le=20)] = 5
    pin_lock_s: Annotated[int, Meta(ge=30, le=86_400)] = 300
    reach_cm_max: Annotated[int, Meta(ge=60, le=220)] = 122
    hand_ins_a_case_max: Annotated[int, Meta(ge=1, le=20)] = 3
    hand_ins_max: Annotated[int, Meta(ge=0, le=512)] = 20
    kept_for_results_percent: Annotated[int, Meta(ge=0, le=100)] = 25
    contents_check_days: Annotated[int, Meta(ge=0, le=366)] = 7


class Mqtt(Table, kw_only=True):
    """The broker of the hall. The password is the credential ``mqtt_password``."""

    host: str
    port: Port = 8883
    tls: bool = True
    ca_file: str | None = None


class Hall(Table, kw_only=True):
    """The hall's counter as the kiosk sees it: ``hall counter`` over https. ``ca_file``: its authority."""

    url: str
    ca_file: str | None = None


class Printer(Table, kw_only=True):
    """The receipt printer (ESC/POS). ``port``: a serial port with ``baud``, or /dev/usb/lp0. Dots across the paper."""

    port: str
    baud: Literal[9600, 19200, 38400, 57600, 115200] | None = None
    width_dots: Literal[384, 576] = 576


class IdReader(Table, kw_only=True):
    """The resident identity card reader (SAM module) on a serial port."""

    port: str
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200


class Camera(Table, kw_only=True):
    """The document camera. ``source``: /dev/video0, or the http address of an MJPEG stream. Pixels.

    ``span_mm``: how much of the table its picture is wide; by it a card is told from a sheet.
    """

    source: str
    width: Annotated[int, Meta(ge=640, le=7680)] = 1920
    height: Annotated[int, Meta(ge=480, le=4320)] = 1080
    span_mm: Annotated[int, Meta(ge=200, le=1000)] = 450


class Office(Table, kw_only=True):
    """Who issues notices, in the words that stand on them. ``short`` begins their numbers (二政服).

    ``seal``: the hall's own seal, a PNG that stands on notices; without it they say which window seals them:
    ``seal_at``.
    """

    name: dict[str, str]
    short: Annotated[str, Meta(min_length=1, max_length=10)]
    address: Annotated[str, Meta(max_length=120)]
    phone: Annotated[str, Meta(max_length=40)]
    complaints: Annotated[str, Meta(max_length=40)] = "12345"
    review_body: Annotated[str, Meta(max_length=60)]
    court: Annotated[str, Meta(max_length=60)]
    seal: str | None = None
    seal_at: Annotated[str, Meta(min_length=1, max_length=16)] = "综合窗口"


class Applications(Table, kw_only=True):
    """Applying at this kiosk. ``series``: this kiosk's own digit in case numbers, no other kiosk's.

    ``store``: where sealed drafts and submissions wait. ``catalogue``: the one the kiosk begins with.
    """

    letter: Annotated[str, Meta(pattern=r"^[A-Z]\Z", description="the hall's capital letter in case numbers")] = "E"
    series: Annotated[int, Meta(ge=1, le=9)] = 1
    store: str = "/var/lib/kiosk"
    catalogue: str = "config/catalogue"
    office: Office


class Bus(Table, kw_only=True):
    """One wire. ``rtu``: a serial port and its baud rate (8N1); ``tcp``: a Modbus TCP host and port.

    ``gateway``: a host and port that pass bytes on, as they are, to a serial line of that baud rate.
    """

    name: Name
    kind: Literal["rtu", "tcp", "gateway"]
    port: str | None = None
    baud: Literal[2400, 4800, 9600, 19200, 38400, 57600, 115200] | None = None
    host: str | None = None
    tcp_port: Port = 502
    reply_timeout_ms: Annotated[int, Meta(ge=20, le=5000)] = 300


class Board(Table, kw_only=True):
    """One lock board on a bus. ``profile`` names a file of ``drivers/relay/profiles``. ``address``: as on the wire.

    ``pulse_ms``: how long a board lets the current flow that times itself and cannot be told; measure it.
    """

    name: Name
    bus: Name
    profile: str
    address: Annotated[int, Meta(ge=0, le=255)]
    pulse_ms: Annotated[int, Meta(ge=20, le=10_000)] | None = None
    supply: Name = "main"


class LockModel(Table, kw_only=True):
    """What a lock stands, from its maker's sheet. Milliseconds.

    ``duty``: the sheet's own words, where it allows less than five seconds of rest or more than three pulses a minute.
    """

    name: Name
    pulse_ms: Annotated[int, Meta(ge=20, le=10_000)]
    pulse_ms_max: Annotated[int, Meta(ge=20, le=10_000)]
    rest_ms: Annotated[int, Meta(ge=0, le=600_000)] = 5000
    pulses_a_minute: Annotated[int, Meta(ge=1, le=10)] = 3
    duty: Annotated[str, Meta(max_length=200)] = ""
    confirm_ms: Annotated[int, Meta(ge=100, le=10_000)] = 2000


class Sensor(Table, kw_only=True):
    """A door sensor's input. ``closed_is``: the bit that means shut, found out at commissioning."""

    board: Name
    input: Annotated[int, Meta(ge=1, le=64)]
    closed_is: Literal[0, 1] = 1


class Compartment(Table, kw_only=True):
    """One door: its wires, and its lower left corner and size on the front seen from outside.

    Centimetres from the floor's left corner, to the right and up.
    """

    id: CompartmentName
    size: Literal["S", "M", "L"]
    board: Name
    channel: Annotated[int, Meta(ge=1, le=64)]
    lock: Name
    sensor: Sensor | None = None
    x_cm: Annotated[float, Meta(ge=0, le=2000)]
    y_cm: Annotated[float, Meta(ge=0, le=300)]
    width_cm: Annotated[float, Meta(gt=0, le=300)]
    height_cm: Annotated[float, Meta(gt=0, le=300)]


class KioskMachine(Table, kw_only=True):
    """All of ``kiosk.toml``."""

    kiosk: Kiosk
    lockerd: Lockerd = Lockerd()
    screen: Screen = Screen()
    rules: Rules = Rules()
    mqtt: Mqtt
    hall: Hall
    applications: Applications | None = None
    printer: Printer | None = None
    id_reader: IdReader | None = None
    camera: Camera | None = None
    bus: Annotated[list[Bus], Meta(min_length=1)]
    board: Annotated[list[Board], Meta(min_length=1)]
    lock: Annotated[list[LockModel], Meta(min_length=1)]
    compartment: Annotated[list[Compartment], Meta(min_length=1, max_length=512)]
