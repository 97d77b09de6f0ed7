"""Bad credit: who may not have a deficiency tolerated, until it is repaired."""

from datetime import date

from hall.cases.models import Case, Credit
from hall.cases.vault import vault
from intake.contract.answers import Standing
from intake.identity.masking import masked_name
from intake.review.application import ApplicantStanding

WHY_MAX = 200


def standing(number: str) -> Standing:
    """What the records say of whoever has this number."""
    return Standing(standing=standing_of(vault().person_key(number)))


def standing_of(person_key: str) -> ApplicantStanding:
    """The same, by the keyed hash of the number."""
    bad = Credit.objects.filter(person_key=person_key, repaired_on=None).exists() if person_key else False
    return ApplicantStanding(bad_credit=bad)


def enter(number: str, name: str, why: str, by: str, today: date) -> Credit | None:
    """A new entry by staff; None for an empty number. The number itself is not kept."""
    key = vault().person_key(number)
    if not key or not why.strip():
        return None
    return Credit.objects.create(
        person_key=key, masked_name=masked_name(name.strip()), why=why.strip()[:WHY_MAX], since=today, by=by
    )


def broken_promise(case: Case, by: str, today: date) -> Credit:
    """The applicant did not keep a commitment."""
    return Credit.objects.create(
        person_key=case.applicant_key,
        masked_name=case.masked_name,
        why="容缺受理承诺逾期未履行",
        case=case.number,
        since=today,
        by=by,
    )


def forgive(case: Case) -> None:
    """The promise was kept after all: what came in time had only not arrived yet."""
    Credit.objects.filter(case=case.number).delete()


def repair(entry: int, by: str, today: date) -> bool:
    """Repaired; False: there is no such entry that stands."""
    standing_still = Credit.objects.filter(pk=entry, repaired_on=None)
    return standing_still.update(repaired_on=today, repaired_by=by) == 1
