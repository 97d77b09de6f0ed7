"""The pages that are open for phones. The address of a page is not kept, only its digest."""

from django.db import models


class Session(models.Model):
    """One page for one visit. ``id``: from the digest of the page's token; ``box``: the visit's public key (base64).

    ``sent`` counts the pictures that ever came, and numbers them. Milliseconds by the hall's clock.
    """

    id = models.TextField(primary_key=True)
    kiosk = models.TextField()
    box = models.TextField()
    title = models.TextField()
    made_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    opened = models.BooleanField(default=False)
    sent = models.IntegerField(default=0)

    class Meta:
        db_table = "phone_session"
        indexes = (models.Index(fields=("until_ms",), name="phone_session_until"),)
