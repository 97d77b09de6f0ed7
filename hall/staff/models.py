"""Who works where."""

from django.conf import settings
from django.db import models


class Place(models.Model):
    """The department a login of the role ``department`` belongs to."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True)
    department = models.TextField()

    class Meta:
        db_table = "desk_place"
