"""The receipt printer."""

from drivers.printer.printer import Printer
from drivers.printer.state import PaperLeft, PrinterState

__all__ = ["PaperLeft", "Printer", "PrinterState"]
