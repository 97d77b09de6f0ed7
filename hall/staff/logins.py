"""Logins of the hall's own staff."""

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from hall.staff.models import Place
from hall.staff.roles import DEPARTMENT, ROLES


def save_staff(name: str, role: str, password: str, department: str = "") -> list[str]:
    """Make or change the login ``name``; returns what is wrong, nothing when it was saved.

    ``department``: a key of the catalogue, for the role ``department`` and for no other.
    """
    if (role == DEPARTMENT) != bool(department):
        return ["the role department, and no other, needs --department"]
    user = User.objects.filter(username=name).first() or User(username=name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        return list(error.messages)
    user.set_password(password)
    user.save()
    groups = {known: Group.objects.get_or_create(name=known)[0] for known in ROLES}
    user.groups.set([groups[role]])
    Place.objects.filter(user=user).delete()
    if department:
        Place.objects.create(user=user, department=department)
    return []
