"""Who looked at whose case."""

from django.db import models


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
