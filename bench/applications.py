"""Applications as full as an item allows: every field to its length, every material to its last page, an agent.

What the review is timed with, and what ``tests/intake`` has accepted: the two never part.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from intake.catalogue.item import ApplicantKind, Field, Item, Material
from intake.form.asked import settled
from intake.materials.check import needed
from intake.materials.given import Given, Page
from intake.review.application import Agent, Applicant, Application

LONG_NAME = "阿拉坦其其格·巴特尔苏荣·额尔德尼朝克图·乌云毕力格·朝鲁门·那木吉勒道尔吉斯仁"
NUMBERS: dict[ApplicantKind, str] = {
    "person": "11010519491231002X",
    "company": "91350100M000100Y43",
    "foreigner": "E12345678",
}
_FIELDS = {
    "name": LONG_NAME,
    "resident_id": NUMBERS["person"],
    "credit_code": NUMBERS["company"],
    "passport": NUMBERS["foreigner"],
    "mobile": "13800138000",
}


def full_applications(item: Item, today: date) -> Iterator[Application]:
    """Nothing lacking, by an agent: one for each kind of applicant and each way through the form's choices."""
    choices = [field for field in item.field if field.answers()]
    for kind in item.applicants:
        for chosen in product(*(field.answers() for field in choices)):
            picked = {field.key: answer for field, answer in zip(choices, chosen, strict=True)}
            yield _full(item, kind, _answers(item, today) | picked, today)


def empty_application(item: Item) -> Application:
    """Nothing told and nothing laid down."""
    nobody = Applicant(kind=item.applicants[0], name="", number="", mobile="")
    return Application(item=item.code, version=item.version, applicant=nobody)


def _full(item: Item, kind: ApplicantKind, answers: dict[str, str], today: date) -> Application:
    asked = needed(item, settled(item, answers), agent=True)
    return Application(
        item=item.code,
        version=item.version,
        applicant=Applicant(kind=kind, name=LONG_NAME, number=NUMBERS[kind], mobile="13800138000"),
        agent=Agent(name=LONG_NAME, number=NUMBERS["person"], mobile="13900139000"),
        answers=answers,
        given={material.key: _given(material, today) for material, _ in asked},
    )


def _answers(item: Item, today: date) -> dict[str, str]:
    met = {one.key: one.required for one in item.condition}
    return met | {field.key: _value(field, today) for field in item.field}


def _value(field: Field, today: date) -> str:
    if field.kind == "date":
        return today.isoformat()
    if field.kind == "number":
        return str(max(field.least, 1))
    return _FIELDS.get(field.kind, "蒙" * field.length_max)


def _given(material: Material, today: date) -> Given:
    names = (f"{material.key}-{number}".encode() for number in range(material.pages_max))
    pages = tuple(Page(hashlib.sha256(name).hexdigest()) for name in names)
    issued = today - timedelta(days=1) if material.valid_days else None
    return Given(material.originals, material.copies, pages, issued)
