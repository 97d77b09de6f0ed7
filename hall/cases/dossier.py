"""What a case holds, typed: its rules, its application, its outcomes."""

from dataclasses import dataclass, field

import msgspec
from django.db.models import Q, QuerySet

from hall.cases.models import Case, CasePage
from hall.cases.models import Commitment as CommitmentRow
from hall.cases.vault import vault
from intake.catalogue.item import Item, Material
from intake.contract.submission import Delivery
from intake.form.asked import settled
from intake.materials.check import needed
from intake.review.application import Agent, Applicant, Application
from intake.review.outcome import Commitment, Outcome
from intake.said import Said


@dataclass(frozen=True, slots=True)
class Dossier:
    """``told``: what the kiosk told, where the hall came to something else. ``anew``: materials that came later."""

    item: Item = field(repr=False)
    application: Application = field(repr=False)
    delivery: Delivery = field(repr=False)
    outcome: Outcome = field(repr=False)
    told: Outcome | None = field(repr=False)
    anew: frozenset[str] = frozenset()


def dossier(case: Case) -> Dossier:
    """Open it."""
    return Dossier(
        item=rules_of(case),
        application=application_of(case),
        delivery=vault().take(case.delivery, Delivery),
        outcome=outcome_of(case.outcome),
        told=outcome_of(case.told) if case.told else None,
        anew=frozenset(CasePage.objects.filter(case=case, round__gt=0).values_list("material", flat=True)),
    )


def rules_of(case: Case) -> Item:
    """The version of the item the case is judged by."""
    return msgspec.json.decode(case.rules, type=Item)


def application_of(case: Case) -> Application:
    """What the applicant brought."""
    return vault().take(case.application, Application)


def people_of(application: Application) -> tuple[Applicant | Agent, ...]:
    """Who applied, and who acts for them."""
    return (application.applicant, application.agent) if application.agent else (application.applicant,)


def cases_of(person_key: str) -> QuerySet[Case]:
    """Cases that name whoever has this key (``Vault.person_key``) as applicant or agent; nobody has none."""
    named = Case.objects.filter(Q(applicant_key=person_key) | Q(agent_key=person_key))
    return named if person_key else named.none()


def as_text(value: object) -> str:
    """A value of ``intake``'s types as the tables keep it: JSON."""
    return msgspec.json.encode(value).decode()


def outcome_of(text: str) -> Outcome:
    """An outcome kept as text."""
    outcome: Outcome = msgspec.json.decode(text, type=Outcome)
    return outcome


def promise_of(row: CommitmentRow) -> Commitment:
    """What was promised."""
    return msgspec.json.decode(row.made, type=Commitment)


def needed_materials(item: Item, application: Application) -> list[Material]:
    """Those that these answers ask for, in the guide's order."""
    known = settled(item, application.answers)
    return [one for one, _ in needed(item, known, agent=application.agent is not None)]


def open_commitment(case: Case) -> Commitment | None:
    """What is still owed on a promise."""
    row = commitment_row(case)
    return promise_of(row) if row else None


def commitment_row(case: Case) -> CommitmentRow | None:
    """The promise that is not kept yet, offered or open."""
    return CommitmentRow.objects.filter(case=case, state__in=("open", "offered")).order_by("-id").first()


def item_name(item: Item) -> Said:
    """As people call it."""
    return Said(item.name, item.name_en or item.name)


def material_name(material: Material) -> Said:
    """As people call it."""
    return Said(material.name, material.name_en or material.name)
