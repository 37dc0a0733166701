"""What a clinician has read, and what came of it."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from accounts import reach, rls
from accounts.models import CareLink, Clinician, Patient
from accounts.teams import team_writers
from journal.models import Entry

# A clinician who is newly linked finds the last two weeks waiting, not years (a judgement).
WAITING_BEFORE_LINK = timedelta(days=14)
# An imported day is an older diary, and nobody waits for a reading, unless she edits it afterwards.
IMPORT_TAKES = timedelta(minutes=1)


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


def not_read(entries: models.QuerySet, clinician: Clinician) -> models.QuerySet:
    """Those of `entries` that neither `clinician` nor a team of hers has read in their present version."""
    this_version = EntryReview.objects.of_outer_entry(clinician).filter(entry_updated_at=OuterRef("updated_at"))
    return entries.filter(~Exists(this_version))


def unread(entries: models.QuerySet, clinician: Clinician) -> models.QuerySet:
    """Those that wait for `clinician`: not read and not old, or changed since they were read. What she only sees in an
    emergency doesn't wait for her."""
    reaching = CareLink.objects.reaching(clinician).order_by("patient_id", "started_at")
    first = reaching.distinct("patient_id")  # one a patient, so that no entry is counted twice
    recent = Q(updated_at__gte=F("patient__care_links__started_at") - WAITING_BEFORE_LINK)
    older_diary = Q(source=Entry.Source.IMPORT, updated_at__lt=F("recorded_at") + IMPORT_TAKES)
    read_before = Exists(EntryReview.objects.of_outer_entry(clinician))
    waits = (recent & ~older_diary) | read_before
    # In one call, so that both are about the same link.
    return not_read(entries, clinician).filter(waits, patient__care_links__in=first.values("pk"))


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
