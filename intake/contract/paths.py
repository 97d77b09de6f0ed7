"""Where a kiosk finds the hall's counter.

Each request carries ``Authorization: Bearer`` and a JWT (HS256) by the kiosk's ``hall_api.key``:
``iss`` the kiosk, ``aud`` :data:`AUDIENCE`, ``exp`` at most :data:`TOKEN_S` seconds ahead.

| request | body | answer |
|---|---|---|
| GET catalogue, with If-None-Match | | CatalogueBundle and its ETag, or 304 |
| GET samples/DIGEST | | a picture of the guide, by its SHA-256 |
| PUT submissions/ID/parts/N, with X-Content-SHA256 | a sealed part | Received |
| GET submissions/ID | | Received, or Acknowledged |
| POST submissions/ID | Manifest | Acknowledged, or Received when parts are lacking |
| PUT, GET, DELETE drafts/ID | an opaque box | Closed, the box, Closed |
| GET phone/SESSION/PICTURE | | a picture sealed to the session's box; taken once |
| POST ask | one Question | its Answer |

Refusals of a whole request are ``Refused`` with status 4xx.
"""

ROOT = "/kiosk-api/v1"
AUDIENCE = "erenhot-hall"
TOKEN_S = 60

CATALOGUE = f"{ROOT}/catalogue"
ASK = f"{ROOT}/ask"


def part(submission: str, number: int) -> str:
    """One sealed part."""
    return f"{ROOT}/submissions/{submission}/parts/{number}"


def submission(submission_id: str) -> str:
    """One upload."""
    return f"{ROOT}/submissions/{submission_id}"


def sample(digest: str) -> str:
    """One picture of the guide."""
    return f"{ROOT}/samples/{digest}"


def draft(draft_id: str) -> str:
    """One draft's box; ``draft_id``: 32 small hexadecimal digits."""
    return f"{ROOT}/drafts/{draft_id}"


def picture(session: str, picture_id: str) -> str:
    """One picture from a phone."""
    return f"{ROOT}/phone/{session}/{picture_id}"
