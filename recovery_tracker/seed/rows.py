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
from review.models import EntryReview

from .shape import FLAGS, URGENT, URGENT_TURN, URGENT_WHO, Shape

CHARTED = 14  # how many symptoms that can be a line everybody answers
NOTES = ("Slept a little better.", "Rang my sister and we went for a walk by the river.", "A long day. Tea, then bed.")
QUESTIONNAIRE_EVERY = 28  # days

PEOPLE = "unnest(%(keys)s::bigint[]) WITH ORDINALITY AS who (id, n)"
DAYS = "generate_series(0, %(days)s - 1) AS ago"
MOMENT = """LATERAL (SELECT %(today)s::date - ago::int AS day, least(
    %(today)s::date - ago::int + time '19:30' AT TIME ZONE 'UTC', %(now)s) AS at) AS moment"""
NOTE = f"CASE WHEN ago %% 3 = 0 THEN (%(notes)s::text[])[1 + ago %% {len(NOTES)}] ELSE '' END"
# Nobody writes every day; every twelfth has been silent for some days; who wrote today varies.
WRITES = "(ago + n) %% 11 > 0 AND (n %% 12 <> 5 OR ago > 3 + n %% 9)"
ANSWER = (
    "least({high}, greatest({low}, round({low} + ({high} - {low}) * (0.5 + 0.35 * sin((ago + 17 * n) / 11.0 + {place})"
    " + ((ago * {place} + n * 5) %% 4 - 1.5) * 0.08))))::int"
)
READ = f"journal_entry entry JOIN {PEOPLE} ON who.id = entry.patient_id"
IS_READ = "n <= %(hers)s AND %(today)s::date - entry.date > n %% 5"
ASKED = f"generate_series(1, %(days)s - 1, {QUESTIONNAIRE_EVERY}) AS ago"
REVIEW = {
    "patient_id": "entry.patient_id",
    "entry_id": "entry.id",
    "clinician_id": "%(clinician)s",
    "reviewer_name": "%(name)s",
    "reviewed_at": "entry.updated_at",
    "entry_updated_at": "entry.updated_at",
}
THEN = "%(now)s - ago * interval '1 day'"
# The first version of each, as the triggers would have kept it row by row, which takes ten times as long.
KEPT = (Entry, Response)
VERSIONS = """
INSERT INTO {event} ({columns}, pgh_obj_id, pgh_created_at, pgh_label)
SELECT {columns}, id, recorded_at, 'insert' FROM {table} WHERE patient_id = ANY(%(keys)s)
"""
FLAGS_A_BATCH = 5000
MOST_HOURS = 24 * 12  # how old a flag is at most
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
    _insert(Entry, _entry(), f"{PEOPLE}, {DAYS}, {MOMENT} WHERE {WRITES}", given)
    _insert(EntryReview, REVIEW, f"{READ} WHERE {IS_READ}", given)
    for instrument in instruments.offered():
        of_it = {"instrument": instrument.key, "version": instrument.version}
        _insert(Response, _response(instrument), f"{PEOPLE}, {ASKED}", given | of_it)
    with connection.cursor() as cursor:
        for model in KEPT:
            cursor.execute(_versions(model), given)
    flags = _flags(shape, keys, now)
    while batch := list(islice(flags, FLAGS_A_BATCH)):
        Flag.objects.bulk_create(batch)


def _insert(model, columns: dict[str, str], source: str, given: dict) -> None:
    """Rows of `model` for each row of `source`: `columns` as SQL, every other one as the model's default."""
    others = [field for field in model._meta.concrete_fields if field.column not in columns and not field.primary_key]
    usual = {field.column: field.get_db_prep_save(field.get_default(), connection) for field in others}
    values = [*columns.values(), *(f"%({name})s" for name in usual)]
    names = ", ".join([*columns, *usual])
    statement = f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values)} FROM {source}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, given | usual)


def _entry() -> dict[str, str]:
    """SQL of the columns of an entry."""
    told = {"ratings": _ratings(), "note": NOTE, "client_id": "gen_random_uuid()"}
    return {"patient_id": "id", "date": "day", **told, "recorded_at": "at", "updated_at": "at"}


def _response(instrument: Instrument) -> dict[str, str]:
    """SQL of the columns of an answered questionnaire."""
    which = {"instrument": "%(instrument)s", "version": "%(version)s", "client_id": "gen_random_uuid()"}
    told = {"day": "%(today)s::date - ago::int", "answers": _answers(instrument)}
    return {"patient_id": "id", **which, **told, "recorded_at": THEN, "updated_at": THEN}


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
        code, severity, needs, told = _kind(who, turn)
        at = now - timedelta(hours=1 + (turn * 31 + who * 7) % MOST_HOURS)
        day = at.date()
        evidence = [{"code": code, "date": day.isoformat(), "value": value} for code, value in told]
        fields = {"day": day, "raised_at": at, "needs": needs, "evidence": evidence, "rule_version": 1}
        yield Flag(patient_id=keys[who], rule_code=code, severity=severity, about=f"{day} {turn}", **fields)


def _kind(who: int, turn: int) -> tuple:
    """Some people have some that are urgent."""
    if who % URGENT_WHO == 3 and turn % URGENT_TURN == 0:
        return URGENT[(who + turn) % len(URGENT)]
    return FLAGS[(turn + who) % len(FLAGS)]
