"""Rules with their numbers as versioned rows, the flags they raised, and what was done about each."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Clinician, Patient, User

# A clinician meets the flags whose evidence her own consents cover, and no others: a flag would tell what isn't shared.
IS_SHARED = f"(needs = '[]' OR {rls.SHARED} -> patient_id::text @> needs)"
COVERED = f"patient_id = {rls.CASELOAD} AND {IS_SHARED}"
OF_A_FLAG = "flag_id IN (SELECT id FROM flags_flag)"  # one that the role itself meets


class Severity(models.TextChoices):
    """How soon a person should look (brief 7.1). Never how likely anything is."""

    INFO = "info", "info"
    ATTENTION = "attention", "attention"
    URGENT = "urgent", "urgent"


class FlagRuleQuerySet(models.QuerySet):
    """Rules, version by version."""

    def newest(self):
        """The version of each that holds, those that are switched off too."""
        return self.order_by("code", "-version").distinct("code")


class FlagRule(models.Model):
    """One version of a rule of brief 7.2. Every number is a parameter; a change is a new version with who and why, and
    earlier flags stay as they are. The newest version of a code holds; with `is_on` false it raises nothing."""

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    parameters = models.JSONField(default=dict, blank=True)
    is_on = models.BooleanField("in use", default=True)
    why = models.CharField("why it was changed", max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FlagRuleQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        verbose_name = "rule"
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="flags_flagrule_one_a_version")]

    def __str__(self):
        return f"{self.code} version {self.version}"


class FlagQuerySet(models.QuerySet):
    """Flags; whose they may be is said by `Patient.objects.visible_to`."""

    def standing(self):
        """Those that nobody has closed and no higher one of the same rule took over."""
        return self.filter(state__in=Flag.STANDING)

    def visible_to(self, viewer):
        """Flags of the patients whom `viewer` may see: all that were raised on herself; for a clinician, those whose
        evidence is shared with her. The database holds the second half (`row_rules`), and `needs` says it once more."""
        return self.filter(patient__in=Patient.objects.visible_to(viewer))


class Flag(models.Model):
    """A request that a person looks at something and decides whether to make contact (brief 7.1). Not a
    measure of danger, not a diagnosis, no alarm. Never deleted but with its patient, and never closed by itself.

    `about` tells flags of one rule apart: the day, with the symptom where the rule runs per symptom, or what else it is
    about. `day` is the patient's day. `needs` are the kinds of consent its evidence rests on. `evidence` is a list of
    `{"code", "date", "value"}`, without free text, from which the decision can be derived again.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        ACKNOWLEDGED = "acknowledged", "seen"
        ACTIONED = "actioned", "acted on"
        CLOSED = "closed", "closed"
        SUPERSEDED = "superseded", "taken over by a higher one"

    STANDING = (State.OPEN, State.ACKNOWLEDGED, State.ACTIONED)

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="flags")
    rule_code = models.CharField(max_length=40)
    rule_version = models.PositiveIntegerField()
    severity = models.CharField(max_length=10, choices=Severity)
    about = models.CharField(max_length=80)
    day = models.DateField()
    needs = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    late = models.BooleanField("reported late", default=False)
    raised_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    acknowledged_by = models.ForeignKey(Clinician, models.SET_NULL, null=True, related_name="+")
    acknowledged_name = models.CharField(max_length=210, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = FlagQuerySet.as_manager()
    row_rules = rls.RowRules(
        clinician=COVERED,
        patient_may="SELECT, INSERT, UPDATE (state, superseded_by_id)",
        clinician_may="SELECT, UPDATE (state, acknowledged_by_id, acknowledged_name, acknowledged_at, closed_at)",
        is_listed=True,
    )

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "rule_code", "about", "severity"], name="flags_flag_once_an_occasion"
            )
        ]
        indexes = [
            models.Index(
                fields=["patient", "severity", "raised_at"],
                condition=Q(state__in=["open", "acknowledged", "actioned"]),
                name="flags_flag_standing",
            )
        ]

    def __str__(self):
        return f"flag {self.pk}"


class FlagStep(models.Model):
    """What was done about a flag, and by whom. Rows are only added; a correction is another row."""

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", "seen"
        ACTIONED = "actioned", "acted on"
        CLOSED = "closed", "closed"
        NOTE = "note", "note"

    class Action(models.TextChoices):
        CALLED_REACHED = "called_reached", "Called, and reached"
        CALLED_NO_ANSWER = "called_no_answer", "Called, no answer"
        MESSAGED = "messaged", "Wrote a message"
        SEEN = "seen", "Saw the person"
        REFERRED_EMERGENCY = "referred_emergency", "Referred to emergency care"
        NO_ACTION_REASON = "no_action_reason", "No action, for a reason"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+")
    flag = models.ForeignKey(Flag, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    action_code = models.CharField(max_length=20, choices=Action, blank=True)
    note = EncryptedTextField(blank=True, default="")
    clinician = models.ForeignKey(Clinician, models.SET_NULL, null=True, related_name="+")
    clinician_name = models.CharField(max_length=210)
    at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(
        clinician=f"patient_id = {rls.CASELOAD} AND {OF_A_FLAG}",
        clinician_check=f"clinician_id = {rls.ME} AND patient_id = {rls.CASELOAD} AND EXISTS (SELECT FROM flags_flag"
        " WHERE flags_flag.id = flag_id AND flags_flag.patient_id = flags_flagstep.patient_id)",
        patient_may=rls.READ,
        clinician_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"step {self.pk}"


class OtherSubstance(models.Model):
    """Something else that she used nearly every day when she told of it, and the day on which she stopped, if she has.
    Asked because stopping it can be dangerous. Only she sees it; a stop may raise a flag, and that says what it is."""

    class Substance(models.TextChoices):
        ALCOHOL = "alcohol", "Alcohol"
        BENZODIAZEPINES = "benzodiazepines", "Benzodiazepines, such as diazepam or “benzos”"
        GHB = "ghb", "GHB or GBL"
        OPIOIDS = "opioids", "Opioids, such as heroin, codeine or tramadol"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="other_substances")
    substance = models.CharField(max_length=20, choices=Substance)
    told_on = models.DateField()
    stopped_on = models.DateField(null=True)
    updated_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "substance"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "substance"], name="flags_othersubstance_once")
        ]

    def __str__(self):
        return f"other substance {self.pk}"
