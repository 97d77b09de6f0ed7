"""How far each adapter is with the events."""

from django.db import models


class Cursor(models.Model):
    """``seq``: the last event this adapter delivered. ``trouble``: why the next has not gone out; ``since_ms`` when."""

    adapter = models.TextField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    delivered_ms = models.BigIntegerField(default=0)
    trouble = models.TextField(default="")
    since_ms = models.BigIntegerField(default=0)

    class Meta:
        db_table = "platform_cursor"
