"""What stands in a form before anybody typed: what is most likely meant."""

from hall.cases.dossier import rules_of
from hall.cases.models import Case
from hall.cases.originals import departments_asked


def to_ask(case: Case) -> list[str]:
    """Departments that are ticked: those that were asked; while none was, those of the joint item."""
    joint = rules_of(case).joint
    return departments_asked(case) or list(joint.departments if joint else ())


def likely_result(case: Case) -> str:
    """The item's result; nothing where not all its departments were asked, whose papers it would name too."""
    item = rules_of(case)
    asked = {case.department, *departments_asked(case)}
    whole = item.joint is None or asked.issuperset(item.joint.departments)
    return item.result if whole else ""
