"""Timeliness and ratings by department and by item, over some days."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from hall.cases.catalogue import in_use
from hall.cases.dossier import item_name, rules_of
from hall.cases.models import Case, History, Rating
from hall.cases.papers import department_name
from hall.desk.updates import updates
from intake.clock.day import day_of
from intake.contract.stage import Stage
from intake.said import Said

CASES_MAX = 50_000
WHOLE = ("application", "delivery", "outcome", "told", "rules", "clock")
"""What figures do without; the rules of one case of a group are read for the item's name."""

DECIDED = (Stage.DECIDED, Stage.NOT_ACCEPTED)


@dataclass(slots=True)
class Figures:
    """Of one department or item. ``days``: working days from receipt to decision of each case that was decided.

    ``updates``: how often its guide came into use anew.
    """

    name: Said
    received: int = 0
    in_time: int = 0
    late: int = 0
    updates: int = 0
    days: list[int] = field(default_factory=list)
    grades: dict[int, int] = field(default_factory=lambda: dict.fromkeys((5, 4, 3, 2, 1), 0))

    @property
    def decided(self) -> int:
        """How many came to a decision."""
        return len(self.days)

    @property
    def share(self) -> int | None:
        """Per cent decided within the promise, of those that were decided or are late."""
        counted = self.in_time + self.late
        return round(100 * self.in_time / counted) if counted else None

    @property
    def average_days(self) -> float | None:
        """Working days from receipt to decision."""
        return sum(self.days) / len(self.days) if self.days else None

    @property
    def rated(self) -> int:
        """How many were rated."""
        return sum(self.grades.values())

    @property
    def average_grade(self) -> float | None:
        """Of five."""
        return sum(grade * count for grade, count in self.grades.items()) / self.rated if self.rated else None


@dataclass(frozen=True, slots=True)
class _Facts:
    decided: dict[str, date]
    grades: dict[str, int]
    today: date


def figures(first: date, today: date, department: str = "") -> tuple[list[Figures], list[Figures]]:
    """By department and by item, of the cases received from ``first`` on; of one department only, if one is named."""
    found = Case.objects.filter(received__gte=first, **({"department": department} if department else {}))
    cases = list(found.order_by("pk").defer(*WHOLE)[:CASES_MAX])
    facts = _Facts(_decided(first), dict(Rating.objects.values_list("case_id", "grade")), today)
    new = [one for one in updates(first, today) if department in ("", one.department)]
    by_department = _grouped(cases, facts, lambda case: case.department, lambda case: department_name(case.department))
    by_item = _grouped(cases, facts, lambda case: case.item, lambda case: item_name(rules_of(case)))
    for item in new:
        by_department.setdefault(item.department, Figures(department_name(item.department))).updates += 1
        by_item.setdefault(item.code, Figures(item_name(item))).updates += 1
    return _most_first(by_department), _most_first(by_item)


def _most_first(groups: dict[str, Figures]) -> list[Figures]:
    return sorted(groups.values(), key=lambda one: (-one.received, -one.updates))


def _grouped(
    cases: Iterable[Case], facts: _Facts, key: Callable[[Case], str], name: Callable[[Case], Said]
) -> dict[str, Figures]:
    groups: dict[str, Figures] = {}
    of: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        of[key(case)].append(case)
    for group, members in of.items():
        groups[group] = Figures(name(members[0]))
        for case in members:
            _count(groups[group], case, facts)
    return groups


def _count(into: Figures, case: Case, facts: _Facts) -> None:
    into.received += 1
    decided = facts.decided.get(case.number)
    if decided:
        into.days.append(in_use().calendar.between(case.received, decided))
    if case.promised and (decided or facts.today > case.promised):
        late = (decided or facts.today) > case.promised
        into.late += late
        into.in_time += not late
    elif decided:
        into.in_time += 1
    if case.number in facts.grades:
        into.grades[facts.grades[case.number]] += 1


def _decided(first: date) -> dict[str, date]:
    """Case to the day of its decision: the department's, or that it was not accepted."""
    rows = History.objects.filter(after__in=DECIDED, case__received__gte=first).exclude(before=None)
    return {case: day_of(at_ms) for case, at_ms in rows.order_by("-id").values_list("case_id", "at_ms")}
