"""Which of the hall's kiosks one ingest process hears, where several share the work.

By kiosk and not by MQTT's shared subscriptions: a broker deals those out message by message, so that each process
would see gaps in every log. Should two hear one kiosk for a while (a row more in ``hall.toml``, and not all were
started anew), the kiosk's row is taken by one of them at a time (``tables.taken_cursors``), and nothing comes twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from config.hall import KnownKiosk
from locker.contract.topics import ROOT

PARTS_MAX = 16
_TOPICS = (("log", 1), ("status", 1), ("telemetry", 0), ("state/#", 1))


@dataclass(frozen=True, slots=True)
class Part:
    """``number`` of ``of``, from 1; 1 of 1 hears every kiosk."""

    number: int = 1
    of: int = 1

    @classmethod
    def read(cls, text: str) -> Self:
        """``2/3``. :raises ValueError: it is no part."""
        found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", text)
        part = cls(int(found[1]), int(found[2])) if found else cls(0, 0)
        if not 1 <= part.number <= part.of <= PARTS_MAX:
            raise ValueError(f"not a part like 1/2, of at most {PARTS_MAX}")
        return part

    @property
    def name(self) -> str:
        """The same for every process that would be this part."""
        return "ingest" if self.of == 1 else f"ingest-{self.number}-of-{self.of}"

    def kiosks(self, kiosks: Sequence[KnownKiosk]) -> list[KnownKiosk]:
        """Those of this part, in turn."""
        return list(kiosks[self.number - 1 :: self.of])

    def filters(self, kiosks: Sequence[KnownKiosk]) -> list[tuple[str, int]]:
        """What to subscribe to for ``kiosks``, each with its QoS. A whole hall hears strangers too, and counts them."""
        bases = [f"{ROOT}/+/+"] if self.of == 1 else [f"{ROOT}/{kiosk.site}/{kiosk.id}" for kiosk in kiosks]
        return [(f"{base}/{topic}", qos) for base in bases for topic, qos in _TOPICS]
