"""MQTT topics under ``hall/v1/{site}/{kiosk}/`` (DESIGN section 9) and the small messages beside events."""

from msgspec import Struct

from locker.contract.ids import KioskId, RequestId, SiteId
from locker.contract.refusal import Refusal

ROOT = "hall/v1"


class Topics:
    """The topics of one kiosk."""

    def __init__(self, site: SiteId, kiosk: KioskId) -> None:
        self.base = f"{ROOT}/{site}/{kiosk}"
        self.status = f"{self.base}/status"
        self.log = f"{self.base}/log"
        self.log_ack = f"{self.base}/log/ack"
        self.command = f"{self.base}/cmd/+"
        self.command_ack = f"{self.base}/ack"
        self.telemetry = f"{self.base}/telemetry"
        self.cabinet_state = f"{self.base}/state/cabinet"

    def compartment_state(self, compartment: str) -> str:
        """Retained snapshot of one compartment."""
        return f"{self.base}/state/compartment/{compartment}"


class Status(Struct, frozen=True, kw_only=True):
    """Retained birth (``online``) and will (``offline``). ``boot`` parts one life of lockerd from the next."""

    s: str
    boot: str
    version: str = ""
    since_ms: int = 0


class LogAck(Struct, frozen=True, kw_only=True):
    """The hall holds every event up to ``seq``, durably; only this moves the kiosk's cursor.

    ``hash`` is the hash of that entry in the hall's books, so that a kiosk restored from an old copy is noticed.
    ``hall_at_ms`` is the hall's clock, which the kiosk compares with its own.
    """

    seq: int
    hash: str
    hall_at_ms: int


class CommandAnswer(Struct, frozen=True, kw_only=True):
    """The kiosk's word on a signed command."""

    command: RequestId
    ok: bool
    refusal: Refusal | None = None


class Telemetry(Struct, frozen=True, kw_only=True):
    """The machine's health, QoS 0, every half minute. Temperatures in degrees Celsius, sizes in MiB."""

    at_ms: int
    uptime_s: int
    disk_free_mib: int
    memory_mib: int
    cpu_temperature_c: float | None
    clock_trusted: bool
    poll_ms: dict[str, float]
    events_waiting: int


class CompartmentSnapshot(Struct, frozen=True, kw_only=True):
    """Retained, for any dashboard. Every value may be ``unknown``."""

    door: str
    service: str
    occupied: bool
    deposit_state: str


class DifferenceSnapshot(Struct, frozen=True, kw_only=True):
    """As :class:`~locker.contract.answers.Difference`, in plain texts: an older dashboard may not know each."""

    differs: str
    subject: str
    settling: str


class CabinetSnapshot(Struct, frozen=True, kw_only=True):
    """Retained: whether the cabinet accepts people, the alarms that stand (``alarm:subject``), and in what doors and
    books differ (the first hundred).
    """

    accepting: bool
    why_not: str
    alarms: list[str]
    boards: dict[str, str]
    differences: list[DifferenceSnapshot] = []
