"""The logs of kiosks in daily use: deposits placed, collected, doors opened and closed, hashes chained."""

from collections.abc import Iterator
from itertools import count

from locker.contract import events as ev
from locker.contract.codec import GENESIS_HASH, encode_entry, encode_event, entry_hash
from locker.contract.events import AnyEvent, Entry
from locker.contract.facts import DepositKind, Purpose, Size
from locker.contract.ids import (
    CaseNumber,
    CompartmentId,
    DepositId,
    KioskId,
    RequestId,
    SiteId,
    StaffNumber,
)
from locker.contract.topics import Topics

START_MS = 1_795_000_000_000
SEALED = "A" * 80


def kiosk_names(number: int) -> list[str]:
    return [f"k{index}" for index in range(1, number + 1)]


def topic_of(kiosk: str) -> str:
    return Topics(SiteId("bench"), KioskId(kiosk)).log


def entries_of(kiosk: str, number: int) -> Iterator[bytes]:
    """The first ``number`` messages of a kiosk's log, each a little less or more than 300 bytes."""
    hash_, boot, request = GENESIS_HASH, kiosk.rjust(32, "0"), RequestId("5" * 32)
    for seq, event in zip(range(1, number + 1), days(kiosk), strict=False):
        at_ms = START_MS + seq * 997
        hash_ = entry_hash(hash_, seq, at_ms, boot, request, encode_event(event))
        yield encode_entry(Entry(seq=seq, at_ms=at_ms, boot=boot, request=request, body=event, hash=hash_))


def days(kiosk: str, first: int = 1) -> Iterator[AnyEvent]:
    """A kiosk's life from its deposit number ``first`` on: placed, collected, placed, collected …"""
    for counter in count(first):
        deposit, compartment = DepositId(f"{kiosk}-{counter}"), CompartmentId(f"A{counter % 24 + 1}")
        yield from _placed(deposit, compartment, counter)
        yield from _collected(deposit, compartment)


def _placed(deposit: DepositId, compartment: CompartmentId, counter: int) -> Iterator[AnyEvent]:
    staff = StaffNumber("1001")
    yield ev.DepositBegun(
        deposit=deposit,
        deposit_kind=DepositKind.RESULT,
        case=CaseNumber(f"152501{counter:012}"),
        compartment=compartment,
        counter=counter,
        phone_sealed=SEALED,
        phone_masked="138****8000",
        staff=staff,
        size=Size.S,
    )
    yield ev.DoorOrdered(compartment=compartment, purpose=Purpose.PLACE, pulse_ms=500, deposit=deposit, staff=staff)
    yield ev.DoorPulsed(compartment=compartment)
    yield ev.DoorOpened(compartment=compartment)
    yield ev.DoorClosed(compartment=compartment)
    yield ev.DepositConfirmed(deposit=deposit, compartment=compartment, due_at_ms=START_MS + 86_400_000)


def _collected(deposit: DepositId, compartment: CompartmentId) -> Iterator[AnyEvent]:
    yield ev.PickupBegun(deposit=deposit)
    yield ev.DoorOrdered(compartment=compartment, purpose=Purpose.PICKUP, pulse_ms=500, deposit=deposit)
    yield ev.DoorPulsed(compartment=compartment)
    yield ev.DoorOpened(compartment=compartment)
    yield ev.DoorClosed(compartment=compartment)
    yield ev.DepositCollected(deposit=deposit, confirmed=True)
