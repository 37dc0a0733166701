"""What others said on the same day since last use: made at night from the answers of people who agreed to be counted,
and read by the timeline. Off unless a deployment turns it on. `docs/others.md` says whom this protects, and from what.
"""

import json
from collections.abc import Iterable

from django.conf import settings
from django.db import connection

from accounts import rls
from journal import catalogue
from journal.models import Entry, Episode, Symptom, UseEvent
from journal.models.entry import SAFE_NOW, SELF_HARM, USED, USED_OTHER

from .contributing import TEXT_VERSION
from .models import DayQuartiles
from .reading import charted_symptoms

LEAST_PEOPLE = 20  # behind every point; below that there is no point
BATCH = 5  # people come to a point by so many at once, so that a point never moves by one newcomer's answer
LAST_DAY = 180  # since last use; the band of the last phase is shown to about here (brief 2.1)
NEVER = frozenset([USED, USED_OTHER, SELF_HARM, SAFE_NOW])
LEGEND = (
    f"The shaded stripe: the middle half of at least {LEAST_PEOPLE} people who agreed to be counted, on the same day. "
    "It says nothing about how you should be."
)
LOCK = 710_020  # two builds at once: the second waits, and makes the same rows again

# One value a person and point. A day's number is counted from the date of last use that held on it: exact, never
# corrected away, and with no later use that she told of (a prescribed dose aside) up to that day. With several such
# days of one number her latest counts. People stand in line at each point by when their answer came to count, and only
# whole batches of them are taken.
BUILD = """
WITH people AS (
    SELECT given.patient_id, given.agreed_at
    FROM timeline_contribution given
    JOIN accounts_patient patient ON patient.user_id = given.patient_id
    JOIN accounts_user account ON account.id = given.patient_id
    WHERE given.withdrawn_at IS NULL AND given.text_version = %(text_version)s
    AND patient.erase_on IS NULL AND account.is_active AND account.is_demo = %(is_demo)s
), last_uses AS (
    SELECT episode.*, agreed_at, min(day0) OVER (
        PARTITION BY patient_id ORDER BY day0 GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING
    ) AS next_day0
    FROM journal_episode episode JOIN people USING (patient_id)
    WHERE day0 IS NOT NULL AND end_reason <> %(corrected)s
), stretches AS MATERIALIZED (
    SELECT patient_id, day0, started_at, agreed_at, least(ended_on, next_day0, (
        SELECT min(used.date) FROM journal_useevent used
        WHERE used.patient_id = last_uses.patient_id AND used.date > day0
        AND used.kind = %(not_prescribed)s AND used.taken_back_at IS NULL
    )) AS until
    FROM last_uses WHERE precision = %(exact)s
), days AS (
    SELECT DISTINCT ON (patient_id, date - day0)
        patient_id, date - day0 AS day, ratings, greatest(updated_at, started_at, agreed_at) AS counts_since
    FROM stretches JOIN journal_entry entry USING (patient_id)
    WHERE date BETWEEN day0 AND day0 + %(last_day)s AND (until IS NULL OR date < until) AND source = %(written_here)s
    ORDER BY patient_id, date - day0, day0 DESC, started_at
), answers AS (
    SELECT symptom.id AS symptom_id, day, patient_id, counts_since, minimum, maximum,
        CASE jsonb_typeof(answer.value) WHEN 'number' THEN answer.value::float8 END AS value
    FROM days
    CROSS JOIN LATERAL jsonb_each(ratings) answer
    JOIN journal_symptom symptom ON symptom.code = answer.key AND symptom.id = ANY(%(symptoms)s)
), in_line AS (
    SELECT symptom_id, day, value,
        row_number() OVER (PARTITION BY symptom_id, day ORDER BY counts_since, patient_id) AS place,
        count(*) OVER (PARTITION BY symptom_id, day) AS behind
    FROM answers WHERE value BETWEEN minimum AND maximum
), points AS (
    SELECT symptom_id, day, count(*) AS people,
        percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS quartile
    FROM in_line WHERE place <= behind - mod(behind, %(batch)s)
    GROUP BY symptom_id, day HAVING count(*) >= %(least_people)s
)
INSERT INTO timeline_dayquartiles (symptom_id, day, lower, middle, upper, people)
SELECT symptom_id, day, round((quartile[1] * 2)::numeric) / 2, round((quartile[2] * 2)::numeric) / 2,
    round((quartile[3] * 2)::numeric) / 2, people
FROM points
"""


def rebuild() -> int:
    """Make all points anew, in one transaction: whoever reads meanwhile has the old ones. How many there are; where it
    is turned off, none are left. For commands, in the service role."""
    with rls.service_role(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("DELETE FROM timeline_dayquartiles")
        if not settings.OTHERS_BAND:
            return 0
        cursor.execute(BUILD, _rules())
        return cursor.rowcount


def _rules() -> dict:
    return {
        "text_version": TEXT_VERSION,
        "is_demo": settings.DEMO,
        "corrected": Episode.EndReason.DATE_CORRECTED,
        "exact": Episode.Precision.EXACT,
        "not_prescribed": UseEvent.Kind.NON_PRESCRIBED,
        "written_here": Entry.Source.FORM,
        "symptoms": [symptom.pk for symptom in counted_symptoms()],
        "last_day": LAST_DAY,
        "batch": BATCH,
        "least_people": LEAST_PEOPLE,
    }


def counted_symptoms() -> list[Symptom]:
    """The questions whose answers are counted: those that can be a line and came with the product. A question that an
    administrator adds may ask about use, whatever it is called."""
    shipped = {row["code"] for row in json.loads(catalogue.FILE.read_text(encoding="utf-8"))} - NEVER
    return [each for each in charted_symptoms() if each.code in shipped and each.group != Symptom.Group.SAFETY]


def quartiles(
    symptom_codes: Iterable[str], first_day: int, last_day: int
) -> dict[str, tuple[tuple[int, float, float, float], ...]]:
    """For each of `symptom_codes` its points from `first_day` to `last_day` since last use, oldest first: (day, lower
    quartile, median, upper quartile). A day that too few stand behind is missing. One query; none where it is off."""
    points: dict[str, list] = {code: [] for code in symptom_codes}
    if settings.OTHERS_BAND and points:
        rows = DayQuartiles.objects.filter(symptom__code__in=list(points), day__range=(first_day, last_day))
        for code, day, *three in rows.order_by("day").values_list("symptom__code", "day", "lower", "middle", "upper"):
            points[code].append((day, *map(float, three)))
    return {code: tuple(found) for code, found in points.items()}
