"""Flags as the rules would raise them, and everything else that can stand on the page about a patient."""

from datetime import timedelta

from django.utils import timezone

from flags.models import Flag
from journal.days import today_of
from journal.models import Pause
from review import arranging
from tests import people


def make_flag(patient, severity="attention", rule="craving_high", days_ago=0, **fields) -> Flag:
    """A flag about so many of her days ago, raised two hours ago."""
    day = today_of(patient) - timedelta(days=days_ago)
    seen = [{"code": "craving", "date": day.isoformat(), "value": value} for value in (8, 9)]
    told = {"rule_code": rule, "rule_version": 1, "about": f"{day}", "day": day, "needs": ["ratings"], "evidence": seen}
    told |= {"severity": severity, "raised_at": timezone.now() - timedelta(hours=2)}
    return Flag.objects.create(patient=patient, **(told | fields))


def fill(patient, clinician, times=1) -> None:
    """So many of everything: flags, urges, notes with a correction, events, replies, pauses, states of entries."""
    hers = {"clinician": clinician, "patient": patient}
    today = today_of(patient)
    for number in range(times):
        make_flag(patient, about=f"fill {Flag.objects.count()}", days_ago=number)
        people.make_urge(patient, minutes_ago=100 + number)
        note = arranging.write_note(**hers, note=f"Note {number}")
        arranging.write_note(**hers, note=f"Better note {number}", corrects=note)
        arranging.put_event(**hers, day=today - timedelta(days=number), kind="dose", note="a little less")
        arranging.send_reply(**hers, note=f"Reply {number}")
        ended = today - timedelta(days=10 * number + 1)
        Pause.objects.create(patient=patient, reason="not_now", starts_on=ended, ends_on=ended)
    for entry in patient.entries.all()[:times]:
        arranging.set_error_state(clinician=clinician, entry=entry, holds=True, note="Twice the same")
    arranging.plan_reviews(**hers, every_days=7, today=today)
