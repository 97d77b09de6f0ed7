"""A QR code within the page itself: no second request, no script."""

import base64
from io import BytesIO

from qrcode import QRCode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]


def qr_png(content: str) -> str:
    """As the address of a picture, for ``img``: PNG, four modules of white around it."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=6)
    code.add_data(content)
    kept = BytesIO()
    code.make_image().get_image().convert("1").save(kept, "PNG")
    return f"data:image/png;base64,{base64.b64encode(kept.getvalue()).decode()}"
