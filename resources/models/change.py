"""A change of a number that people in danger dial: one person writes it down, another lets it go live."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .line import CrisisLine
from .resource import Resource


class Change(models.Model):
    """What somebody wants a crisis line, or a crisis entry of the directory, to say instead.

    `before` holds what readers are told, as it was, and `after` what shall be else. People stand here by number and
    name, not by a key: this app knows no account, and the log outlives them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a second person"
        LIVE = "live", "Live"
        DECLINED = "declined", "Not taken"

    line = models.ForeignKey(CrisisLine, models.PROTECT, null=True, editable=False, related_name="changes")
    resource = models.ForeignKey(Resource, models.PROTECT, null=True, editable=False, related_name="changes")
    before = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    proposed_by = models.BigIntegerField()
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=True, resource__isnull=False) | Q(line__isnull=False, resource__isnull=True),
                name="resources_change_is_of_one_row",
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="resources_change_takes_two_people",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(state="waiting"), name="resources_change_one_waits_a_line"
            ),
            models.UniqueConstraint(
                fields=["resource"], condition=Q(state="waiting"), name="resources_change_one_waits_a_resource"
            ),
        ]

    def __str__(self):
        return f"change {self.pk}"

    @property
    def told(self) -> list[tuple[str, tuple]]:
        """Each field by its words, with what it says now and then."""
        labels = {each.name: str(each.verbose_name) for each in self.row._meta.concrete_fields}
        return [(labels[name].capitalize(), (self.before[name], value)) for name, value in self.after.items()]

    @property
    def row(self) -> CrisisLine | Resource:
        """What it changes."""
        return self.line or self.resource
