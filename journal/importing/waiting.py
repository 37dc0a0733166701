"""A patient's file between two steps, read again from what is kept of it."""

from datetime import date
from functools import cached_property

from accounts import rls
from accounts.models import Patient
from journal.models import Entry, Episode, ImportDraft, Symptom

from .columns import Column, look_at
from .mapping import NOTE, Mapping, Reading, read_days
from .preview import Preview, preview
from .reading import Table, read_table


def throw_away_stale() -> int:
    """Throw away every file that nobody came back to; how many. For commands."""
    with rls.service_role():
        return ImportDraft.objects.stale().delete()[0]


class WaitingFile:
    """The file of `draft`: its table and columns, and, once she has chosen, the days in it."""

    def __init__(self, draft: ImportDraft):
        self.draft = draft

    @classmethod
    def of(cls, patient: Patient, *, lock: bool = False) -> "WaitingFile | None":
        """The one that waits for `patient`; one that is older than a day is thrown away. With `lock`, whoever comes
        second waits, and finds nothing."""
        ImportDraft.objects.filter(patient=patient).stale().delete()
        drafts = ImportDraft.objects.select_for_update() if lock else ImportDraft.objects
        draft = drafts.filter(patient=patient).first()
        return cls(draft) if draft else None

    @cached_property
    def table(self) -> Table:
        """The rows."""
        return read_table(self.draft.text)

    @cached_property
    def symptoms(self) -> dict[str, Symptom]:
        """What a column can become, by code."""
        return {symptom.code: symptom for symptom in Symptom.objects.importable(self.table.header)}

    @cached_property
    def columns(self) -> list[Column]:
        """What each column seems to hold."""
        return look_at(self.table, self.symptoms.values())

    @cached_property
    def mapping(self) -> Mapping | None:
        """What she chose; None before that, or when a symptom she chose is no longer asked."""
        kept = self.draft.settings.get("mapping")
        mapping = Mapping.from_settings(kept) if kept else None
        if mapping and {target.to for target in mapping.targets.values()} <= {NOTE, *self.symptoms}:
            return mapping
        return None

    def reading(self, today: date) -> Reading:
        """The days in it, up to `today`."""
        return read_days(self.table, self.mapping, self.symptoms, today=today)

    def preview(self, reading: Reading) -> Preview:
        """What bringing `reading` over would do."""
        patient, days = self.draft.patient_id, reading.days
        present = Entry.objects.filter(patient=patient).between(min(days), max(days)) if days else Entry.objects.none()
        episode = Episode.objects.filter(patient=patient).current().first()
        return preview(
            self.table,
            self.mapping,
            reading,
            self.symptoms,
            encoding=self.draft.settings["encoding"],
            present=set(present.values_list("date", flat=True)),
            day0=episode.day0 if episode else None,
        )
