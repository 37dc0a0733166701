"""That help was shown: for whoever must be able to say that it was (brief 4.2)."""

from django.db import models
from django.utils import timezone

from accounts import rls
from accounts.models import Patient


class AdviceShown(models.Model):
    """Numbers or advice stood on her page. Rows are only added. `codes` are those of the questions that called for it;
    what she answered, and anything she wrote, is not in it."""

    class Kind(models.TextChoices):
        SELF_HARM = "self_harm", "help after an answer about harming oneself"
        RED_FLAG = "red_flag", "advice on a sign that needs a look"
        USE = "use", "safety after use"
        DISTRESS = "distress", "help on a very hard day"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="advice_shown")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=20, choices=Kind)
    codes = models.JSONField(default=list)
    country = models.CharField(max_length=2, blank=True)

    row_rules = rls.RowRules(clinician="false", patient_may="SELECT, INSERT")

    class Meta:
        ordering = ["patient", "-at"]

    def __str__(self):
        return f"advice {self.pk}"
