"""The simulated QR scanner: what is held before it is read out on its serial port, ended by CR."""

import io
from pathlib import Path

import zxingcpp
from PIL import Image

from drivers.sim.terminal import Terminal

TEXT_BYTES_MAX = 500


class SimulatedScanner:
    """Its port is behind ``link``. Needs a running event loop."""

    def __init__(self, link: Path) -> None:
        self._terminal = Terminal(link, lambda _: None)
        self.link = link
        self.plug = self._terminal.plug
        self.unplug = self._terminal.unplug

    @property
    def plugged(self) -> bool:
        """The port is there."""
        return self._terminal.plugged

    def read(self, text: str) -> bool:
        """Read a code with that text; False when the scanner is pulled out or the text is no code's."""
        data = text.encode()
        if not self.plugged or not data or len(data) > TEXT_BYTES_MAX or not text.isprintable():
            return False
        self._terminal.say(data + b"\r")
        return True

    def read_picture(self, png: bytes) -> bool:
        """Read the one QR code on a picture; False when there is none, or more than one."""
        with Image.open(io.BytesIO(png)) as picture:
            codes = zxingcpp.read_barcodes(picture)
        return len(codes) == 1 and self.read(codes[0].text)
