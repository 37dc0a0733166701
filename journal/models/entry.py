"""A day's entry."""

import uuid
from datetime import date

import pghistory
from django.db import models
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient

NOTE_LENGTH = 4000
USED = "used_ketamine"  # the symptom whose yes is also a use event
USED_OTHER = "used_other"
SELF_HARM = "self_harm_thoughts"  # the one whose answer may call for help first
SAFE_NOW = "safe_now"  # asked after it


def day_or_none(text: str | None) -> date | None:
    """The day that an address or a form names; None when it names none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def plain_lines(text: str) -> str:
    """The text with one letter for each line break, however a browser sent it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class EntryQuerySet(models.QuerySet):
    """Entries; whose they may be is said by `Patient.objects.visible_to`."""

    def visible_to(self, viewer):
        """Entries of the patients whom `viewer` may see."""
        return self.filter(patient__in=Patient.objects.visible_to(viewer))

    def between(self, first: date, last: date):
        """Entries of the days from `first` to `last`, both included."""
        return self.filter(date__range=(first, last))

    def page(self, before: date | None, size: int) -> tuple[list, date | None]:
        """The newest `size` entries of one patient, of days before `before` if given, and the day from which the next
        page goes back (None: there is none)."""
        older = self.filter(date__lt=before) if before else self
        found = list(older.order_by("-date")[: size + 1])
        return found[:size], found[size - 1].date if len(found) > size else None


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    context_field=pghistory.ContextJSONField(),
    context_id_field=None,
    obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
)
class Entry(models.Model):
    """What a patient wrote about one of her days. Saving again edits it; every version is kept (`history`).

    `ratings` holds the answers by symptom code: a number, true or false, or a list of words; null was asked and
    skipped; absent was not asked. Unanswered is never 0. `triggers` and `coping` are lists of tags (`Tag`, `OwnTag`).
    `revision` goes up by one with each version, and `client_id` names the save that made it, so that a save sent twice
    is known and one on top of a newer version is noticed.
    """

    class Source(models.TextChoices):
        FORM = "form", "check-in"
        IMPORT = "import", "older diary"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="entries", db_index=False)  # others begin with it
    date = models.DateField()
    ratings = models.JSONField(default=dict, blank=True)
    triggers = models.JSONField(default=list, blank=True)
    coping = models.JSONField("what helped", default=list, blank=True)
    note = EncryptedTextField(blank=True, default="")
    late = models.BooleanField("written later than the day after", default=False)
    source = models.CharField(max_length=10, choices=Source, default=Source.FORM)
    same_as = models.DateField("said to be about the same as", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    client_id = models.UUIDField(default=uuid.uuid4, editable=False)
    catalogue_version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = EntryQuerySet.as_manager()
    row_rules = rls.RowRules(is_listed=True)

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["patient", "date"], name="journal_entry_one_a_day")]
        indexes = [
            models.Index(fields=["-date", "-id"], name="journal_entry_newest"),
            models.Index(fields=["patient", "updated_at"], name="journal_entry_changed"),
        ]

    def __str__(self):
        return f"entry {self.pk}"
