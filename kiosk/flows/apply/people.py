"""What is asked about the applicant and the agent, by role: names, numbers, phones, each checked as it is typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from msgspec import structs

from intake.catalogue.item import ApplicantKind, Field, FieldKind, Item
from intake.contract.submission import Delivery
from intake.form.values import passport_number
from intake.identity.checked import SAID, Checked
from intake.identity.credit_code import credit_code
from intake.identity.mobile import mobile
from intake.identity.names import name
from intake.identity.passport import MrzTrouble, Passport, passport
from intake.identity.resident_id import resident_id
from intake.review.application import Agent
from intake.review.people import COMPANY_NAME_MAX, company_name, number_of
from intake.said import Said
from kiosk.flows.apply.states import Role, Whose
from kiosk.flows.visit import Card, Visit

ROLES: dict[Role, tuple[ApplicantKind, tuple[str, ...]]] = {
    "self": ("person", ("name", "number", "mobile")),
    "for_person": ("person", ("name", "number", "mobile", "agent.name", "agent.number", "agent.mobile")),
    "head": ("company", ("number", "name", "mobile")),
    "for_company": ("company", ("number", "name", "agent.name", "agent.number", "agent.mobile")),
    "foreigner": ("foreigner", ("number", "name", "mobile")),
    "for_foreigner": ("foreigner", ("number", "name", "mobile", "agent.name", "agent.number", "agent.mobile")),
}
"""Role to the kind of applicant and what is asked, in order. An agent's mobile is the company's too."""

MRZ = "mrz"
AGENT_PASSPORT = "agent.passport"
INSTEAD = {MRZ: "number", AGENT_PASSPORT: "agent.number"}
"""Details that are told in place of one that is asked: a passport's two lines, the passport of an agent."""

OF_CARD: dict[Whose, tuple[str, str]] = {"applicant": ("name", "number"), "agent": ("agent.name", "agent.number")}
"""What a card tells of whom, in the order in which it is asked where there is no reader."""

_SEXES = {"M": "male", "F": "female"}
NAME_UNITS_WHOLE_MAX = 13
"""A card has room for 15 UTF-16 units of a name (GA 490); a sign of two units that does not fit leaves 14."""

_CHECKS: dict[str, Callable[[str, date], Checked]] = {
    "text": lambda text, _: company_name(text),
    "name": lambda text, _: name(text),
    "resident_id": resident_id,
    "credit_code": lambda text, _: credit_code(text),
    "passport": lambda text, _: passport_number(text),
    "mobile": lambda text, _: mobile(text),
}

_SAME = Said(
    "代办人和申请人不能是同一个人，请核对", "The person acting and the applicant cannot be the same; please check"
)

_MRZ_SAID: dict[MrzTrouble, Said] = {
    MrzTrouble.LENGTH: Said("两行各应有 44 个字符，请数一数", "Each of the two lines has 44 signs; please count"),
    MrzTrouble.CHARACTER: Said("只有字母、数字和“<”，请核对", "There are only letters, digits and “<”; please compare"),
    MrzTrouble.KIND: Said("第一行应当以字母 P 开头，请核对", "The first line begins with P; please compare"),
    MrzTrouble.NUMBER: Said("护照号码那一段校验不通过，请核对", "The part with the number does not check"),
    MrzTrouble.BIRTH: Said("出生日期那一段校验不通过，请核对", "The part with the date of birth does not check"),
    MrzTrouble.EXPIRY: Said("有效期那一段校验不通过，请核对", "The part with the date of expiry does not check"),
    MrzTrouble.OPTIONAL: Said("第二行后半段校验不通过，请核对", "The end of the second line does not check"),
    MrzTrouble.WHOLE: Said("第二行校验不通过，可能有一位输错", "The second line does not check; one sign may be wrong"),
}


def roles(item: Item) -> tuple[Role, ...]:
    """Who may stand here for this item."""
    return tuple(role for role, (kind, _) in ROLES.items() if kind in item.applicants)


def kind_of(role: Role, key: str) -> FieldKind:
    """The kind of field a detail is."""
    match key, ROLES[role][0]:
        case (("mobile" | "agent.mobile"), _):
            return "mobile"
        case "name", "company":
            return "text"
        case (("name" | "agent.name"), _):
            return "name"
        case "number", "company":
            return "credit_code"
        case (("number" | "mrz"), "foreigner") | ("agent.passport", _):
            return "passport"
    return "resident_id"


def instead(role: Role, key: str) -> str:
    """What may be told in place of this detail; nothing where there is but one way."""
    if ROLES[role][0] == "foreigner" and key == "number":
        return MRZ
    return AGENT_PASSPORT if key == "agent.number" else ""


def field_of(role: Role, key: str) -> Field:
    """The detail as a field; its words are in the screens' texts."""
    kind = kind_of(role, key)
    return Field(key=key.replace(".", "_"), label=key, kind=kind, length_max=COMPANY_NAME_MAX if kind == "text" else 40)


def whose(key: str) -> Whose:
    """Whom a detail is about."""
    return "agent" if key.startswith("agent.") else "applicant"


def on_card(role: Role, key: str) -> tuple[str, str] | None:
    """The name and the number that one resident identity card tells together, where this detail is one of them."""
    details = OF_CARD[whose(key)]
    by_card = whose(key) == "agent" or ROLES[role][0] == "person"
    return details if by_card and key in details else None


def check(visit: Visit, role: Role, key: str, text: str, today: date) -> Visit | Said:
    """The visit with this detail in it, or what is wrong with what was typed."""
    if key == MRZ:
        return _by_zone(visit, text, today)
    checked = _CHECKS[kind_of(role, key)](text, today)
    if checked.trouble:
        return SAID[checked.trouble]
    if INSTEAD.get(key, key) == "agent.number" and checked.value == visit.number:
        return _SAME
    return told(visit, role, key, checked.value)


def told(visit: Visit, role: Role, key: str, value: str) -> Visit:
    """The visit with a detail that was found right."""
    match key:
        case "name":
            return replace(visit, name=value)
        case "number":
            return replace(visit, number=value, card=visit.card if visit.card and visit.card.number == value else None)
        case "mobile":
            return replace(visit, mobile=value)
    mobile_too = key == "agent.mobile" and role == "for_company"
    return replace(visit, agent=_agent(visit, key, value), mobile=value if mobile_too else visit.mobile)


def _agent(visit: Visit, key: str, value: str) -> Agent:
    agent = visit.agent or Agent(name="", number="", mobile="")
    if key == AGENT_PASSPORT:
        return structs.replace(agent, kind="foreigner", number=value)
    if key == "agent.number":
        return structs.replace(agent, kind="person", number=value)
    return structs.replace(agent, **{key.removeprefix("agent."): value})


def by_the_card(visit: Visit, role: Role, of: Whose, card: Card) -> Visit | None:
    """The visit with what the card says; None when the same card was laid down for both."""
    if of == "applicant":
        return replace(visit, name=card.name, number=card.number, card=card)
    if card.number == visit.number:
        return None
    return told(told(visit, role, "agent.name", card.name), role, "agent.number", card.number)


def may_be_cut(card: Card) -> bool:
    """Whether the name may go on beyond what the card has room for."""
    return len(card.name.encode("utf-16-le")) // 2 > NAME_UNITS_WHOLE_MAX


def nobody(visit: Visit, role: Role) -> Visit:
    """The visit before anybody was named, for this role."""
    return replace(visit, kind=ROLES[role][0], name="", number="", mobile="", agent=None, card=None, standing=None)


def of_one_applicant(visit: Visit) -> Visit:
    """The visit without what another applicant told and showed, when somebody else was named after them.

    A case taken up again stays as it is: there the number itself may be what is put right.
    """
    if visit.reopened or visit.told_by in {"", visit.number}:
        return replace(visit, told_by=visit.number)
    return replace(visit, told_by=visit.number, answers={}, papers={}, signature=(), delivery=Delivery())


def expired(card: Card, today: date) -> bool:
    """Whether the document says that it is no longer valid."""
    return card.valid_to is not None and card.valid_to < today


def doubtful(visit: Visit, today: date) -> bool:
    """Whether the applicant's number is unusual but may be right: shown, never in the way."""
    return number_of(visit.kind, visit.number, today).doubt is not None


def _by_zone(visit: Visit, text: str, today: date) -> Visit | Said:
    read = passport(text, today)
    if not isinstance(read, Passport):
        return _MRZ_SAID[read]
    name = f"{read.surname} {read.given_names}".strip()
    card = Card(name, read.number, read.birth, "", read.expiry, _SEXES.get(read.sex, ""))
    return replace(visit, number=read.number, name=name, card=card)
