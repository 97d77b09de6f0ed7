"""A person's act becomes events or a refusal: one table from request to rule."""

from collections.abc import Callable
from typing import Any

from locker.contract import requests as rq
from locker.contract.facts import Right
from locker.contract.refusal import Refusal
from locker.domain import contents_check, deposit, hand_in, handover, maintenance, pickup
from locker.domain.decision import Decision, Situation, refuse

Rule = Callable[[Situation, Any], Decision]

APPLICANT: dict[type, Rule] = {
    rq.OpenForPickup: pickup.open_for_pickup,
    rq.OpenByCard: pickup.open_by_card,
    rq.OpenAgain: pickup.open_again,
    rq.ConfirmCollected: pickup.confirm_collected,
    rq.ReportWrongDocument: pickup.report_wrong_document,
    rq.BeginHandIn: hand_in.begin_hand_in,
    rq.OpenHandInAgain: hand_in.open_hand_in_again,
    rq.MoveHandIn: hand_in.move_hand_in,
    rq.ConfirmHandIn: hand_in.confirm_hand_in,
    rq.CancelHandIn: hand_in.cancel_hand_in,
    rq.CallStaff: maintenance.call_staff,
}
"""What anybody at the screen may do."""

STAFF: dict[type, tuple[Right, Rule]] = {
    rq.BeginDeposit: (Right.DEPOSIT, deposit.begin_deposit),
    rq.MoveDeposit: (Right.DEPOSIT, deposit.move_deposit),
    rq.ConfirmDeposit: (Right.DEPOSIT, deposit.confirm_deposit),
    rq.CancelDeposit: (Right.DEPOSIT, deposit.cancel_deposit),
    rq.TakeBack: (Right.TAKE_BACK, deposit.take_back),
    rq.ConfirmTakenBack: (Right.TAKE_BACK, deposit.confirm_taken_back),
    rq.OpenForCheck: (Right.MAINTAIN, maintenance.open_for_check),
    rq.SettleCompartment: (Right.MAINTAIN, maintenance.settle_compartment),
    rq.BeginContentsCheck: (Right.MAINTAIN, contents_check.begin),
    rq.EndContentsCheck: (Right.MAINTAIN, contents_check.end),
    rq.BeginInstallation: (Right.MAINTAIN, handover.begin_installation),
    rq.SetService: (Right.MAINTAIN, maintenance.set_service),
    rq.ClearAlarm: (Right.MAINTAIN, maintenance.clear_alarm),
}
"""What somebody who has logged in may do, and the right it takes."""


def decide(s: Situation, request: rq.Request) -> Decision:
    """What ``request`` leads to in this situation. Pure: the same situation gives the same decision.

    :raises KeyError: a request that moves nothing (Hello, Watch, logins, lists) is not decided here.
    """
    rule = APPLICANT.get(type(request))
    if rule is not None:
        return rule(s, request)
    right, rule = STAFF[type(request)]
    if s.actor is None:
        return refuse(request.id, Refusal.LOGIN_NEEDED)
    if right not in s.actor.rights:
        return refuse(request.id, Refusal.RIGHT_MISSING)
    return rule(s, request)
