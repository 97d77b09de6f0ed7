"""The queue of SMS. Neither a clear phone number nor a pickup code is ever in it."""

from django.db import models


class Reason(models.TextChoices):
    """Why an SMS is owed: the first four by what happened to a deposit, the others by an act on a case."""

    READY = "ready"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    TAKEN_BACK = "taken_back"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    ACCEPTED_BY_TERM = "accepted_by_term"
    TOLERATED = "tolerated"
    TO_BE_CORRECTED = "to_be_corrected"
    NOT_ACCEPTED = "not_accepted"
    SUPPLEMENTED = "supplemented"
    SUPPLEMENT_CONFIRMED = "supplement_confirmed"
    SUPPLEMENT_SENT_BACK = "supplement_sent_back"
    ORIGINALS_CAME = "originals_came"
    EXTENDED = "extended"
    LAPSED = "lapsed"
    AT_COUNTER = "at_counter"
    POSTED = "posted"


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


class Sms(models.Model):
    """One SMS for one event; ``copy`` 0 is the first, each resend (the same code) one more.

    About a deposit: ``kiosk`` and ``deposit``, ``event_seq`` counts in the kiosk's log, and the text is made when it is
    sent, for it holds the code. About a case: ``case``, ``event_seq`` is the case's revision, ``recipient`` the
    applicant or the agent, and ``text`` stands here without the signature.
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
    case = models.TextField(default="", db_default="")
    recipient = models.TextField(default="", db_default="")
    text = models.TextField(default="", db_default="")

    class Meta:
        db_table = "sms"
        constraints = (
            models.UniqueConstraint(fields=("kiosk", "case", "event_seq", "recipient", "copy"), name="sms_once"),
        )
        indexes = (
            models.Index(fields=("state", "next_try_ms"), name="sms_due"),
            models.Index(fields=("kiosk", "deposit"), name="sms_of_deposit"),
            models.Index(fields=("phone_key", "sent_at_ms"), name="sms_of_phone"),
            models.Index(fields=("changed_ms",), name="sms_changed"),
            models.Index(fields=("case",), name="sms_of_case"),
        )

    @property
    def occasion(self) -> tuple[str, str, int, str]:
        """What is the same for all copies of one SMS."""
        return self.kiosk, self.case, self.event_seq, self.recipient
