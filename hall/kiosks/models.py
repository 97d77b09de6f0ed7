"""The tables that the kiosks' logs fill. Written by ``hall.ingest`` only; everybody else reads.

Times are milliseconds since 1970 UTC; ``at`` and ``since`` of an event are the kiosk's clock, the rest the hall's.
"""

from django.db import models

from locker.contract.codec import GENESIS_HASH


class Kiosk(models.Model):
    """One kiosk of ``hall.toml``: how far its log is held, and how it is."""

    id = models.TextField(primary_key=True)
    site = models.TextField()
    cursor_seq = models.BigIntegerField(default=0)
    cursor_hash = models.TextField(default=GENESIS_HASH)
    online = models.BooleanField(null=True)
    online_since_ms = models.BigIntegerField(default=0)
    heard_at_ms = models.BigIntegerField(default=0)
    boot = models.TextField(default="")
    version = models.TextField(default="")
    telemetry = models.JSONField(null=True)
    snapshot = models.JSONField(null=True)

    class Meta:
        db_table = "kiosk"


class OfKiosk(models.Model):
    """A row that belongs to one kiosk. Ids are checked by ingest, so the database need not look them up again."""

    kiosk = models.ForeignKey(Kiosk, models.PROTECT, db_constraint=False, db_index=False)

    class Meta:
        abstract = True


class Event(OfKiosk):
    """An entry of a kiosk's log, whole; ``body`` is the exact text that ``hash`` covers."""

    pk = models.CompositePrimaryKey("kiosk_id", "seq")
    seq = models.BigIntegerField()
    at_ms = models.BigIntegerField()
    boot = models.TextField()
    request = models.TextField(null=True)
    kind = models.TextField()
    body = models.TextField()
    hash = models.TextField()

    class Meta:
        db_table = "event"


class Compartment(OfKiosk):
    """A door as the log last told of it."""

    pk = models.CompositePrimaryKey("kiosk_id", "name")
    name = models.TextField()
    door = models.TextField(default="unknown")
    service = models.TextField(default="in_service")

    class Meta:
        db_table = "compartment"


class Deposit(OfKiosk):
    """One stay of an envelope. The phone is sealed; only the SMS worker can open it."""

    pk = models.CompositePrimaryKey("kiosk_id", "deposit")
    deposit = models.TextField()
    kind = models.TextField()
    case = models.TextField()
    compartment = models.TextField()
    size = models.TextField()
    staff = models.TextField()
    counter = models.BigIntegerField()
    phone_sealed = models.TextField()
    phone_masked = models.TextField()
    state = models.TextField()
    disputed = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    begun_at_ms = models.BigIntegerField()
    placed_at_ms = models.BigIntegerField(null=True)
    due_at_ms = models.BigIntegerField(null=True)
    ended_at_ms = models.BigIntegerField(null=True)

    class Meta:
        db_table = "deposit"
        indexes = (
            models.Index(fields=("kiosk", "ended_at_ms"), name="deposit_open"),
            models.Index(fields=("case",), name="deposit_of_case"),
        )


class Alarm(OfKiosk):
    """An alarm that stands: raised by the kiosk, or by the hall (``log_forked``). ``call``: the act of a caller."""

    pk = models.CompositePrimaryKey("kiosk_id", "alarm", "subject")
    alarm = models.TextField()
    subject = models.TextField()
    since_ms = models.BigIntegerField()
    detail = models.TextField()
    call = models.TextField(default="")

    class Meta:
        db_table = "alarm"


class Dropped(models.Model):
    """How many messages were refused, by cause; never what was in them."""

    pk = models.CompositePrimaryKey("kiosk", "cause")
    kiosk = models.TextField()
    cause = models.TextField()
    count = models.BigIntegerField(default=0)
    last_at_ms = models.BigIntegerField(default=0)

    class Meta:
        db_table = "dropped"


class Command(OfKiosk):
    """What a member of staff asked of a kiosk from here, and its answer."""

    id = models.TextField(primary_key=True)
    verb = models.TextField()
    compartment = models.TextField()
    staff = models.TextField()
    at_ms = models.BigIntegerField()
    answer = models.TextField(default="")

    class Meta:
        db_table = "command"
        indexes = (models.Index(fields=("kiosk", "at_ms"), name="command_recent"),)
