"""The published contract of the MQTT topics: an AsyncAPI 3.0 document made from the words themselves.

``python -m locker.contract.asyncapi`` writes ``asyncapi.json`` beside this file; a test holds it current. Written
from the kiosk's side, as AsyncAPI 3 does: what it sends, what it receives. Schemas are JSON Schema draft 7 as
msgspec makes them.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from locker.contract.commands import CommandClaims
from locker.contract.events import Entry
from locker.contract.topics import (
    ROOT,
    CabinetSnapshot,
    CommandAnswer,
    CompartmentSnapshot,
    LogAck,
    Status,
    Telemetry,
)

Json = dict[str, object]

FILE = Path(__file__).with_name("asyncapi.json")
DRAFT = "application/schema+json;version=draft-07"


@dataclass(frozen=True)
class Channel:
    """One topic below ``hall/v1/{site}/{kiosk}/``. ``sends``: the kiosk says it, else it hears it."""

    name: str
    topic: str
    word: type[msgspec.Struct]
    sends: bool = True
    qos: int = 1
    retain: bool = False


CHANNELS = (
    Channel("status", "status", Status, retain=True),
    Channel("cabinetState", "state/cabinet", CabinetSnapshot, retain=True),
    Channel("compartmentState", "state/compartment/{compartment}", CompartmentSnapshot, retain=True),
    Channel("log", "log", Entry),
    Channel("logAck", "log/ack", LogAck, sends=False),
    Channel("command", "cmd/{verb}", CommandClaims, sends=False),
    Channel("commandAnswer", "ack", CommandAnswer),
    Channel("telemetry", "telemetry", Telemetry, qos=0),
)

PARAMETERS = {
    "site": "The service hall, lower case: erenhot.",
    "kiosk": "The kiosk, unique in the whole system, also its broker user name: k1.",
    "compartment": "What is painted on the door: A3.",
    "verb": "What is asked: open, take_out_of_service, return_to_service, clear_alarm.",
}


def document() -> Json:
    """The whole document, as JSON."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Kiosk and document locker",
            "version": "1.0.0",
            "description": "MQTT 5. Nothing personal is in a topic or a retained message.",
        },
        "defaultContentType": "application/json",
        "channels": {channel.name: _channel(channel) for channel in CHANNELS},
        "operations": {channel.name: _operation(channel) for channel in CHANNELS},
        "components": {
            "parameters": {name: {"description": text} for name, text in PARAMETERS.items()},
            "messages": {channel.word.__name__: _message(channel) for channel in CHANNELS},
            "schemas": _schemas(),
        },
    }


def text() -> str:
    """The document as it is published."""
    return msgspec.json.format(msgspec.json.encode(document(), order="deterministic"), indent=1).decode() + "\n"


def _channel(channel: Channel) -> Json:
    address = f"{ROOT}/{{site}}/{{kiosk}}/{channel.topic}"
    word = channel.word.__name__
    named = [name for name in PARAMETERS if f"{{{name}}}" in address]
    return {
        "address": address,
        "parameters": {name: _ref("parameters", name) for name in named},
        "messages": {word: _ref("messages", word)},
    }


def _operation(channel: Channel) -> Json:
    operation: Json = {
        "action": "send" if channel.sends else "receive",
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "bindings": {"mqtt": {"qos": channel.qos, "retain": channel.retain, "bindingVersion": "0.2.0"}},
    }
    if channel.word is CommandClaims:
        operation["reply"] = {"channel": {"$ref": "#/channels/commandAnswer"}}
    return operation


def _message(channel: Channel) -> Json:
    word = channel.word
    message: Json = {"name": word.__name__, "summary": (word.__doc__ or "").partition("\n")[0]}
    if word is CommandClaims:
        message["contentType"] = "application/jwt"
        message["summary"] = "A JWT signed with EdDSA (Ed25519); the schema is that of its claims."
    return message | {"payload": {"schemaFormat": DRAFT, "schema": _ref("schemas", word.__name__)}}


def _ref(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _schemas() -> Json:
    words = [channel.word for channel in CHANNELS]
    _, schemas = msgspec.json.schema_components(words, ref_template="#/components/schemas/{name}")
    return {name: dict(_plain(schema)) for name, schema in sorted(schemas.items())}


def _plain(schema: dict[str, object]) -> Iterator[tuple[str, object]]:
    # OpenAPI's discriminator is no JSON Schema; each kind's own tag says the same.
    for key, value in schema.items():
        if key != "discriminator":
            yield key, dict(_plain(value)) if isinstance(value, dict) else value


def main() -> int:
    """Write the file."""
    FILE.write_text(text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
