"""The published document is what the code says."""

import re
from typing import get_args

import msgspec

from locker.contract.asyncapi import FILE, document, text
from locker.contract.events import AnyEvent
from locker.contract.ids import KioskId, SiteId
from locker.contract.topics import Topics


def test_the_published_file_is_current() -> None:
    assert FILE.read_text() == text(), "run: python -m locker.contract.asyncapi"


def test_every_reference_leads_somewhere() -> None:
    whole = text()
    for reference in set(re.findall(r'"\$ref": "#/([^"]+)"', whole)):
        place = msgspec.json.decode(whole)
        for step in reference.split("/"):
            place = place[step]


def test_every_topic_of_the_code_is_in_it() -> None:
    topics = Topics(SiteId("{site}"), KioskId("{kiosk}"))
    ours = {value for name, value in vars(topics).items() if name != "base"}
    ours = {topic.replace("+", "{verb}") for topic in ours} | {topics.compartment_state("{compartment}")}
    channels = msgspec.convert(document()["channels"], dict[str, dict[str, object]])
    assert {channel["address"] for channel in channels.values()} == ours


def test_every_kind_of_event_has_its_schema_and_tag() -> None:
    schemas = msgspec.json.decode(text())["components"]["schemas"]
    for event in get_args(AnyEvent):
        tag = event.__struct_config__.tag
        assert schemas[event.__name__]["properties"]["kind"] == {"enum": [tag]}


def test_it_is_plain_json_schema() -> None:
    assert "discriminator" not in text()
