"""The published JSON Schema of an event: ``python -m hall.platform.schema`` writes it; a test holds it current."""

import os
import sys
from pathlib import Path

import django
import msgspec

FILE = Path(__file__).with_name("event.schema.json")
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """As the file has it. Django must have been set up."""
    from hall.platform.event import PlatformEvent  # noqa: PLC0415

    schema = {"$schema": DRAFT} | msgspec.json.schema(PlatformEvent)
    return msgspec.json.format(msgspec.json.encode(schema), indent=1).decode() + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall.installed")
    django.setup()
    FILE.write_text(schema_text(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
