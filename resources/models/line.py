"""The lines a person can reach at once."""

from django.db import models
from django.db.models import Q

from resources import countries, vocabulary
from resources.querysets import Published

from .reviewed import Reachable, Reviewed


class CrisisLine(Reviewed, Reachable):
    """A number, text line or page that helps at once, in one country, in the European Union ("EU") or anywhere ("")."""

    slug = models.SlugField("key", max_length=80, db_index=False)
    country = models.CharField(max_length=2, blank=True, choices=countries.line_codes)
    region = models.CharField("place", max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=vocabulary.line_kinds)
    name = models.CharField(max_length=120)

    objects = Published.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=list(vocabulary.LINE_KINDS)), name="resources_crisisline_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(tel="") | ~Q(sms_number="") | ~Q(url=""),
                name="resources_crisisline_can_be_reached",
                violation_error_message="A line needs a number to call, a number to text or a web address.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.country or 'anywhere'})"

    @property
    def title(self) -> str:
        return f"{self.name}, {self.region}" if self.region else self.name

    @property
    def where(self) -> str:
        """Where it helps, for editors."""
        return self.region or (countries.name(self.country) if self.country else "Anywhere")

    @property
    def needs_two(self) -> bool:
        """Whether what it shows changes only when a second person agrees: always."""
        return True
