"""Logins of the hall's own staff."""

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from hall.dashboard.roles import MAINTENANCE, VIEWER


def save_staff(name: str, role: str, password: str) -> list[str]:
    """Make or change the login ``name``; returns what is wrong with the password, nothing when it was saved."""
    user = User.objects.filter(username=name).first() or User(username=name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        return list(error.messages)
    user.set_password(password)
    user.save()
    groups = {known: Group.objects.get_or_create(name=known)[0] for known in (MAINTENANCE, VIEWER)}
    user.groups.set([groups[role]])
    return []
