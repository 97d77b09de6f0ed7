"""The resident identity card reader: a SAM module on a serial line."""

from drivers.id_reader.card import CardKind, IdCard
from drivers.id_reader.reader import IdReader

__all__ = ["CardKind", "IdCard", "IdReader"]
