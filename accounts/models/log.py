"""Who looked at what."""

import uuid

from django.db import connection, models
from django.utils import timezone

from accounts import reach, rls

from .people import Patient, User

HERSELF = "the patient"
# One row for each patient and each of what was seen: worded once, as pages that show a list of patients log them all.
RECORD = """
INSERT INTO accounts_accesslog (at, actor_id, actor_name, patient_id, patient_code, what, reference, occasion)
SELECT %(now)s, %(actor)s, CASE WHEN who.id = %(actor)s THEN %(herself)s ELSE %(name)s END, who.id, who.code, seen.what,
       %(reference)s, %(occasion)s
FROM unnest(%(keys)s::bigint[], %(codes)s::uuid[]) who (id, code), unnest(%(what)s::text[]) seen (what)
"""


class AccessLogQuerySet(models.QuerySet):
    """The log, as rows can be added to it."""

    def record(self, actor: User, patients, *what: str, reference: str = "", actor_name: str = "") -> None:
        """Add one row for each of `patients` (an iterable of anything with their `pk` and `code`; maybe of none) and
        each of `what`, by one statement in all: `actor` saw or took out `what`."""
        patients = list(patients)
        if not patients:
            return
        keys, codes = zip(*((patient.pk, patient.code) for patient in patients), strict=True)
        # Her log-in name must not outlive her.
        given = {"actor": actor.pk, "name": actor_name or actor.get_username(), "herself": HERSELF, "what": list(what)}
        given |= {"keys": list(keys), "codes": list(map(str, codes)), "reference": reference, "now": timezone.now()}
        with connection.cursor() as cursor:
            cursor.execute(RECORD, given | {"occasion": str(uuid.uuid4())})


class AccessLog(models.Model):
    """Somebody looked at, or took out, something of a patient. Rows are only ever added, and outlive both people:
    the keys aren't held by the database, and what they stood for is copied."""

    class What(models.TextChoices):
        CASELOAD = "caseload", "your line in the list of patients"
        PATIENT = "patient", "your page with the timeline"
        ENTRIES = "entries", "a list of your entries"
        ENTRY = "entry", "an entry"
        HISTORY = "history", "the earlier versions of an entry"
        QUESTIONNAIRES = "questions", "your questionnaires"
        FLAGS = "flags", "what was pointed out to them about you"
        URGES = "urges", "your urges"
        PLANS = "plans", "your plans"
        REVIEW = "review", "marked an entry as read"
        ACTION = "action", "noted what was done"
        REPLY = "reply", "wrote you a reply"
        HANDOVER = "handover", "handed your care over"
        EMERGENCY = "emergency", "opened your journal in an emergency"
        SHOWN = "shown", "what you show to family or friends"
        EXPORT = "export", "took a copy out"
        CONSENT = "consent", "consent given"
        REVOKED = "revoked", "consent taken back"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(User, models.DO_NOTHING, db_constraint=False, related_name="+")
    actor_name = models.CharField(max_length=150)
    patient = models.ForeignKey(Patient, models.DO_NOTHING, db_constraint=False, related_name="+")
    patient_code = models.UUIDField()
    what = models.CharField(max_length=20, choices=What)
    reference = models.CharField(max_length=40, blank=True)
    occasion = models.UUIDField(default=uuid.uuid4)

    objects = AccessLogQuerySet.as_manager()
    row_rules = rls.RowRules(
        friend=f"actor_id = {rls.ME} AND patient_id = ANY ((SELECT rt_shown_by())::bigint[])",
        # Who leads a team hands over those whose page she never sees.
        clinician=f"actor_id = {rls.ME} AND (patient_id = {rls.CASELOAD}"
        f" OR what = 'handover' AND patient_id IN {reach.links(reach.OWN_OR_LED, 'patient_id')})",
        in_emergencies=True,
        patient_check=f"patient_id = {rls.ME} AND actor_id = {rls.ME}",
        patient_may="SELECT, INSERT",
        clinician_may="SELECT, INSERT",
        friend_may="SELECT, INSERT",
        service_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["patient", "-at"], name="accounts_log_patient_at")]

    def __str__(self):
        return f"look {self.pk}"
