"""Flags after a save of hers: what the rules look at, read in one statement, and the answers that came too late.

An older diary that is brought in raises nothing: it tells of days that were over before anybody could have read them,
often of many at once, and some hundred flags about last year would bury the one about today. Its days count as told
late, so they are evidence only for rules that go by late days too, and only beside a day that she saves herself.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from clinical.flags import SIGNS, Day, Diary
from clinical.phases import local_day
from flags.models import Flag
from flags.services import raise_for

from .catalogue import STAMP, catalogue
from .days import LATE_AFTER
from .models import Symptom
from .models.entry import SAFE_NOW, SELF_HARM

# As far as a rule looks back from a day, and as far ahead as a day counts (`clinical.flags.diary`).
LOOK_AROUND = timedelta(days=28)
SELF_HARM_RULE = "self_harm_any"
UNANSWERED_MINUTES = 10  # brief 7.2, unless the rule says otherwise
READ = f"""
    SELECT {STAMP},
        (SELECT jsonb_agg(jsonb_build_array(date, ratings, late OR source = 'import')) FROM journal_entry
            WHERE patient_id = %(patient)s AND date BETWEEN %(first)s AND %(last)s),
        (SELECT jsonb_agg(date) FROM journal_useevent WHERE patient_id = %(patient)s AND kind = 'non_prescribed'
            AND taken_back_at IS NULL AND date BETWEEN %(first)s AND %(last)s),
        (SELECT day0 FROM journal_episode WHERE patient_id = %(patient)s AND ended_on IS NULL)
"""  # noqa: S608  constants, and values as parameters
# An answer about harm that stands, "safe now?" without one, and a flag that isn't urgent yet.
UNANSWERED = """
    SELECT flag.patient_id, flag.day FROM flags_flag flag
    JOIN journal_entry entry ON entry.patient_id = flag.patient_id AND entry.date = flag.day
    WHERE flag.rule_code = %(rule)s AND flag.severity = 'attention' AND flag.state = ANY (%(standing)s)
        AND flag.raised_at <= %(now)s - make_interval(mins => coalesce((
            SELECT (parameters ->> 'unanswered_minutes')::int FROM flags_flagrule WHERE code = %(rule)s
            ORDER BY version DESC LIMIT 1), %(minutes)s))
        AND jsonb_typeof(entry.ratings -> %(harm)s) = 'number'
        AND (entry.ratings ->> %(harm)s)::numeric >= 1
        AND coalesce(entry.ratings -> %(safe)s, 'null') = 'null'
    ORDER BY flag.raised_at
"""
NAMES = {
    "rule": SELF_HARM_RULE,
    "harm": SELF_HARM,
    "safe": SAFE_NOW,
    "standing": list(Flag.STANDING),
    "minutes": UNANSWERED_MINUTES,
}


def raise_flags(
    patient: Patient, day: date, *, told: Mapping | None = None, unanswered: bool = False, now: datetime | None = None
) -> list[int]:
    """Raise what the rules find now that `day` was saved; belongs into the transaction of the save. `told`: answers of
    that day that wait beside newer ones; of those only signs that need a doctor or a person are looked at.
    `unanswered`: it is long enough since her answer about harm. At most three queries (`flags.services.raise_for`)."""
    only = frozenset([SELF_HARM_RULE]) if unanswered else None if told is None else SIGNS
    read = partial(_diary, patient, day, told or {}, unanswered, now or timezone.now())
    return raise_for(patient, read, day=day, only=only, now=now)


def _diary(patient: Patient, saved: date, told: Mapping, unanswered: bool, now: datetime) -> Diary:
    """Her days around the saved one. One query."""
    span = {"patient": patient.pk, "first": saved - LOOK_AROUND, "last": saved + LOOK_AROUND}
    with connection.cursor() as cursor:
        cursor.execute(READ, span)
        stamp, entries, used_on, day0 = cursor.fetchone()
    today = local_day(now, patient.zone)
    days = {date.fromisoformat(day): Day(ratings, late) for day, ratings, late in _read(entries)}
    if saved in days or told:
        entry = days.get(saved, Day({}))
        days[saved] = Day({**entry.ratings, **told}, entry.late or today - saved > LATE_AFTER)
    return Diary(
        today=today,
        saved=saved,
        days=days,
        used_on=frozenset(map(date.fromisoformat, _read(used_on))),
        day0=day0,
        rated=_rated(stamp),
        unanswered=unanswered,
    )


def _read(rows) -> Collection:
    """A list of the database, as text or read already."""
    return json.loads(rows) if isinstance(rows, str) else rows or []


def _rated(stamp: str) -> dict[str, bool]:
    """The questions of 0 to 10 that are asked, with whether more is better."""
    asked = (symptom for symptom in catalogue(stamp).symptoms if symptom.active)
    return {symptom.code: symptom.higher_is_better for symptom in asked if symptom.scale == Symptom.Scale.NRS10}


def raise_unanswered(role: str = rls.SERVICE, now: datetime | None = None) -> int:
    """Make urgent what has waited long enough for an answer to "safe now?" (brief 7.2); how many.

    Every five minutes by `manage.py raise_flags`, in the service role, for everybody; and when a clinician opens her
    caseload, for her patients: she may only read, so each flag is raised in the role of its patient (`rls.PATIENT`).
    One query when nothing waits.
    """
    if not settings.ENABLE_FLAGS:
        return 0
    now = now or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(UNANSWERED, NAMES | {"now": now})
        waiting = cursor.fetchall()
    raised = 0
    for pk, day in waiting:
        with rls.acting_as(role, pk):
            patient = Patient.objects.get(pk=pk)
            patient.lock()
            raised += len(raise_flags(patient, day, unanswered=True, now=now))
    return raised
