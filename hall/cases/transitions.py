"""Which stage may follow which, and by whose act. Pure: the whole course of a case stands here and nowhere else."""

from enum import StrEnum

from intake.contract.stage import Stage


class By(StrEnum):
    """Who acts: a kiosk's review, the hall's own rules (clock, locker), a window clerk, a department."""

    KIOSK = "kiosk"
    HALL = "hall"
    CLERK = "clerk"
    DEPARTMENT = "department"


_S = Stage
_KIOSK, _HALL, _CLERK, _DEPARTMENT = By.KIOSK, By.HALL, By.CLERK, By.DEPARTMENT

BEGINNINGS = (_S.RECEIVED, _S.ACCEPTED, _S.TOLERATED, _S.TO_BE_CORRECTED, _S.NOT_ACCEPTED)
"""How a case may begin, as the kiosk decided it."""

MAY_FOLLOW: dict[Stage, dict[Stage, tuple[By, ...]]] = {
    _S.RECEIVED: {
        _S.ACCEPTED: (_CLERK, _HALL),  # the hall: nothing was told within five working days
        _S.TOLERATED: (_CLERK,),
        _S.TO_BE_CORRECTED: (_CLERK,),
        _S.NOT_ACCEPTED: (_CLERK,),
        _S.WITHDRAWN: (_CLERK,),
    },
    _S.TO_BE_CORRECTED: {
        _S.RECEIVED: (_KIOSK, _CLERK),  # a clerk: everything asked for was registered on paper, and is looked at next
        _S.ACCEPTED: (_KIOSK, _CLERK),
        _S.TOLERATED: (_KIOSK,),
        _S.NOT_ACCEPTED: (_KIOSK, _CLERK),
        _S.LAPSED: (_HALL,),
        _S.WITHDRAWN: (_CLERK,),
    },
    _S.TOLERATED: {
        _S.ACCEPTED: (_KIOSK, _CLERK),
        _S.LAPSED: (_HALL,),
        _S.WITHDRAWN: (_CLERK,),
    },
    _S.ACCEPTED: {
        _S.EXAMINED: (_DEPARTMENT, _HALL),  # the hall: all opinions were in before a promise was kept
        _S.WITHDRAWN: (_CLERK,),
    },
    _S.EXAMINED: {
        _S.DECIDED: (_DEPARTMENT,),
        _S.WITHDRAWN: (_CLERK,),
    },
    _S.DECIDED: {_S.READY: (_DEPARTMENT, _CLERK)},
    _S.READY: {_S.HANDED_OVER: (_CLERK, _HALL)},  # the hall: the locker said that it was collected
    _S.LAPSED: {  # handed in in time at a kiosk that was offline
        _S.RECEIVED: (_KIOSK,),
        _S.ACCEPTED: (_KIOSK,),
        _S.TOLERATED: (_KIOSK,),
        _S.TO_BE_CORRECTED: (_KIOSK,),
    },
}


def may_follow(before: Stage, after: Stage, by: By) -> bool:
    """Whether ``by`` may bring a case from ``before`` to ``after``."""
    return by in MAY_FOLLOW.get(before, {}).get(after, ())
