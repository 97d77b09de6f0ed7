"""Who works where, and who looked at whose case."""

from django.conf import settings
from django.db import models


class Place(models.Model):
    """The department a login of the role ``department`` belongs to."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True)
    department = models.TextField()

    class Meta:
        db_table = "desk_place"


class Looked(models.Model):
    """Somebody opened a case, a page of it, or a notice (``what``)."""

    id = models.BigAutoField(primary_key=True)
    at_ms = models.BigIntegerField()
    by = models.TextField()
    case = models.TextField()
    what = models.TextField()

    class Meta:
        db_table = "desk_looked"
        indexes = (models.Index(fields=("case", "id"), name="looked_at_case"),)
