"""Entries, readings, questionnaires and flags: made by the database itself, as there are hundreds of thousands."""

from collections.abc import Iterable
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection

from accounts.encrypted import seal
from accounts.models import Clinician
from assessments.models import Response
from clinical import instruments
from clinical.instruments import Instrument
from flags.models import Flag
from journal.models import Entry, Symptom
from journal.models.entry import SELF_HARM, USED

from .shape import FLAGS, URGENT, URGENT_EVERY, Shape

CHARTED = 14  # how many symptoms that can be a line everybody answers
NOTES = ("Slept a little better.", "Rang my sister and we went for a walk by the river.", "A long day. Tea, then bed.")
QUESTIONNAIRE_EVERY = 28  # days

PEOPLE = "unnest(%(keys)s::bigint[]) WITH ORDINALITY AS who (id, n)"
# Nobody writes every day; every twelfth has been silent for some days; who wrote today varies.
ENTRIES = f"""
INSERT INTO journal_entry (patient_id, date, ratings, triggers, coping, note, late, source, revision, client_id,
                           catalogue_version, recorded_at, updated_at)
SELECT id, day, {{ratings}}, '[]', '[]', CASE WHEN ago %% 3 = 0 THEN (%(notes)s::text[])[1 + ago %% {len(NOTES)}]
       ELSE '' END, false, 'form', 1, gen_random_uuid(), 1, at, at
FROM {PEOPLE}, generate_series(0, %(days)s - 1) AS ago,
     LATERAL (SELECT %(today)s::date - ago::int AS day,
                     least(%(today)s::date - ago::int + time '19:30' AT TIME ZONE 'UTC', %(now)s) AS at) AS moment
WHERE (ago + n) %% 11 > 0 AND (n %% 12 <> 5 OR ago > 3 + n %% 9)
"""  # noqa: S608  constants
ANSWER = (
    "least({high}, greatest({low}, round({low} + ({high} - {low}) * (0.5 + 0.35 * sin((ago + 17 * n) / 11.0 + {place})"
    " + ((ago * {place} + n * 5) %% 4 - 1.5) * 0.08))))::int"
)
READ = f"""
INSERT INTO review_entryreview (patient_id, entry_id, clinician_id, reviewer_name, reviewed_at, entry_updated_at)
SELECT entry.patient_id, entry.id, %(clinician)s, %(name)s, entry.updated_at, entry.updated_at
FROM journal_entry entry JOIN {PEOPLE} ON who.id = entry.patient_id
WHERE n <= %(hers)s AND %(today)s::date - entry.date > n %% 5
"""  # noqa: S608  constants
RESPONSES = f"""
INSERT INTO assessments_response (patient_id, instrument, version, language, day, answers, revision, client_id,
                                  recorded_at, updated_at)
SELECT id, %(instrument)s, %(version)s, 'en', %(today)s::date - ago::int, {{answers}}, 1, gen_random_uuid(),
       %(now)s - ago * interval '1 day', %(now)s - ago * interval '1 day'
FROM {PEOPLE}, generate_series(1, %(days)s - 1, {QUESTIONNAIRE_EVERY}) AS ago
"""  # noqa: S608  constants
# The first version of each, as the triggers would have kept it row by row, which takes ten times as long.
KEPT = (Entry, Response)
VERSIONS = """
INSERT INTO {event} ({columns}, pgh_obj_id, pgh_created_at, pgh_label)
SELECT {columns}, id, recorded_at, 'insert' FROM {table} WHERE patient_id = ANY(%(keys)s)
"""
FLAGS_A_BATCH = 5000
MOST = 10  # of a scale in hours or in times, which go on higher


@contextmanager
def without_triggers():
    """For the length of a block, within a transaction of the tables' owner: nothing is kept of what is written."""
    with connection.cursor() as cursor:
        _triggers("DISABLE", cursor)
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _triggers("ENABLE", cursor)


def _triggers(what: str, cursor) -> None:
    for model in KEPT:
        cursor.execute(f'ALTER TABLE "{model._meta.db_table}" {what} TRIGGER USER')


def write(shape: Shape, keys: list[int], clinician: Clinician, now: datetime) -> None:
    """All of it for the patients `keys`, up to the day of `now`; the first of them are read by `clinician`."""
    given = {"keys": keys, "days": shape.days, "today": now.date(), "now": now, "notes": [seal(note) for note in NOTES]}
    given |= {"clinician": clinician.pk, "name": str(clinician), "hers": shape.hers}
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES.format(ratings=_ratings()), given)
        cursor.execute(READ, given)
        for instrument in instruments.offered():
            statement = RESPONSES.format(answers=_answers(instrument))
            cursor.execute(statement, given | {"instrument": instrument.key, "version": instrument.version})
        for model in KEPT:
            cursor.execute(_versions(model), given)
    flags = _flags(shape, keys, now)
    while batch := list(islice(flags, FLAGS_A_BATCH)):
        Flag.objects.bulk_create(batch)


def _versions(model) -> str:
    """SQL that keeps the rows of `model` as their first versions."""
    event = model.history.rel.related_model
    columns = {field.column for field in event._meta.fields} & {field.column for field in model._meta.fields}
    names = ", ".join(sorted(columns))
    return VERSIONS.format(event=event._meta.db_table, table=model._meta.db_table, columns=names)


def _ratings() -> str:
    """SQL of one entry's answers: those of the quick check-in, and enough others that can be a line."""
    quick = list(Symptom.objects.quick())
    more = [symptom for symptom in Symptom.objects.active() if symptom.charted and symptom not in quick]
    asked = quick + more[: CHARTED - sum(symptom.charted for symptom in quick)]
    return _object((symptom.code, _answer(symptom)) for symptom in asked)


def _answer(symptom: Symptom) -> str:
    if symptom.code == SELF_HARM:
        return "0"
    if symptom.scale == Symptom.Scale.BOOL:
        return "ago %% 90 = 61" if symptom.code == USED else "false"
    return ANSWER.format(low=int(symptom.minimum), high=min(int(symptom.maximum), MOST), place=symptom.position % 7)


def _answers(instrument: Instrument) -> str:
    """SQL of one answered questionnaire: from mild to severe, and back. Nobody tells of harm."""
    scored = (f"((ago / {QUESTIONNAIRE_EVERY} + n + {item.n}) %% 4)::int" for item in instrument.items)
    codes = [item.code for item in instrument.items]
    told = zip(codes, scored, strict=True)
    return _object((code, "0" if code == instrument.harm_item else answer) for code, answer in told)


def _object(pairs: Iterable[tuple[str, str]]) -> str:
    members = (f"'{name}', {value}" for name, value in pairs)
    return f"jsonb_build_object({', '.join(members)})"


def _flags(shape: Shape, keys: list[int], now: datetime):
    """Those that stand, spread over the clinician's patients, each some hours older than the one before."""
    for number in range(shape.flags if shape.hers else 0):
        who, turn = number % shape.hers, number // shape.hers
        is_urgent = number % URGENT_EVERY == 0
        code, need = URGENT[turn % len(URGENT)] if is_urgent else (None, None)
        code, severity, need = (code, "urgent", need) if is_urgent else FLAGS[(turn + who) % len(FLAGS)]
        at = now - timedelta(hours=1 + (turn * 31 + who * 7) % (24 * 12))
        evidence = [{"code": "craving", "date": at.date().isoformat(), "value": 8}]
        fields = {"rule_version": 1, "day": at.date(), "raised_at": at, "needs": [need], "evidence": evidence}
        yield Flag(patient_id=keys[who], rule_code=code, severity=severity, about=f"{at.date()} {turn}", **fields)
