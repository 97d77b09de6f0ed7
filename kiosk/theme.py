"""Colours and sizes. Contrast is WCAG AA against the ground each stands on (tested).

Sizes are units: 1/1080 of the glass's short side, so one pixel on a 1080 x 1920 portrait screen.
"""

GROUND = "#F3F5F7"
CARD = "#FFFFFF"
LINE = "#C5CED6"
INK = "#14212B"
INK_SOFT = "#4A5A67"

ACCENT = "#0B5394"
ACCENT_DEEP = "#083C6B"
ACCENT_SOFT = "#E2EDF7"
ON_ACCENT = "#FFFFFF"
ON_ACCENT_SOFT = "#D6E6F5"

GOOD = "#1B6E3C"
GOOD_SOFT = "#E3F3E8"
CARE = "#7A4A00"
CARE_SOFT = "#FFF1D6"
BAD = "#A3211A"
BAD_SOFT = "#FCE8E6"
OFF = "#DDE3E8"

NIGHT = "#0A1218"
NIGHT_INK = "#8FA3B3"

PRESSED = "#00000026"
VEIL = "#0A1218B3"

HUGE = 132
TITLE = 72
HEAD = 52
LARGE = 44
BODY = 40
SMALL = 34
TEXT_MIN = 28

TOUCH_MIN = 120
MARGIN = 60
GAP = 24
RADIUS = 28
