"""Which role may do what: the one table that views ask before they act and templates before they show a button.

``maintenance`` looks after the machines, ``viewer`` sees them; a ``clerk`` works at the window, a ``department``
examines its own cases, a ``lead`` approves. What a case allows at its stage is ``hall.cases``'s, and asked besides.
"""

MAINTENANCE = "maintenance"
VIEWER = "viewer"
CLERK = "clerk"
DEPARTMENT = "department"
LEAD = "lead"
AT_DESK = (CLERK, DEPARTMENT, LEAD)
ROLES = (MAINTENANCE, VIEWER, *AT_DESK)

_MAY: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((MAINTENANCE,), ("operate_door", "clear_alarm", "resend_any_sms", "see_codes")),
    ((MAINTENANCE, *AT_DESK), ("answer_call", "end_call", "resend_sms")),  # clerks are the nearest to whoever calls
    (AT_DESK, ("work_at_desk",)),
    ((CLERK, LEAD), ("see_every_case", "see_credit", "follow_rating")),
    ((LEAD,), ("enter_credit", "see_who_looked", "approve", "decline")),
    ((CLERK,), ("look", "accept", "correct", "tolerate", "refuse", "withdraw", "confirm", "send_back", "take")),
    ((CLERK,), ("route", "originals", "hand_on", "hand_over", "post")),
    ((CLERK, DEPARTMENT), ("ready",)),
    ((DEPARTMENT,), ("opinion", "decide", "take_over", "extend", "pause", "resume")),
)
ALLOWED: dict[str, frozenset[str]] = {
    role: frozenset(act for roles, acts in _MAY if role in roles for act in acts) for role in ROLES
}
"""Role to its acts. The desk's have the names of the buttons (``hall.desk.acts``)."""
