"""A patient's file between two steps, read again from what is kept of it."""

from datetime import date
from functools import cached_property

from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from clinical.phases import local_day
from journal.models import Entry, Episode, ImportDraft, Symptom
from journal.tagging import Chips

from . import recipes
from .becoming import columns_become, words_become
from .columns import Column, look_at
from .daylio import Choice, Diary, check_size, is_daylio
from .daylio_days import DaylioReader
from .found import Reading
from .mapping import Mapping, read_days
from .own import our_mapping
from .preview import Preview, preview
from .reading import Table, read_table
from .tags import TagWords

LAST_TIME = "last_time"  # in a draft's settings: the day of the choice that was filled in


def throw_away_stale() -> int:
    """Throw away every file that nobody came back to; how many. For commands."""
    with rls.service_role():
        return ImportDraft.objects.stale().delete()[0]


def check_table(table: Table) -> None:
    """Raises UnreadableFile when no diary can be in `table`."""
    if is_daylio(table):
        check_size(table)
    else:
        look_at(table, [])


def take_in(patient: Patient, text: str, encoding: str) -> "WaitingFile":
    """Keep a file, in place of one that waits. For one like an earlier one her choice of then is filled in."""
    settings = {"encoding": encoding}
    recipe = recipes.recipe_for(patient, read_table(text).header)
    if recipe:
        settings |= {"choice": recipe.settings, LAST_TIME: local_day(recipe.updated_at, patient.zone).isoformat()}
    told = {"content": ImportDraft.packed(text), "settings": settings, "created_at": timezone.now()}
    return WaitingFile(ImportDraft.objects.update_or_create(patient=patient, defaults=told)[0])


class WaitingFile:
    """The file of `draft`: its table and columns, and, once she has chosen, the days in it."""

    def __init__(self, draft: ImportDraft):
        self.draft = draft

    @classmethod
    def of(cls, patient: Patient, *, lock: bool = False) -> "WaitingFile | None":
        """The one that waits for `patient`; one that is older than a day is thrown away. With `lock`, whoever comes
        second waits, and finds nothing."""
        ImportDraft.objects.filter(patient=patient).stale().delete()
        drafts = ImportDraft.objects.select_for_update(of=["self"]) if lock else ImportDraft.objects
        draft = drafts.filter(patient=patient).select_related("patient").first()
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
    def chips(self) -> Chips:
        """Her lists of what made days harder, and what helped."""
        return Chips(self.draft.patient)

    @cached_property
    def ours(self) -> Mapping | None:
        """How to read it when it is our own export; None when it isn't."""
        return our_mapping(self.table, self.symptoms)

    @cached_property
    def diary(self) -> Diary | None:
        """The file as Daylio's, when it is."""
        return Diary(self.table) if not self.ours and is_daylio(self.table) else None

    @cached_property
    def choice(self) -> Mapping | Choice | None:
        """What it is read by: what she chose, or what there is no choice about. None before she chose, or when
        something she chose is there no more."""
        kept = self.draft.settings.get("choice")
        if self.ours or not kept or ("moods" in kept) != bool(self.diary):
            return self.ours
        choice = (Choice if self.diary else Mapping).from_settings(kept)
        return choice if set(choice.codes) <= self.symptoms.keys() else None

    @property
    def last_time(self) -> date | None:
        """The day of her choice, when it was filled in from an earlier file."""
        told = self.draft.settings.get(LAST_TIME)
        return date.fromisoformat(told) if told else None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to choose: the choice of an earlier file may not cover all of this one."""
        if isinstance(self.choice, Choice):
            return self.choice.knows_all_of(self.diary)
        if self.choice is None or self.choice.ours:
            return self.choice is not None
        ways = {(column.number, way.order) for column in self.columns for way in column.ways}
        return (self.choice.date_column, self.choice.order) in ways

    def choose(self, choice: Mapping | Choice) -> None:
        """Keep what she chose."""
        self.draft.settings = {"encoding": self.draft.settings["encoding"], "choice": choice.as_settings()}
        self.draft.save(update_fields=["settings"])

    def keep_choice(self) -> None:
        """Keep it for the next file like this one, too."""
        recipes.keep(self.draft.patient, self.table.header, self.choice.as_settings())

    def forget_choice(self) -> None:
        """Forget what was kept for files like this one, and begin to choose again."""
        recipes.forget(self.draft.patient, self.table.header)
        self.draft.settings = {"encoding": self.draft.settings["encoding"]}
        self.draft.save(update_fields=["settings"])

    @cached_property
    def tags(self) -> TagWords:
        """The words of her lists; empty when nothing of the file becomes one."""
        return TagWords(self.chips.known if self.diary or self.choice.has_tags else {})

    def reading(self, today: date) -> Reading:
        """The days in it, up to `today`."""
        if self.diary:
            return DaylioReader(self.diary, self.choice, self.symptoms, self.tags, today).read()
        return read_days(self.table, self.choice, self.symptoms, self.tags, today=today)

    def preview(self, reading: Reading) -> Preview:
        """What bringing `reading` over would do."""
        patient, days = self.draft.patient, reading.days
        present = Entry.objects.filter(patient=patient).between(min(days), max(days)) if days else Entry.objects.none()
        episode = Episode.objects.filter(patient=patient).current().first()
        if self.diary:
            becomes = words_become(self.diary, self.choice, self.symptoms, self.tags)
        else:
            becomes = columns_become(self.table, self.choice, self.symptoms)
        return preview(
            reading,
            becomes=becomes,
            symptoms=[self.symptoms[code] for code in self.choice.codes],
            words=self.tags.words,
            encoding=self.draft.settings["encoding"],
            present=set(present.values_list("date", flat=True)),
            day0=episode.day0 if episode else None,
        )
