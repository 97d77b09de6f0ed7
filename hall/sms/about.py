"""Every SMS about a case, also those of the cabinet its result lies in."""

from django.db.models import Q, QuerySet

from hall.kiosks.models import Deposit
from hall.sms.models import Sms


def about(case: str) -> QuerySet[Sms]:
    """In the order in which they were owed."""
    placed = Deposit.objects.filter(case=case).values("deposit")
    return Sms.objects.filter(Q(case=case) | Q(case="", deposit__in=placed)).order_by("id")
