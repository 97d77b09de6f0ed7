"""Black signs on white paper: Chinese text, lines of prose, round stamps. Lengths in millimetres."""

from functools import cache
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

PX_PER_MM = 6
BLACK = (34, 32, 30)
RED = (200, 30, 36)
HAND = (46, 58, 130)
_FACES = {"sans": "NotoSansCJK-Regular.ttc", "bold": "NotoSansCJK-Bold.ttc", "serif": "NotoSerifCJK-Regular.ttc"}
_MACHINE_FACE, _MACHINE_ADVANCE = "OCRB.otf", 0.723  # Debian's fonts-ocr-b; a sign's advance in parts of its size
_SIMPLIFIED = 2  # the collections' third face is the Chinese one
_PROSE = (
    "申请人应当如实提供有关材料和反映真实情况，并对其申请材料实质内容的真实性负责。"
    "行政机关收到申请后，应当对申请材料是否齐全、是否符合法定形式进行审查。"
    "申请材料存在可以当场更正的错误的，应当允许申请人当场更正。"
    "本表一式两份，填写须字迹清楚，不得涂改，签名处由本人亲笔书写。"
    "有下列情形之一的，依照法律、法规的规定办理，期限自受理之日起计算。"
)

Colour = tuple[int, int, int]


@cache
def _font(face: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FACES[face], size_px, index=_SIMPLIFIED)


class Sheet:
    """A blank paper to write on; ``colour`` and all inks are RGB."""

    def __init__(self, width_mm: float, height_mm: float, colour: Colour = (250, 249, 246)) -> None:
        self.width_mm, self.height_mm = width_mm, height_mm
        self._image = Image.new("RGB", (round(width_mm * PX_PER_MM), round(height_mm * PX_PER_MM)), colour)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        face: str = "sans",
        ink: Colour = BLACK,
        anchor: str = "lt",
    ) -> None:
        """One line; ``size`` is the height of a sign."""
        font = _font(face, round(size * PX_PER_MM))
        self._draw.text((x * PX_PER_MM, y * PX_PER_MM), words, fill=ink, font=font, anchor=anchor)

    def prose(self, y: float, lines: int, random: Random, *, left: float = 25, size: float = 3.7) -> float:
        """Lines of official prose between equal margins; where the next line would be."""
        signs = int((self.width_mm - 2 * left) / size)
        begin = random.randrange(len(_PROSE))
        endless = _PROSE[begin:] + _PROSE * (2 + lines * signs // len(_PROSE))
        for number in range(lines):
            self.text(left, y, endless[number * signs : (number + 1) * signs], size)
            y += size * 1.8
        return y

    def machine_line(self, x: float, y: float, signs: str, pitch: float) -> None:
        """Signs of OCR-B at an even pitch, as passports have them; ``x``: the first one's left, ``y``: their foot."""
        font = ImageFont.truetype(_MACHINE_FACE, round(pitch / _MACHINE_ADVANCE * PX_PER_MM))
        for place, sign in enumerate(signs):
            middle = (x + (place + 0.5) * pitch) * PX_PER_MM
            self._draw.text((middle, y * PX_PER_MM), sign, fill=BLACK, font=font, anchor="ms")

    def line(self, x: float, y: float, to_x: float, to_y: float, *, ink: Colour = BLACK, width: float = 0.35) -> None:
        """A ruled line."""
        ends = [one * PX_PER_MM for one in (x, y, to_x, to_y)]
        self._draw.line(ends, fill=ink, width=max(1, round(width * PX_PER_MM)))

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: Colour | None = None, ink: Colour = BLACK
    ) -> None:
        """A frame, or a filled field."""
        ends = [one * PX_PER_MM for one in (x, y, x + width, y + height)]
        self._draw.rectangle(ends, fill=fill, outline=None if fill else ink, width=2)

    def stamp(self, x: float, y: float, office: str, *, radius: float = 20) -> None:
        """A round red seal with a star, pressed over what is written."""
        for ring in (radius, radius - 0.4, radius - 0.8):
            box = [(x - ring) * PX_PER_MM, (y - ring) * PX_PER_MM, (x + ring) * PX_PER_MM, (y + ring) * PX_PER_MM]
            self._draw.ellipse(box, outline=RED, width=2)
        self.text(x, y, "★", radius * 0.6, ink=RED, anchor="mm")
        for number, sign in enumerate(office[:12]):
            turn = np.deg2rad(150 + 240 * (number + 0.5) / len(office[:12]))
            place = x + np.cos(turn) * radius * 0.76, y + np.sin(turn) * radius * 0.76
            self.text(*place, sign, radius * 0.2, face="serif", ink=RED, anchor="mm")

    def waves(self, step: float, ink: Colour) -> None:
        """The fine curved pattern under identity papers."""
        across = np.arange(0, self.width_mm * PX_PER_MM, 4)
        for row in np.arange(-10, self.height_mm + 10, step):
            heights = (row + 4 * np.sin(across / 95 + row / 9)) * PX_PER_MM
            self._draw.line([*zip(across.tolist(), heights.tolist(), strict=True)], fill=ink, width=2)

    def head(self, x: float, y: float, width: float) -> None:
        """A portrait that is of nobody."""
        self.box(x, y, width, width * 1.25, fill=(196, 204, 212))
        middle, unit = (x + width / 2) * PX_PER_MM, width * PX_PER_MM
        top = y * PX_PER_MM
        self._draw.ellipse(
            [middle - unit * 0.2, top + unit * 0.2, middle + unit * 0.2, top + unit * 0.72], fill=(120, 112, 108)
        )
        self._draw.chord(
            [middle - unit * 0.42, top + unit * 0.75, middle + unit * 0.42, top + unit * 1.75],
            180,
            360,
            fill=(88, 92, 104),
        )

    def picture(self) -> NDArray[np.uint8]:
        """What is on the sheet, BGR."""
        return cv2.cvtColor(np.asarray(self._image), cv2.COLOR_RGB2BGR).astype(np.uint8, copy=False)
