"""The phases of the timeline: where each begins and ends, what is said about it, and how sure anyone is."""

from typing import NamedTuple

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value

from clinical import phases
from journal.models import Symptom


def keep_versions(model):
    """Keep each version of a row, whoever writes it; a trigger of the database does."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
        obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
    )(model)


class Told(NamedTuple):
    """The words of a phase, texts as lines."""

    name: str
    evidence: str
    expect_lines: tuple[str, ...]
    helps_lines: tuple[str, ...]
    seek_help_lines: tuple[str, ...]


@keep_versions
class Phase(models.Model):
    """A stretch of days since last use. Seeded from `data/phases.json`; administrators edit it; every version is kept.

    All rows together cover each day from 0 on once: forms check that (`clinical.phases.validate_phases`), and the
    database itself refuses days shared by two rows.
    """

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=40)
    start_day = models.PositiveIntegerField("first day")
    end_day = models.PositiveIntegerField("last day", null=True, blank=True, help_text="Empty: it has no end.")
    peak_end_day = models.PositiveIntegerField("last of the hardest days", null=True, blank=True)
    expect = models.TextField("what many people notice", help_text="One line each.")
    helps = models.TextField("what can help", help_text="One line each.")
    seek_help = models.TextField("when to seek help", help_text="One line each.")
    source = models.TextField("where it comes from", help_text="One line each.")
    evidence = models.TextField("how sure anyone is")
    reviewed_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_on = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position", "start_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_day=None) | Q(end_day__gte=F("start_day")), name="timeline_phase_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(peak_end_day=None)
                | Q(peak_end_day__gte=F("start_day")) & (Q(end_day=None) | Q(peak_end_day__lte=F("end_day"))),
                name="timeline_phase_peak_lies_inside",
            ),
            # Checked when the transaction ends, so that a boundary between two phases can move in one save.
            ExclusionConstraint(
                name="timeline_phase_no_shared_days",
                expressions=[
                    (Func("start_day", "end_day", Value("[]"), function="int4range"), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.name

    def validate_constraints(self, exclude=None):
        """Nothing, row by row: one row alone would be compared with the old limits of the others. The list in the
        admin checks them together, and the database when the transaction ends."""

    @property
    def rule(self) -> phases.Phase:
        """The row as the clinical rules take it."""
        return phases.Phase(self.code, self.name, self.start_day, self.end_day, self.peak_end_day)

    @property
    def told(self) -> "Told":
        """What is said of it, as one value that is equal only where every word is."""
        return Told(self.name, self.evidence, self.expect_lines, self.helps_lines, self.seek_help_lines)

    @property
    def days(self) -> str:
        """Its days in words: `days 0 to 7`, `from day 29 on`."""
        if self.end_day is None:
            return f"from day {self.start_day} on"
        return f"days {self.start_day} to {self.end_day}"

    @property
    def expect_lines(self) -> tuple[str, ...]:
        """What many people notice, line by line."""
        return _lines(self.expect)

    @property
    def helps_lines(self) -> tuple[str, ...]:
        """What can help, line by line."""
        return _lines(self.helps)

    @property
    def seek_help_lines(self) -> tuple[str, ...]:
        """When to seek help, line by line."""
        return _lines(self.seek_help)

    @property
    def source_lines(self) -> tuple[str, ...]:
        """Where it comes from, line by line."""
        return _lines(self.source)


@keep_versions
class PhaseExpectation(models.Model):
    """What is described of one symptom in one phase, and by whom (brief 1.1, 1.3). Seeded from
    `data/expectations.json`; administrators edit it; every version is kept. No row: nothing is described, and nothing
    is said."""

    class Level(models.TextChoices):
        PEAK = "peak", "strongest"
        EXPECTED = "expected", "expected"
        EASING = "easing", "easing"
        INTERMITTENT = "intermittent", "comes and goes"
        POSSIBLE = "possible", "possible"
        NOT_DESCRIBED = "not_described", "not described"

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="expectations")
    symptom = models.ForeignKey(Symptom, models.PROTECT, related_name="expectations")
    level = models.CharField(max_length=20, choices=Level)
    source = models.CharField("where it comes from", max_length=200)
    evidence = models.CharField("how sure anyone is", max_length=200, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_on = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["symptom", "phase"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "symptom"], name="timeline_expectation_one_each"),
            models.CheckConstraint(condition=~Q(source=""), name="timeline_expectation_has_a_source"),
        ]

    def __str__(self):
        return f"expectation {self.pk}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
