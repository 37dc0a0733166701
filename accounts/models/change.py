"""That something has changed."""

from datetime import datetime, timedelta

from django.db import models

from accounts import rls

from .people import Patient

NEEDED_FOR = timedelta(hours=2)  # far longer than any list is kept and any change takes to be committed
# Another text for each patient as soon as anything of hers has changed that lists of patients show, for a query that
# is asked in the name of the clinician whose list it is. Those of whom nothing changed lately have none: old notes
# count for nothing, thrown away or not.
OF_CASELOAD = f"""(SELECT coalesce(json_object_agg(patient_id, mark), '{{}}') FROM (
    SELECT patient_id, sum(id) || ' ' || max(at) AS mark FROM accounts_change WHERE patient_id = {rls.CASELOAD}
    AND at > now() - interval '{NEEDED_FOR.total_seconds()} seconds' GROUP BY patient_id) noted)"""  # noqa: S608  constants


class ChangeQuerySet(models.QuerySet):
    """Notes."""

    def throw_away_old(self, now: datetime) -> int:
        """Let go of those that no list can ask for any more; how many. For commands."""
        return self.filter(at__lt=now - NEEDED_FOR).delete()[0]


class Change(models.Model):
    """Something of a patient that lists of patients show has changed: added by the database (`accounts.noting`), and
    needed for as long as a list may be kept in memory."""

    patient = models.ForeignKey(Patient, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()
    row_rules = rls.RowRules(patient_may="SELECT, INSERT", clinician_may="SELECT, INSERT")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["patient", "at"], name="accounts_change_patient_at")]

    def __str__(self):
        return f"change {self.pk}"
