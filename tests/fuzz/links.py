"""What comes over sockets: lockerd's, the broker's, the counter's."""

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.json import decode, encode

from config.hall import KnownKiosk
from hall.counter.token import kiosk_of
from hall.ingest import wire
from hall.ingest.messages import Addresses, read_envelope, read_event, read_kind
from intake.contract.questions import AnyQuestion
from kiosk.hall.client import HallClient
from kiosk.hall.wire import Reply
from locker.contract import codec
from locker.contract import requests as rq
from locker.contract.answers import Refused
from locker.contract.ids import DepositId, KioskId, RequestId, SiteId, StaffNumber
from locker.contract.refusal import Refusal
from locker.contract.topics import CommandAnswer, LogAck, Topics
from locker.daemon.commands import verify
from locker.daemon.uplink.drops import Drops
from locker.daemon.uplink.inbound import CommandMessage, Inbox
from locker.daemon.uplink.link import Inbound
from tests.fuzz.target import Target, at_once, in_pieces
from tests.hall.story import KioskLog, begun, confirmed
from tests.locker.story import Story

TOPICS = Topics(SiteId("erenhot"), KioskId("k1"))
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ADDRESSES = Addresses([KnownKiosk(id="k1", site="erenhot", name={"zh": "柜"}, compartments=8)])
OUR_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def _commanded(data: bytes) -> object:
    verb = ("open", "clear_alarm", "return_to_service", "")[len(data) % 4]
    return verify(
        data, PRIVATE.public_key(), KioskId("k1"), verb, now_ms=1_795_000_000_000, clock_trusted=True, retained=False
    )


async def _no_command(message: CommandMessage) -> CommandAnswer:
    raise AssertionError("nothing is carried out here")


def _inbox(data: bytes) -> None:
    topic, _, payload = data.partition(b"\n")
    name = TOPICS.log_ack if not topic else topic.decode("utf-8", "replace")
    box = Inbox(TOPICS, lambda _ack: None, _no_command, Drops())
    box.take(Inbound(name, payload, retained=False, correlation=payload[:300]))


def _packets(data: bytes) -> None:
    reader = wire.Reader(8192)
    for piece in in_pieces(data, 50):
        for _packet in reader.feed(piece):
            pass


def _ingested(data: bytes) -> None:
    envelope = read_envelope(data)
    if envelope is not None:
        read_kind(envelope.body)
        read_event(envelope.body)
    Addresses([KnownKiosk(id="k1", site="erenhot", name={"zh": "柜"}, compartments=8)]).sort(
        data.decode("utf-8", "replace")
    )


class _Counter:
    """A hall's counter that answers every question with the same bytes."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def send(self, *_: object, **__: object) -> Reply:
        return Reply(200, self._body)


def _answered(data: bytes) -> None:
    counter = HallClient(_Counter(data))  # type: ignore[arg-type]
    at_once(counter.held("s1"))
    at_once(counter.catalogue(""))


def _asked(data: bytes) -> None:
    decode(data, type=AnyQuestion)


def _signed(data: bytes) -> None:
    kiosk_of(data.decode("utf-8", "replace"), lambda _kiosk: bytes(32), 1_795_000_000)


def _entries() -> list[bytes]:
    return KioskLog().writes_all(begun("k1-7"), confirmed("k1-7"))


def _events() -> list[bytes]:
    story = Story()
    story.deposited()
    return [codec.encode_event(event) for _, _, event in story.log]


REQUESTS = [
    codec.encode_line(rq.Hello(id=RequestId("1"), protocol=rq.PROTOCOL)),
    codec.encode_line(rq.OpenForPickup(id=RequestId("2"), code="48291367")),
    codec.encode_line(rq.OpenByCard(id=RequestId("4"), deposit=DepositId("k1-1"), until_s=1, permission="0" * 64)),
    codec.encode_line(rq.StaffLogin(id=RequestId("3"), number=StaffNumber("1001"), pin="4821")),
]
REPLIES = [codec.encode_line(Refused(re=RequestId("2"), refusal=Refusal.CABINET_BUSY, wait_s=2))]
ACK = encode(LogAck(seq=3, hash="0" * 64, hall_at_ms=1_795_000_000_000))
TOKEN = jwt.encode({"aud": "k1", "verb": "open", "jti": "c1"}, PRIVATE, algorithm="EdDSA").encode()
PACKETS = [
    *(wire.publish(TOPICS.log, entry) for entry in _entries()),
    b"\x20\x03\x00\x00\x00",
    b"\x90\x04\x00\x01\x00\x01",
]

TARGETS = [
    Target("lockerd socket", codec.decode_request, REQUESTS, (codec.MalformedError,)),
    Target("kiosk socket", codec.decode_reply, REPLIES, (codec.MalformedError,)),
    Target("event", codec.decode_event, _events(), OUR_JSON),
    Target("signed command", _commanded, [TOKEN]),
    Target("kiosk inbox", _inbox, [b"\n" + ACK, TOPICS.command.replace("+", "open").encode() + b"\n" + TOKEN]),
    Target("hall mqtt", _packets, PACKETS, (wire.WireError,)),
    Target("hall log", _ingested, [*_entries(), b"hall/v1/erenhot/k1/state/A1"]),
    Target("counter answer", _answered, [b'{"is":"refused","refusal":"broken"}', b'{"is":"help","coming":true}']),
    Target("counter question", _asked, [b'{"ask":"help","screen":"home"}', b'{"ask":"open","qr":"EL1:A"}'], OUR_JSON),
    Target("counter token", _signed, [b"Bearer " + TOKEN]),
]
