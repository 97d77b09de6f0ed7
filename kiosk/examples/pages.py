"""Pictures for the examples: a form with a stamp, an identity card, and what a camera sees of it on a table."""

from functools import cache

from PIL import Image, ImageDraw

from kiosk.devices.pages import PREVIEW_PX, decoded
from kiosk.examples.catalogue import FOLDER

Shot = tuple[int, int, bytes, int]

PAPER = (827, 1169)  # A4 at 100 dots an inch
CARD = (1012, 638)
LIVE = (960, 540)
OUTLINE = ((0.33, 0.1), (0.68, 0.15), (0.655, 0.93), (0.29, 0.86))
INK, LINE, STAMP, TABLE = (40, 48, 60), (150, 158, 170), (200, 40, 40), (126, 96, 70)


@cache
def example_picture(source: str) -> Shot | None:
    """Any page, small or large, the live picture, and the guide's samples."""
    kind, _, page = source.partition(":")
    if kind == "live":
        return _shot(_table())
    if kind == "sample":
        drawn = decoded(FOLDER / "samples" / f"{page}.jpg", PREVIEW_PX)
        return (*drawn, 1) if drawn else None
    if kind not in ("page", "thumb"):
        return None
    sheet = _card() if page.endswith("card") else _sheet(page)
    if kind == "thumb":
        sheet.thumbnail((320, 320))
    return _shot(sheet)


def _shot(picture: Image.Image) -> Shot:
    return picture.width, picture.height, picture.tobytes(), 1


def _sheet(seed: str) -> Image.Image:
    picture = Image.new("RGB", PAPER, (252, 252, 250))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((230, 90, 597, 128), fill=INK)
    for number in range(22):
        y = 200 + number * 36
        wide = 300 + (hash((number, len(seed))) + sum(map(ord, seed)) * 37 * (number + 1)) % 360
        draw.rectangle((90, y, 90 + (620 if number % 6 else wide), y + 10), fill=LINE)
    draw.ellipse((520, 900, 700, 1080), outline=STAMP, width=8)
    draw.regular_polygon((610, 990, 44), 5, fill=STAMP)
    return picture


def _card() -> Image.Image:
    picture = Image.new("RGB", CARD, (226, 236, 242))
    draw = ImageDraw.Draw(picture)
    for number in range(4):
        draw.rectangle((80, 90 + number * 84, 460 - number * 40, 116 + number * 84), fill=INK)
    draw.rectangle((80, 520, 780, 556), fill=INK)
    draw.rectangle((690, 90, 930, 410), fill=(198, 204, 210))
    return picture


def _table() -> Image.Image:
    picture = Image.new("RGB", LIVE, TABLE)
    draw = ImageDraw.Draw(picture)
    for y in range(0, LIVE[1], 23):
        draw.line((0, y, LIVE[0], y + 30), fill=(112, 84, 60), width=3)
    corners = [(x * LIVE[0], y * LIVE[1]) for x, y in OUTLINE]
    sheet = _sheet("live").resize((340, 440))
    mask = Image.new("L", LIVE, 0)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    turned = Image.new("RGB", LIVE)
    turned.paste(sheet.rotate(-6, expand=True, fillcolor=(252, 252, 250)), (270, 20))
    picture.paste(turned, mask=mask)
    return picture
