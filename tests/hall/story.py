"""How the hall's tests tell what a kiosk said: a log with its chain of hashes, deposits in domain words."""

from pathlib import Path

from locker.contract import events as ev
from locker.contract.codec import GENESIS_HASH, encode_entry, encode_event, entry_hash
from locker.contract.events import AnyEvent, Entry
from locker.contract.facts import DepositKind, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, KioskId, RequestId, SiteId, StaffNumber
from locker.contract.topics import Topics

START_MS = 1_795_000_000_000
DAY_MS = 86_400_000
CATALOGUE = Path(__file__).parents[2] / "config" / "catalogue"


def hall_toml(folder: Path, port: int, engine: str = "sqlite") -> str:
    kiosks = "".join(
        f'[[kiosk]]\nid = "{id_}"\nsite = "erenhot"\nname = {{ zh = "{zh}", en = "{en}" }}\ncompartments = 24\n'
        for id_, zh, en in (("k1", "一楼大厅东门文件柜", "East door locker"), ("k2", "口岸大厅文件柜", "Port locker"))
    )
    return (
        f'help_phone = "0479-7520000"\ncredentials = "{folder}/keys"\n'
        f'[web]\nport = 8000\nhosts = ["testserver", "127.0.0.1"]\n'
        f'[database]\nengine = "{engine}"\npath = "{folder}/hall.sqlite"\n'
        f'[mqtt]\nhost = "127.0.0.1"\nport = {port}\ntls = false\n'
        f'[cases]\npages = "{folder}/pages"\nplatform = "{folder}/platform"\ncatalogue = "{CATALOGUE}"\n'
        f'[cases.office]\nname = {{ zh = "二连浩特市政务服务中心", en = "Erenhot Government Service Hall" }}\n'
        f'short = "二政服"\naddress = "二连浩特市前进路1号"\nphone = "0479-7520000"\n'
        f'review_body = "二连浩特市人民政府"\ncourt = "二连浩特市人民法院"\n'
        f'[sms]\noutbox = "{folder}/sms.txt"\n{kiosks}'
    )


class KioskLog:
    """A kiosk's ledger as its uplink sends it."""

    def __init__(self, kiosk: str = "k1") -> None:
        self.kiosk = kiosk
        self.topics = Topics(SiteId("erenhot"), KioskId(kiosk))
        self.entries: list[Entry] = []

    def writes(self, event: AnyEvent, request: str | None = "r1", at_ms: int | None = None) -> bytes:
        """One more event, by the kiosk's clock; returns the message for the topic ``log``."""
        seq = len(self.entries) + 1
        at_ms = at_ms or START_MS + 1000 * seq
        act = RequestId(request) if request else None
        hash_ = entry_hash(self.hash, seq, at_ms, "boot1", act, encode_event(event))
        self.entries.append(Entry(seq=seq, at_ms=at_ms, boot="boot1", request=act, body=event, hash=hash_))
        return encode_entry(self.entries[-1])

    def writes_all(self, *events: AnyEvent) -> list[bytes]:
        return [self.writes(event) for event in events]

    @property
    def hash(self) -> str:
        return self.entries[-1].hash if self.entries else GENESIS_HASH

    def messages(self) -> list[bytes]:
        return [encode_entry(entry) for entry in self.entries]


def begun(
    deposit: str, sealed: str = "", compartment: str = "A1", counter: int = 7, kind: DepositKind = DepositKind.RESULT
) -> ev.DepositBegun:
    return ev.DepositBegun(
        deposit=DepositId(deposit),
        deposit_kind=kind,
        case=CaseNumber("152501202611230001"),
        compartment=CompartmentId(compartment),
        counter=counter,
        phone_sealed=sealed,
        phone_masked="138****8000",
        staff=StaffNumber("1001"),
        size=Size.S,
    )


def confirmed(deposit: str, compartment: str = "A1") -> ev.DepositConfirmed:
    due_at_ms = START_MS + 15 * DAY_MS
    return ev.DepositConfirmed(deposit=DepositId(deposit), compartment=CompartmentId(compartment), due_at_ms=due_at_ms)


def collected(deposit: str) -> ev.DepositCollected:
    return ev.DepositCollected(deposit=DepositId(deposit), confirmed=True)
