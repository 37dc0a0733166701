"""Days on which nobody heard of her, for the nightly rules."""

from datetime import datetime
from functools import partial

from django.db.models import Max
from django.utils import timezone

from accounts import rls
from accounts.models import ConsentRecord, Patient
from clinical.flags import Silence
from clinical.phases import local_day
from flags.services import raise_for

from .models import Entry, Episode, Pause, Reminder


def raise_silent(now: datetime | None = None) -> int:
    """Raise flags about whole days without an entry, of everybody who shares with somebody; how many. For commands: a
    transaction for each, so that one of them holds nobody up. Twice on one day raises nothing twice."""
    now = now or timezone.now()
    with rls.service_role():
        sharing = [*ConsentRecord.objects.in_force().values_list("patient", flat=True).distinct()]
    raised = 0
    for pk in sharing:
        with rls.service_role():
            patient = Patient.objects.filter(pk=pk, erase_on=None).first()
            if patient:
                patient.lock()
                raised += len(raise_for(patient, partial(silence_of, patient, now), now=now))
    return raised


def silence_of(patient: Patient, now: datetime) -> Silence:
    """When she was last heard of: the day she last wrote about, or on which she last saved one. Writing daily counts
    as agreed when she asked to be reminded each day, also after the reminders stopped because nobody answered them."""
    today = local_day(now, patient.zone)
    hers = Entry.objects.filter(patient=patient, date__lte=today)
    entries = hers.aggregate(last=Max("date"), saved=Max("updated_at"))
    saved = entries["saved"] and local_day(entries["saved"], patient.zone)
    day0 = Episode.objects.filter(patient=patient).current().values_list("day0", flat=True).first()
    return Silence(
        today=today,
        written=frozenset(day for day in (entries["last"], saved) if day),
        pauses=tuple(pause.rule for pause in Pause.objects.filter(patient=patient)),
        began=local_day(patient.welcomed_at or patient.created_at, patient.zone),
        day_number=(today - day0).days if day0 else None,
        daily=Reminder.objects.filter(patient=patient).exists(),
    )
