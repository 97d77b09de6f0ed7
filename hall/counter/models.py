"""What the counter itself keeps: who answered a call for help."""

from django.db import models


class OnMyWay(models.Model):
    """Somebody of the staff said that they are coming to ``kiosk``, on the call that stands since ``call_ms``."""

    id = models.BigAutoField(primary_key=True)
    kiosk = models.TextField()
    call_ms = models.BigIntegerField()
    staff = models.TextField()
    at_ms = models.BigIntegerField()

    class Meta:
        db_table = "on_my_way"
        indexes = (models.Index(fields=("kiosk", "at_ms"), name="on_my_way_recent"),)
