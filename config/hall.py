"""The hall server, as ``hall.toml`` describes it."""

from typing import Annotated, Literal

from msgspec import Meta

from config.kiosk import Mqtt, Name, Office, Port, Table


class Web(Table, kw_only=True):
    """The pages. ``hosts`` are the names a browser may use."""

    host: str = "127.0.0.1"
    port: Port = 8000
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    debug: bool = False


class Database(Table, kw_only=True):
    """SQLite by default; PostgreSQL by a URL (as libpq reads it) in the credential ``database_url``."""

    engine: Literal["sqlite", "postgresql"] = "sqlite"
    path: str = "/var/lib/hall/hall.sqlite"


class Sms(Table, kw_only=True):
    """Who sends. ``console``: a file and the phone page; ``modem``: a GSM modem on ``port``."""

    sender: Literal["console", "modem"] = "console"
    port: str | None = None
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    outbox: str = "/var/lib/hall/sms.txt"
    signature: str = "二连浩特政务大厅"
    a_day_per_phone_max: Annotated[int, Meta(ge=1, le=200)] = 50


class Counter(Table, kw_only=True):
    """What kiosks and applicants' phones reach, a process and port of its own. ``url``: as a phone sees it.

    With ``cert_file`` and ``key_file`` it speaks TLS itself; else only on loopback, behind a proxy that does.
    """

    host: str = "127.0.0.1"
    port: Port = 8443
    url: str = "https://127.0.0.1:8443"
    cert_file: str | None = None
    key_file: str | None = None


class Cases(Table, kw_only=True):
    """The case desk. ``pages``: the folder of scanned pages; ``platform``: where events for the platform are put.

    ``platform_url``: an address that takes each event by POST too; ``platform_ca_file``: its authority.
    """

    letter: Annotated[str, Meta(pattern=r"^[A-Z]\Z", description="the hall's capital letter in case numbers")] = "E"
    catalogue: str = "config/catalogue"
    pages: str = "/var/lib/hall/pages"
    platform: str = "/var/lib/hall/platform"
    platform_url: str | None = None
    platform_ca_file: str | None = None
    office: Office


class KnownKiosk(Table, kw_only=True):
    """A kiosk the hall serves; its secrets are the credentials ``kiosk-{id}.key`` and ``hall_api-{id}.key``.

    ``series``: its own digit in case numbers, as in its ``kiosk.toml``; no other kiosk's.
    """

    id: Name
    site: Name
    name: dict[str, str]
    compartments: Annotated[int, Meta(ge=1, le=512)]
    series: Annotated[int, Meta(ge=1, le=9)] | None = None


class HallMachine(Table, kw_only=True):
    """All of ``hall.toml``."""

    web: Web = Web()
    database: Database = Database()
    mqtt: Mqtt
    sms: Sms = Sms()
    credentials: str | None = None
    help_phone: str
    counter: Counter = Counter()
    cases: Cases | None = None
    kiosk: Annotated[list[KnownKiosk], Meta(min_length=1)]
