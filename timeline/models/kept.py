"""What she put aside from the directory."""

from django.db import models
from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from resources.models import Resource


class SavedHelp(models.Model):
    """An entry of the directory that she wants to find again. The directory doesn't know; clinicians don't read it."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="saved_help")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["patient", "resource"], name="timeline_savedhelp_once")]

    def __str__(self):
        return f"saved help {self.pk}"
