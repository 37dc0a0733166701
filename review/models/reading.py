"""What a clinician has read, and what came of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts import reach, rls
from accounts.models import CareLink, Clinician, Patient
from accounts.teams import team_writers
from journal.models import Entry

# A clinician who is newly linked finds the last two weeks waiting, not years (a judgement).
WAITING_BEFORE_LINK = timedelta(days=14)
# An imported day is an older diary, and nobody waits for a reading, unless she edits it afterwards.
IMPORT_TAKES = timedelta(minutes=1)
# What is being saved at this moment bears a time from before: far longer than any save takes.
STILL_BEING_SAVED = timedelta(hours=1)
MOVES_BY = timedelta(days=1)
NEARLY_READ = timedelta(days=14)  # who has read all that was written until then has little left
SAVED = """(journal_entry.patient_id = ANY(%s::bigint[]) AND journal_entry.updated_at >= %s
    OR journal_entry.patient_id = ANY(%s::bigint[]) AND journal_entry.updated_at >= %s)"""
LONG_AGO = datetime.fromisoformat("1990-01-01T00:00:00+00:00")
BY_HER_TEAM = f"clinician_id = {reach.COLLEAGUES}"  # of the rows of those who write: `team_writers`, in SQL


def waits(since: str) -> str:
    """The rule of `unread` in SQL, for statements of our own: the condition that a row of `journal_entry` called
    `entry` waits for the clinician who asks; `since` is from when on, and `takes` is `IMPORT_TAKES`."""
    of_it = f"patient_id = entry.patient_id AND entry_id = entry.id AND {BY_HER_TEAM}"
    readings = f"SELECT FROM review_entryreview WHERE {of_it}"  # noqa: S608  constants
    return f"""NOT EXISTS ({readings} AND entry_updated_at = entry.updated_at)
AND (entry.updated_at >= {since}
     AND NOT (entry.source = 'import' AND entry.updated_at < entry.recorded_at + %(takes)s)
     OR EXISTS ({readings}))"""


class EntryReviewQuerySet(models.QuerySet):
    """Readings, in relation to entries."""

    def of_outer_entry(self, clinician: Clinician):
        """For subqueries on entries: readings of the entry outside by this clinician, or by a team of hers."""
        return self.filter(team_writers(clinician), patient=OuterRef("patient"), entry=OuterRef("pk"))


class EntryReview(models.Model):
    """A clinician has read an entry, in the version of `entry_updated_at`. Rows are only added.

    Each clinician sees her own and those of her team, so that nobody does the work twice. Who else reads a diary is
    between the patient and them. `outcome` says what came of it; it may be empty.
    """

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "Nothing needed"
        NEXT_VISIT = "next_visit", "Will raise it at the next visit"
        CONTACTED = "contacted", "Got in touch"
        PASSED_ON = "passed_on", "Passed on to a colleague"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="reviews")
    clinician = models.ForeignKey(Clinician, models.SET_NULL, null=True, related_name="+")
    reviewer_name = models.CharField(max_length=210)
    reviewed_at = models.DateTimeField(default=timezone.now)
    entry_updated_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)

    objects = EntryReviewQuerySet.as_manager()
    row_rules = rls.RowRules(
        clinician=f"clinician_id = {reach.COLLEAGUES} AND patient_id = {rls.CASELOAD}",
        clinician_check=f"clinician_id = {rls.ME} AND patient_id = {rls.CASELOAD} AND EXISTS (SELECT FROM journal_entry"
        " WHERE journal_entry.id = entry_id AND journal_entry.patient_id = review_entryreview.patient_id)",
        patient_may=rls.READ,
        clinician_may="SELECT, INSERT",
        is_listed=True,
    )

    class Meta:
        ordering = ["-reviewed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "entry", "clinician", "entry_updated_at"], name="review_entryreview_once_a_version"
            )
        ]

    def __str__(self):
        return f"review {self.pk}"


class ReadUntilQuerySet(models.QuerySet):
    """How far clinicians have read."""

    def move_on(self, clinician: Clinician, known: Mapping, waiting: Mapping, now: datetime) -> None:
        """Note how far `clinician` has read, where that has moved by a day or more. `known` holds what is noted so far
        by patient (None: nothing), `waiting` since when the oldest entry waits."""
        far = {patient: min(waiting.get(patient, now), now - STILL_BEING_SAVED) for patient in known}
        moved = [key for key, until in known.items() if until is None or far[key] - until >= MOVES_BY]
        rows = [ReadUntil(patient_id=key, clinician=clinician, until=far[key]) for key in moved]
        if rows:
            keys = {"unique_fields": ["patient", "clinician"], "update_fields": ["until"]}
            self.bulk_create(rows, update_conflicts=True, **keys)


class ReadUntil(models.Model):
    """Nothing of this patient that was last saved before `until` waits for this clinician. It can be worked out from
    the readings; it is kept so that the caseload doesn't look at years of entries to find the few that wait."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+", db_index=False)
    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = ReadUntilQuerySet.as_manager()
    row_rules = rls.RowRules(
        clinician=f"clinician_id = {rls.ME} AND patient_id = {rls.CASELOAD}",
        patient_may=rls.READ,
        clinician_may="SELECT, INSERT, UPDATE",
    )

    class Meta:
        ordering = ["patient", "pk"]
        constraints = [models.UniqueConstraint(fields=["patient", "clinician"], name="review_readuntil_one_a_pair")]

    def __str__(self):
        return f"read until {self.pk}"


def not_read(entries: models.QuerySet, clinician: Clinician) -> models.QuerySet:
    """Those of `entries` that neither `clinician` nor a team of hers has read in their present version."""
    this_version = EntryReview.objects.of_outer_entry(clinician).filter(entry_updated_at=OuterRef("updated_at"))
    return entries.filter(~Exists(this_version))


def unread(entries: models.QuerySet, clinician: Clinician) -> models.QuerySet:
    """Those that wait for `clinician`: not read and not old, or changed since they were read. What she only sees in an
    emergency doesn't wait for her."""
    links = CareLink.objects.reaching(clinician).filter(patient=OuterRef("patient")).order_by("started_at")
    since = ExpressionWrapper(F("started_at") - WAITING_BEFORE_LINK, models.DateTimeField())
    recent = Q(updated_at__gte=Subquery(links.annotate(since=since).values("since")[:1]))
    older_diary = Q(source=Entry.Source.IMPORT, updated_at__lt=F("recorded_at") + IMPORT_TAKES)
    read_before = Q(Exists(EntryReview.objects.of_outer_entry(clinician))) & Q(Exists(links))
    return not_read(entries, clinician).filter((recent & ~older_diary) | read_before)


def saved_since(known: Mapping[int, datetime | None], now: datetime) -> list:
    """Where the entries that wait are looked for: patients and a moment, twice. `known` holds how far each patient was
    read (`ReadUntil`): of those whom the clinician reads there is little to look at, and more of those whom she
    doesn't, so that one of them doesn't make it long for all."""
    lately = now - NEARLY_READ
    behind = {key: until or LONG_AGO for key, until in known.items() if until is None or until < lately}
    reads = {key: until for key, until in known.items() if key not in behind}
    return [part for keys in (reads, behind) for part in (list(keys), min(keys.values(), default=now))]


def saved(entries: models.QuerySet, *since) -> models.QuerySet:
    """Those of `entries` that `saved_since` tells of."""
    return entries.filter(RawSQL(SAVED, list(since), output_field=models.BooleanField()))  # noqa: S611  a constant


def waiting(entries: models.QuerySet, clinician: Clinician) -> models.QuerySet:
    """As `unread`, of all her patients, without looking at all that was ever written. One query more."""
    until = dict(ReadUntil.objects.filter(clinician=clinician).order_by().values_list("patient", "until"))
    hers = Patient.objects.visible_to(clinician.user).order_by().values_list("pk", flat=True)
    return unread(saved(entries, *saved_since({key: until.get(key) for key in hers}, timezone.now())), clinician)


def with_reading(entries: models.QuerySet, clinician: Clinician) -> models.QuerySet:
    """`entries`, each with `read_version`, `read_at` and `read_outcome` (which version of it `clinician` or a team of
    hers read last, when, and what came of it; None: never), `read_by` (who of the team; empty for herself) and
    `waiting`."""
    last = EntryReview.objects.of_outer_entry(clinician).order_by("-entry_updated_at", "reviewed_at")
    by = Case(When(clinician=clinician, then=Value("")), default=F("reviewer_name"))
    return entries.annotate(
        read_version=Subquery(last.values("entry_updated_at")[:1]),
        read_at=Subquery(last.values("reviewed_at")[:1]),
        read_outcome=Subquery(last.values("outcome")[:1]),
        read_by=Subquery(last.annotate(by=by).values("by")[:1]),
        waiting=Exists(unread(Entry.objects.filter(pk=OuterRef("pk")), clinician)),
    )
