"""Raising flags: what the rules find, within the consent there is, once an occasion."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import ConsentRecord, Patient
from clinical.flags import Decision, Facts, Numbers, Raised, decide, matches
from clinical.phases import local_day

from .models import Flag

# As far back as an earlier flag can hold a new one back: the longest cooldown that an administrator may set.
LOOK_BACK = timedelta(days=90)
# What every save asks. The consents are those of `ConsentRecord.objects.in_force`, and a test says so.
KNOWN = """
SELECT
    (SELECT jsonb_agg(jsonb_build_array(given.link_id, given.scope))::text
        FROM accounts_consentrecord given JOIN accounts_carelink link ON link.id = given.link_id
        WHERE given.patient_id = %(patient)s AND given.revokes_id IS NULL AND given.expires_on >= %(today)s
            AND link.ended_at IS NULL
            AND NOT EXISTS (SELECT FROM accounts_consentrecord taken WHERE taken.revokes_id = given.id)),
    (SELECT jsonb_agg(jsonb_build_array(code, version, parameters))::text FROM (
        SELECT DISTINCT ON (code) code, version, parameters, is_on FROM flags_flagrule ORDER BY code, version DESC
    ) newest WHERE is_on),
    (SELECT jsonb_agg(jsonb_build_array(id, rule_code, about, severity, day, state = ANY (%(standing)s)))::text
        FROM flags_flag WHERE patient_id = %(patient)s AND (state = ANY (%(standing)s) OR day >= %(since)s))
"""
# One statement for all: a flag that is there already stays as it is, with its evidence; a higher one takes others over.
RAISE = """
WITH wanted AS (
    SELECT * FROM jsonb_to_recordset(%(wanted)s::jsonb) AS row (
        rule_code text, rule_version int, severity text, about text, day date, needs jsonb, evidence jsonb,
        late boolean, takes_over bigint[]
    )
), raised AS (
    INSERT INTO flags_flag (patient_id, rule_code, rule_version, severity, about, day, needs, evidence, late,
        raised_at, state, acknowledged_name)
    SELECT %(patient)s, rule_code, rule_version, severity, about, day, needs, evidence, late, %(now)s, 'open', ''
    FROM wanted
    ON CONFLICT (patient_id, rule_code, about, severity) DO NOTHING
    RETURNING id, rule_code, about, severity
), taken_over AS (
    UPDATE flags_flag old SET state = 'superseded', superseded_by_id = raised.id
    FROM raised JOIN wanted USING (rule_code, about, severity)
    WHERE old.patient_id = %(patient)s AND old.id = ANY (wanted.takes_over)
        AND old.state IN ('open', 'acknowledged', 'actioned')
    RETURNING old.id
)
SELECT id FROM raised
"""


def today_of(patient: Patient, now: datetime | None = None) -> date:
    """Her day, at present or at `now`."""
    return local_day(now or timezone.now(), patient.zone)


@dataclass(frozen=True)
class _Known:
    """What stands in the way: the kinds of consent by link, the rules in use, and her flags so far."""

    shared: Collection[Collection[str]]
    versions: dict[str, int]
    numbers: Numbers
    raised: list[Raised]


def raise_for(
    patient: Patient,
    facts: Facts | Callable[[], Facts | None],
    *,
    day: date | None = None,
    only: frozenset[str] | None = None,
    now: datetime | None = None,
) -> list[int]:
    """Raise the flags that `facts` (or what it reads, when called) give reason for; their numbers. Belongs into the
    transaction of the save, by whoever holds `Patient.lock`.

    Nothing without a standing consent to all that a rule's evidence rests on, and nothing twice: the same again, or
    other numbers of a rule later on, leave flags and their evidence as they are. `day` is the one that was saved.
    `only`: these rules of a diary. `now` is another moment than the present, for the demo.

    One query when nothing is shared, two when nothing is found, else three.
    """
    if not settings.ENABLE_FLAGS:
        return []
    now = now or timezone.now()
    known = _known(patient, min(day or today_of(patient, now), today_of(patient, now)))
    facts = facts() if known.shared and callable(facts) else facts
    if not known.shared or facts is None:
        return []
    found = decide(matches(facts, known.numbers, only), known.raised, known.shared, known.numbers)
    return _write(patient, found, known, now) if found else []


def shared_with_anybody(patient: Patient, needs: Collection[str] = ()) -> bool:
    """Whether somebody from a service may see what rests on `needs`."""
    given = ConsentRecord.objects.in_force().filter(patient=patient).values_list("scope", flat=True)
    return settings.ENABLE_FLAGS and any(set(needs) <= set(scope) for scope in given)


def _known(patient: Patient, day: date) -> _Known:
    """All of it in one query."""
    told = {"patient": patient.pk, "today": timezone.now().date(), "since": day - LOOK_BACK}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, told | {"standing": list(Flag.STANDING)})
        consents, rules, flags = (json.loads(rows or "[]") for rows in cursor.fetchone())
    by_link: dict[int, set[str]] = {}
    for link, scope in consents:
        by_link.setdefault(link, set()).update(scope)
    return _Known(
        shared=[*by_link.values()],
        versions={code: version for code, version, _ in rules},
        numbers={code: parameters for code, _, parameters in rules},
        raised=[Raised(pk, *what, date.fromisoformat(on), stands) for pk, *what, on, stands in flags],
    )


def _write(patient: Patient, found: list[Decision], known: _Known, now: datetime) -> list[int]:
    wanted = json.dumps([_as_row(each, known.versions) for each in found])
    with connection.cursor() as cursor:
        cursor.execute(RAISE, {"wanted": wanted, "patient": patient.pk, "now": now})
        return [pk for (pk,) in cursor.fetchall()]


def _as_row(decision: Decision, versions: dict[str, int]) -> dict:
    match = decision.match
    return {
        "rule_code": match.code,
        "rule_version": versions[match.code],
        "severity": match.severity,
        "about": match.about,
        "day": match.day.isoformat(),
        "needs": match.needs,
        "evidence": list(match.evidence),
        "late": match.late,
        "takes_over": list(decision.takes_over),
    }
