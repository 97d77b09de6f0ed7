"""The hall server, as ``hall.toml`` describes it."""

from typing import Annotated, Literal

from msgspec import Meta

from config.kiosk import Mqtt, Name, Port, Table


class Web(Table, kw_only=True):
    """The pages. ``hosts`` are the names a browser may use."""

    host: str = "127.0.0.1"
    port: Port = 8000
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    debug: bool = False


class Database(Table, kw_only=True):
    """SQLite by default; PostgreSQL by a URL in the credential ``database_url``."""

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


class KnownKiosk(Table, kw_only=True):
    """A kiosk the hall serves; its secret is the credential ``kiosk-{id}.key``."""

    id: Name
    site: Name
    name: dict[str, str]
    compartments: Annotated[int, Meta(ge=1, le=512)]


class HallMachine(Table, kw_only=True):
    """All of ``hall.toml``."""

    web: Web = Web()
    database: Database = Database()
    mqtt: Mqtt
    sms: Sms = Sms()
    credentials: str | None = None
    help_phone: str
    kiosk: Annotated[list[KnownKiosk], Meta(min_length=1)]
