"""Ids are distinct types, so that a deposit can never be taken for a compartment."""

from typing import NewType

SiteId = NewType("SiteId", str)
"""A service hall, lower case, as in the MQTT topic: ``erenhot``."""

KioskId = NewType("KioskId", str)
"""One kiosk with its cabinet, unique in the whole system, also its broker user name: ``k1``."""

CompartmentId = NewType("CompartmentId", str)
"""What is painted on the door: ``A3``."""

DepositId = NewType("DepositId", str)
"""One stay of an envelope in a compartment: ``{kiosk}-{counter}``, given by lockerd."""

RequestId = NewType("RequestId", str)
"""One act of one person, given by the asker (a UUID in hex); a repeat gets the first answer."""

BootId = NewType("BootId", str)
"""One life of the lockerd process (a UUID in hex)."""

CaseNumber = NewType("CaseNumber", str)
"""办件 number, opaque text of at most 64 characters (GB/T 39554.1 numbers have 43)."""

StaffNumber = NewType("StaffNumber", str)
"""The number a member of staff logs in with, digits only."""

StaffToken = NewType("StaffToken", str)
"""A login at one kiosk, in lockerd's memory only."""

BoardName = NewType("BoardName", str)
"""A lock board as the machine's TOML names it: ``upper``."""
