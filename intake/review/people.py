"""Who applies and who acts for them: every name and number that is not right."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from intake.catalogue.item import ApplicantKind
from intake.form.values import CAUSES, passport_number
from intake.gap import Gap
from intake.identity.checked import Checked, Trouble
from intake.identity.credit_code import credit_code
from intake.identity.mobile import mobile
from intake.identity.names import name
from intake.identity.resident_id import resident_id
from intake.remedies import gap
from intake.review.application import AgentKind, Application
from intake.said import Said

_NUMBER: dict[ApplicantKind, Said] = {
    "person": Said("居民身份证号码", "Resident identity number"),
    "company": Said("统一社会信用代码", "Unified social credit code"),
    "foreigner": Said("护照号码", "Passport number"),
}
_AGENTS_NUMBER: dict[AgentKind, Said] = {
    "person": Said("代理人身份证号码", "Identity number of the agent"),
    "foreigner": Said("代理人护照号码", "Passport number of the agent"),
}
_NAME = Said("姓名或名称", "Name")
_MOBILE = Said("手机号码", "Mobile number")
COMPANY_NAME_MAX = 100

Check = tuple[str, Said, str, Callable[[str], Checked]]


def people_gaps(application: Application, today: date) -> Iterator[Gap]:
    """Every gap about the applicant and the agent. Keys: ``name``, ``number``, ``mobile``, ``agent.name`` …"""
    for key, label, value, check in _checks(application, today):
        if trouble := check(value).trouble:
            yield gap("applicant", key, label, CAUSES[trouble], {})


def number_of(kind: ApplicantKind, text: str, today: date) -> Checked:
    """The number by which somebody of this kind is known, as it was typed or read."""
    if kind == "person":
        return resident_id(text, today)
    return credit_code(text) if kind == "company" else passport_number(text)


def _checks(application: Application, today: date) -> Iterator[Check]:
    applicant, agent = application.applicant, application.agent
    yield "name", _NAME, applicant.name, company_name if applicant.kind == "company" else name
    yield "number", _NUMBER[applicant.kind], applicant.number, partial(number_of, applicant.kind, today=today)
    yield "mobile", _MOBILE, applicant.mobile, mobile
    if agent:
        yield "agent.name", Said("代理人姓名", "Name of the agent"), agent.name, name
        yield "agent.number", _AGENTS_NUMBER[agent.kind], agent.number, partial(number_of, agent.kind, today=today)
        yield "agent.mobile", Said("代理人手机号码", "Mobile number of the agent"), agent.mobile, mobile


def company_name(text: str) -> Checked:
    """A company's name has digits and brackets too; only that it is there and not too long is looked at."""
    value = " ".join(text.split())
    if not any(map(str.isalpha, value)):
        return Checked(value, Trouble.CHARACTER if value else Trouble.EMPTY)
    return Checked(value, Trouble.LENGTH if len(value) > COMPANY_NAME_MAX else None)
