"""An A4 sheet that text is set on: fonts, lines, pages that go on. Millimetres; font sizes in points."""

from functools import cached_property
from io import BytesIO
from pathlib import Path

from fpdf import FPDF
from PIL import Image
from qrcode import QRCode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

from hall.notices.lines import lines
from intake.signature import Signature

FONTS = Path(__file__).parents[2] / "var" / "fonts"
FAMILY = "NotoSansSC"
MARGIN, TOP, BOTTOM = 26.0, 24.0, 24.0
WIDTH, HEIGHT = 210.0, 297.0
ROOM = WIDTH - 2 * MARGIN
POINT_MM = 25.4 / 72
LINE = 1.6
"""Line height in parts of the font size."""
GREY, BLACK = 110, 0
HAIR, PEN = 0.2, 0.5
"""Widths of lines."""


class Sheet:
    """Set from the top down; ``foot`` stands on every page with its number. PDF/A-2B, fonts embedded as subsets."""

    def __init__(self, title: str, foot: str, fonts: Path = FONTS) -> None:
        self._pdf = _Paper(foot)
        for style, weight in (("", "Regular"), ("B", "Bold")):
            self._pdf.add_font(FAMILY, style, fonts / f"NotoSansSC-{weight}.otf")
        self._pdf.set_title(title)
        self._pdf.set_lang("zh-CN")
        self._pdf.add_page()

    def text(self, said: str, size: float = 12, *, align: str = "L", bold: bool = False, indent: int = 0) -> None:
        """A paragraph; ``indent`` characters before its first line."""
        self.font(size, bold=bold)
        first = indent * size * POINT_MM
        for number, line in enumerate(lines(said, ROOM, self.width, first)):
            self.need(self.height)
            self._pdf.set_x(MARGIN + (0 if number else first))
            self._pdf.cell(ROOM - (0 if number else first), self.height, line, align=align)
            self._pdf.ln(self.height)

    def gap(self, mm: float) -> None:
        """Some room."""
        self._pdf.ln(mm)

    def need(self, mm: float) -> bool:
        """A new page when there is not so much room; True: one was begun."""
        if self.y + mm <= HEIGHT - BOTTOM:
            return False
        self._pdf.add_page()
        return True

    def put(self, x: float, y: float, width: float, said: str, *, align: str = "L") -> None:
        """One line at a place, in the font that is set."""
        self._pdf.set_xy(x, y)
        self._pdf.cell(width, self.height, said, align=align)

    def box(self, x: float, y: float, width: float, height: float, *, filled: bool = False) -> None:
        """A thin frame, lightly filled or not."""
        self._pdf.set_fill_color(236)
        self._pdf.rect(x, y, width, height, style="DF" if filled else "D")

    def rule(self, x: float, y: float, width: float) -> None:
        """A line to sign on."""
        self._pdf.line(x, y, x + width, y)

    def qr(self, content: str, x: float, y: float, side: float) -> None:
        """The code, 4 modules of white around it."""
        code = QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=8)
        code.add_data(content)
        picture = BytesIO()
        code.make_image().get_image().convert("L").save(picture, "PNG")
        self._pdf.image(picture, x, y, side, side, alt_text="二维码")

    def seal(self, seal: Image.Image, x: float, y: float, side: float) -> None:
        """The hall's seal on white: what is set later stands over it."""
        flat = Image.new("RGBA", seal.size, "white")
        flat.alpha_composite(seal.convert("RGBA"))
        self._pdf.image(flat.convert("RGB"), x, y, side, side, keep_aspect_ratio=True, alt_text="专用章")

    def ink(self, drawn: Signature, x: float, y: float) -> None:
        """Lines of a finger, in millimetres from there."""
        self._pdf.set_line_width(PEN)
        for line in drawn:
            places = [(x + right, y + down) for right, down in line]
            self._pdf.polyline([places[0], *places])
        self._pdf.set_line_width(HAIR)

    def font(self, size: float, *, bold: bool = False, grey: bool = False) -> None:
        """What follows is set in it."""
        self._pdf.set_font(FAMILY, "B" if bold else "", size)
        self._pdf.set_text_color(GREY if grey else BLACK)

    def move(self, y: float) -> None:
        """Go on from here."""
        self._pdf.set_xy(MARGIN, y)

    def width(self, said: str) -> float:
        """How wide it is in the font that is set."""
        return self._pdf.get_string_width(said)

    @property
    def y(self) -> float:
        """Where the next line begins."""
        return self._pdf.get_y()

    @property
    def height(self) -> float:
        """Of a line in the font that is set."""
        return self._pdf.font_size * LINE

    @cached_property
    def content(self) -> bytes:
        """The finished PDF."""
        return bytes(self._pdf.output())


class _Paper(FPDF):
    def __init__(self, foot: str) -> None:
        super().__init__(enforce_compliance="PDF/A-2B")
        self._foot = foot
        self.set_margins(MARGIN, TOP, MARGIN)
        self.set_auto_page_break(auto=False)
        self.set_line_width(HAIR)
        self.c_margin = 0
        self.alias_nb_pages("{pages}")

    def footer(self) -> None:
        """fpdf asks for it at the end of each page."""
        self.set_font(FAMILY, "", 8.5)
        self.set_text_color(GREY)
        self.set_xy(MARGIN, HEIGHT - 16)
        self.cell(ROOM, 5, self._foot, align="L")
        self.set_xy(MARGIN, HEIGHT - 16)
        self.cell(ROOM, 5, f"第 {self.page_no()} 页，共 {{pages}} 页", align="R")
