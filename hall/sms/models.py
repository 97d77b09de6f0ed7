"""The queue of SMS. Neither a clear phone number nor a pickup code is ever in it."""

from django.db import models


class Reason(models.TextChoices):
    """Why an SMS is owed."""

    READY = "ready"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    TAKEN_BACK = "taken_back"


class State(models.TextChoices):
    """Where an SMS is. ``unknown``: sending was cut off in the middle, it may or may not have gone out."""

    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_NEEDED = "not_needed"


TROUBLED = (State.FAILED, State.UNKNOWN)
PENDING = (State.OWED, State.SENDING)


class Sms(models.Model):
    """One SMS for one event; ``copy`` 0 is the first, each resend (the same code) one more.

    ``phone_key`` is a keyed hash that orders and counts messages of one phone without knowing it; empty until the
    worker has unsealed the number once. Times in milliseconds by the hall's clock.
    """

    id = models.BigAutoField(primary_key=True)
    kiosk = models.TextField()
    deposit = models.TextField()
    reason = models.TextField(choices=Reason.choices)
    event_seq = models.BigIntegerField()
    copy = models.IntegerField(default=0)
    compartment = models.TextField()
    counter = models.BigIntegerField()
    due_at_ms = models.BigIntegerField(null=True)
    phone_sealed = models.TextField()
    phone_masked = models.TextField()
    phone_key = models.TextField(default="")
    state = models.TextField(choices=State.choices, default=State.OWED)
    attempts = models.IntegerField(default=0)
    next_try_ms = models.BigIntegerField(default=0)
    owed_at_ms = models.BigIntegerField()
    sent_at_ms = models.BigIntegerField(null=True)
    changed_ms = models.BigIntegerField()
    refs = models.TextField(default="")
    reported = models.TextField(default="")
    trouble = models.TextField(default="")

    class Meta:
        db_table = "sms"
        constraints = (models.UniqueConstraint(fields=("kiosk", "event_seq", "copy"), name="sms_once"),)
        indexes = (
            models.Index(fields=("state", "next_try_ms"), name="sms_due"),
            models.Index(fields=("kiosk", "deposit"), name="sms_of_deposit"),
            models.Index(fields=("phone_key", "sent_at_ms"), name="sms_of_phone"),
            models.Index(fields=("changed_ms",), name="sms_changed"),
        )
