"""The tables of cases. Whatever names a person is sealed (``vault.py``); the rest is in clear in the database.

Days are the hall's (``intake/clock/day.py``); times are milliseconds since 1970 UTC by the hall's clock. JSON is
msgspec's, of the types of ``intake``.
"""

from django.db import models


class Case(models.Model):
    """One application on its way (办件).

    ``revision`` counts every act; who acts must have seen the last. ``rules``: the version of the item it is judged by.
    ``round``: 0, and one more for each time the applicant mended something. ``disputed``: kiosk and hall came to
    different decisions, ``told`` is the kiosk's. ``granted``: what was decided; ``result``: its paper;
    ``note``: what the applicant is told beside the stage. ``printed_number``: on the applicant's paper, when
    that number was another case's already.
    """

    number = models.TextField(primary_key=True)
    printed_number = models.TextField(default="")
    item = models.TextField()
    version = models.IntegerField()
    rules = models.TextField()
    department = models.TextField()
    stage = models.TextField()
    since = models.DateField()
    application = models.BinaryField()
    delivery = models.BinaryField()
    masked_name = models.TextField()
    applicant_key = models.TextField()
    agent_key = models.TextField(default="")
    language = models.TextField(default="zh")
    kiosk = models.TextField()
    received = models.DateField()
    received_ms = models.BigIntegerField()
    clock = models.TextField()
    promised = models.DateField(null=True)
    legal = models.DateField(null=True)
    correct_by = models.DateField(null=True)
    owed_by = models.DateField(null=True)
    outcome = models.TextField()
    told = models.TextField(default="")
    disputed = models.BooleanField(default=False)
    trouble = models.TextField(default="")
    corrected_by_clerk = models.BooleanField(default=False)
    round = models.IntegerField(default=0)
    taken_by = models.TextField(default="")
    granted = models.BooleanField(null=True)
    result = models.TextField(default="")
    note = models.TextField(default="")
    revision = models.BigIntegerField(default=1)
    changed_by = models.TextField(default="")
    changed_what = models.TextField(default="received")
    changed_ms = models.BigIntegerField()

    class Meta:
        db_table = "cases_case"
        indexes = (
            models.Index(fields=("stage", "promised"), name="case_queue"),
            models.Index(fields=("applicant_key",), name="case_applicant"),
            models.Index(fields=("agent_key",), name="case_agent"),
            models.Index(fields=("received",), name="case_received"),
        )


class OfCase(models.Model):
    """A row that belongs to one case."""

    case = models.ForeignKey(Case, models.PROTECT)

    class Meta:
        abstract = True


class Handed(OfCase):
    """One submission of a kiosk, by its id: a repeat is known by it."""

    id = models.TextField(primary_key=True)
    reason = models.TextField()
    kiosk = models.TextField()
    at_ms = models.BigIntegerField()
    received_ms = models.BigIntegerField()
    consent = models.IntegerField()
    signature = models.BinaryField()

    class Meta:
        db_table = "cases_handed"


class CasePage(OfCase):
    """One page. Its picture is the file named ``digest`` (``pages.py``). ``round``: when it came; newer pages of a
    material stand in for older ones. ``trouble``: the camera's verdict, or ``unreadable``.
    """

    material = models.TextField()
    number = models.IntegerField()
    round = models.IntegerField(default=0)
    digest = models.TextField()
    size_bytes = models.IntegerField()
    trouble = models.TextField(default="")

    class Meta:
        db_table = "cases_page"
        constraints = (models.UniqueConstraint(fields=("case", "material", "round", "number"), name="page_once"),)


class Finding(OfCase):
    """What a clerk found when looking at one material in one round; ``lack`` empty: it is in order."""

    material = models.TextField()
    round = models.IntegerField()
    lack = models.TextField(default="")
    words = models.TextField(default="")
    by = models.TextField()
    at_ms = models.BigIntegerField()

    class Meta:
        db_table = "cases_finding"
        constraints = (models.UniqueConstraint(fields=("case", "round", "material"), name="finding_once"),)


class History(OfCase):
    """One act on a case: who, when, what, from which stage to which, why."""

    id = models.BigAutoField(primary_key=True)
    at_ms = models.BigIntegerField()
    by = models.TextField()
    what = models.TextField()
    before = models.TextField(default="")
    after = models.TextField()
    why = models.TextField(default="")

    class Meta:
        db_table = "cases_history"
        indexes = (models.Index(fields=("case", "id"), name="history_of_case"),)


class Task(OfCase):
    """A case put before one department; ``lead`` answers for the whole. ``opinion`` empty: it is waited for."""

    department = models.TextField()
    lead = models.BooleanField(default=False)
    asked_ms = models.BigIntegerField()
    opinion = models.TextField(default="")
    words = models.TextField(default="")
    by = models.TextField(default="")
    at_ms = models.BigIntegerField(null=True)

    class Meta:
        db_table = "cases_task"
        constraints = (models.UniqueConstraint(fields=("case", "department"), name="task_once"),)


class IssuedNotice(OfCase):
    """A notice whole, as it was printed. ``by``: a kiosk, or a clerk."""

    kind = models.TextField()
    year = models.IntegerField()
    sequence = models.IntegerField()
    day = models.DateField()
    at_ms = models.BigIntegerField()
    by = models.TextField()
    written = models.TextField()
    notice = models.BinaryField()

    class Meta:
        db_table = "cases_notice"
        indexes = (models.Index(fields=("kind", "year", "sequence"), name="notice_number"),)


class NoticeCount(models.Model):
    """The last number the hall itself gave to a kind of notice in a year."""

    pk = models.CompositePrimaryKey("kind", "year")
    kind = models.TextField()
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        db_table = "cases_notice_count"


class Commitment(OfCase):
    """A promise to hand something in later.

    ``state``: offered (no clerk has agreed yet), open, came (a clerk must look), kept, lapsed.
    """

    made = models.TextField()
    until = models.DateField()
    state = models.TextField(default="open")
    day = models.DateField()

    class Meta:
        db_table = "cases_commitment"


class Rating(OfCase):
    """The one rating of a case (好差评). ``followed``: who took up a poor one, and what came of it."""

    grade = models.IntegerField()
    reasons = models.JSONField(default=list)
    words = models.TextField(default="")
    at_ms = models.BigIntegerField()
    followed_by = models.TextField(default="")
    followed = models.TextField(default="")

    class Meta:
        db_table = "cases_rating"
        constraints = (models.UniqueConstraint(fields=("case",), name="rating_once"),)


class Handover(OfCase):
    """Something passed from hand to hand, by whom; ``way``: counter, locker, post.

    ``what``: result (to the applicant), taken_out (originals, out of a cabinet by staff), originals (looked at by a
    clerk), handed_on (originals, to ``department``, where ``taken_by`` signed for them). ``list``: a name a line.
    ``deposit``, ``place``: the stay in the locker, its kiosk and compartment; ``signed``: by the applicant, sealed.
    """

    what = models.TextField()
    way = models.TextField()
    at_ms = models.BigIntegerField()
    by = models.TextField()
    signed = models.BinaryField(null=True)
    identity_checked = models.BooleanField(default=False)
    tracking = models.TextField(default="")
    deposit = models.TextField(default="")
    place = models.TextField(default="")
    department = models.TextField(default="")
    taken_by = models.TextField(default="")
    taken_ms = models.BigIntegerField(null=True)
    list = models.TextField(default="")

    class Meta:
        db_table = "cases_handover"


class Extension(OfCase):
    """More time, asked for by one person and decided by another. ``approved`` None: it is waited for."""

    days = models.IntegerField()
    reason = models.TextField()
    asked_by = models.TextField()
    asked_ms = models.BigIntegerField()
    approved = models.BooleanField(null=True)
    decided_by = models.TextField(default="")
    decided_ms = models.BigIntegerField(null=True)

    class Meta:
        db_table = "cases_extension"


class Credit(models.Model):
    """Bad credit of whoever has this number (a keyed hash); ``repaired_on`` None: it stands."""

    person_key = models.TextField()
    masked_name = models.TextField()
    why = models.TextField()
    case = models.TextField(default="")
    since = models.DateField()
    by = models.TextField()
    repaired_on = models.DateField(null=True)
    repaired_by = models.TextField(default="")

    class Meta:
        db_table = "cases_credit"
        indexes = (models.Index(fields=("person_key",), name="credit_person"),)


class CaseEvent(models.Model):
    """The outbox for the platform: what happened; nothing in it names a person. ``body``: JSON.

    ``out``: its place in the order in which events go out, given by the platform's process when it first sees the row.
    ``seq`` is given before a commit, so on PostgreSQL a higher one may be seen first; by it one would be passed over.
    """

    seq = models.BigAutoField(primary_key=True)
    out = models.BigIntegerField(null=True, unique=True)
    at_ms = models.BigIntegerField()
    case = models.TextField()
    kind = models.TextField()
    body = models.TextField()

    class Meta:
        db_table = "cases_event"


class CatalogueTaken(models.Model):
    """A catalogue that was found good and came into use. ``bundle``: a ``CatalogueBundle`` as JSON."""

    revision = models.TextField()
    taken_ms = models.BigIntegerField()
    bundle = models.TextField()

    class Meta:
        db_table = "cases_catalogue"


class Try(models.Model):
    """Wrong tries to open something, by what was tried (``case:…``, ``kiosk:…``, ``person:…`` as a keyed hash)."""

    subject = models.TextField(primary_key=True)
    wrong = models.IntegerField(default=0)
    last_ms = models.BigIntegerField(default=0)
    wait_until_ms = models.BigIntegerField(default=0)

    class Meta:
        db_table = "cases_try"
