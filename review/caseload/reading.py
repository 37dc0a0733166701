"""What the caseload asks the database: a fixed number of statements, whoever and however many there are.

They are statements of our own where the ORM takes longer to word them than the database to answer. Whose rows they may
be is said by `keys`, those who share with the clinician, and by the row rules once more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from accounts.models import BreakGlass, CareLink, Clinician, ConsentRecord, Cover, Membership
from accounts.models.change import OF_CASELOAD
from clinical.missed import Pause
from journal import catalogue
from journal.kept import stamp_of_all
from timeline import content

from ..access import Sharing
from ..models import ReadUntil, saved_since
from ..models.reading import IMPORT_TAKES, WAITING_BEFORE_LINK, waits

SPARKLINE_DAYS = 14
RECENT = timedelta(days=SPARKLINE_DAYS)
PAUSES_BACK = timedelta(days=400)  # as far as silence is counted without those that lie further back
STANDING = "('open', 'acknowledged', 'actioned')"
TOTALS_BACK = 3  # answered questionnaires among which two totals are looked for

# What access rests on (`accounts.reach`), beside the account of whoever asks.
ACCESS = (ConsentRecord, CareLink, Membership, Cover, BreakGlass)
# What every look asks for: who shares what, the stamps of what is the same for everybody, of whom something has
# changed, and what the row rules go by (whose rows and which of them the other statements may meet): also as stamps, so
# that access that has ended and begun again is another one.
ASK = f"""
SELECT rt_consents()::text, {catalogue.STAMP}, {content.STAMP}, {OF_CASELOAD}::text,
       current_setting('role'), rt_colleagues()::text, rt_caseload()::text, rt_shared()::text,
       {stamp_of_all(*ACCESS)}, (SELECT xmin::text FROM accounts_user WHERE id = rt_me())
"""  # noqa: S608  constants
# The last entry is looked for among the last days of all patients at once, and one by one only of those without any:
# the row rules make a search for one patient as long as one for many.
WHO = """
WITH recent AS MATERIALIZED (
    SELECT patient_id, max(date) AS last FROM journal_entry
    WHERE patient_id = ANY(%(keys)s) AND date >= %(first)s GROUP BY patient_id
), paused AS MATERIALIZED (
    SELECT patient_id, json_agg(json_build_array(reason, starts_on, ends_on)) AS days FROM journal_pause
    WHERE patient_id = ANY(%(keys)s) AND starts_on <= ends_on AND ends_on >= %(since)s GROUP BY patient_id
)
SELECT patient.user_id, patient.chosen_name, patient.code, patient.time_zone, patient.created_at,
       CASE WHEN recent.last IS NULL
       THEN (SELECT max(date) FROM journal_entry WHERE patient_id = patient.user_id) ELSE recent.last END,
       episode.day0, episode.precision, plan.looked_on + nullif(plan.every_days, 0)::int, paused.days, read.until
FROM accounts_patient patient
LEFT JOIN recent ON recent.patient_id = patient.user_id
LEFT JOIN paused ON paused.patient_id = patient.user_id
LEFT JOIN journal_episode episode ON episode.patient_id = patient.user_id AND episode.ended_on IS NULL
LEFT JOIN review_reviewplan plan ON plan.patient_id = patient.user_id AND plan.clinician_id = %(clinician)s
LEFT JOIN review_readuntil read ON read.patient_id = patient.user_id AND read.clinician_id = %(clinician)s
WHERE patient.user_id = ANY(%(keys)s)
"""
WAITING = f"""
SELECT entry.patient_id, count(*), min(entry.updated_at)
FROM journal_entry entry
JOIN unnest(%(keys)s::bigint[], %(since)s::timestamptz[]) who (id, since) ON who.id = entry.patient_id
WHERE (entry.patient_id = ANY(%(reads)s::bigint[]) AND entry.updated_at >= %(lately)s
       OR entry.patient_id = ANY(%(behind)s::bigint[]) AND entry.updated_at >= %(long_ago)s)
AND {waits("who.since")}
GROUP BY entry.patient_id
"""  # noqa: S608  constants
# For each patient: how many flags stand, and of the urgent ones and those asking for attention: since when, and whether
# there are some that nobody has taken on; and of which kinds.
FLAGS = f"""
SELECT patient_id, count(*), min(raised_at) FILTER (WHERE severity = 'urgent'),
       bool_or(state = 'open') FILTER (WHERE severity = 'urgent'),
       min(raised_at) FILTER (WHERE severity = 'attention'),
       bool_or(state = 'open') FILTER (WHERE severity = 'attention'), array_agg(DISTINCT rule_code)
FROM flags_flag WHERE patient_id = ANY(%(keys)s) AND state IN {STANDING} GROUP BY patient_id
"""  # noqa: S608  constants
# For each patient the first kinds of flags that stand (a rule at a severity), with the newest flag of each.
KINDS = f"""
SELECT kind.patient_id, kind.rule_code, kind.severity, kind.is_open, kind.since, kind.many, newest.evidence,
       newest.late, newest.state, newest.acknowledged_name
FROM (SELECT kinds.*, row_number() OVER (PARTITION BY patient_id ORDER BY rank DESC, is_open DESC, since, rule_code) n
      FROM (SELECT patient_id, rule_code, severity, bool_or(state = 'open') AS is_open, min(raised_at) AS since,
                   count(*) AS many, max(id) AS newest_id,
                   CASE severity WHEN 'urgent' THEN 2 WHEN 'attention' THEN 1 ELSE 0 END AS rank
            FROM flags_flag WHERE patient_id = ANY(%(keys)s) AND state IN {STANDING}
            GROUP BY patient_id, rule_code, severity) kinds) kind
JOIN flags_flag newest ON newest.id = kind.newest_id
WHERE n <= %(most)s ORDER BY kind.patient_id, n
"""  # noqa: S608  constants
# For each patient the last days, with the answers about craving and low mood (of an entry that was entered in error the
# day counts, and its answers don't), and the newest questionnaires of those who share them.
DETAILS = f"""
SELECT who.id, days.dates, days.craving, days.low_mood, answered.told
FROM unnest(%(keys)s::bigint[]) who (id)
LEFT JOIN (
    SELECT patient_id, array_agg(date - %(first)s::date) AS dates,
           array_agg(CASE WHEN is_error THEN NULL ELSE ratings ->> 'craving' END) AS craving,
           array_agg(CASE WHEN is_error THEN NULL ELSE ratings ->> 'low_mood' END) AS low_mood
    FROM (SELECT patient_id, date, ratings, id = ANY ((SELECT array_agg(entry_id) FROM (
                 SELECT DISTINCT ON (entry_id) entry_id, holds FROM review_enteredinerror
                 WHERE patient_id = ANY(%(keys)s) ORDER BY entry_id, id DESC) said WHERE holds)::bigint[]) AS is_error
          FROM journal_entry WHERE patient_id = ANY(%(keys)s) AND date >= %(first)s) entry
    GROUP BY patient_id
) days ON days.patient_id = who.id
LEFT JOIN (
    SELECT patient_id, json_agg(json_build_array(instrument, version, answers) ORDER BY day DESC) AS told
    FROM (SELECT patient_id, instrument, version, answers, day,
                 row_number() OVER (PARTITION BY patient_id, instrument ORDER BY day DESC) AS n
          FROM assessments_response WHERE patient_id = ANY(%(asked)s) AND day >= %(since)s) response
    WHERE n <= {TOTALS_BACK} GROUP BY patient_id
) answered ON answered.patient_id = who.id
"""  # noqa: S608  constants


@dataclass(frozen=True, slots=True)
class Asked:
    """What every look asks for, as the database words it: equal texts say the same. `allowed` is what the row rules go
    by."""

    consents: str
    symptoms: str
    content: str
    changes: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """A patient as far as the list needs one, with what is kept about where she stands. `pauses`: reason and days;
    nothing saved before `read_until` waits for the clinician, as far as it is known."""

    pk: int
    chosen_name: str
    code: object
    zone: str
    joined: datetime
    last_entry: date | None
    day0: date | None
    precision: str | None
    due_on: date | None
    pauses: tuple[tuple[str, Pause], ...]
    read_until: datetime | None

    @property
    def short_code(self) -> str:
        """As `Patient.short_code`."""
        digits = self.code.hex.upper()
        return f"{digits[:2]}-{digits[2:6]}"


@dataclass(frozen=True, slots=True)
class Flags:
    """What stands for one patient: how many, of the urgent and of those asking for attention since when (None: there
    are none) and whether some are open, and of which rules."""

    many: int
    urgent_since: datetime | None
    urgent_open: bool | None
    attention_since: datetime | None
    attention_open: bool | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Flags of one rule and severity that stand for one patient; from `evidence` on of the newest of them."""

    code: str
    severity: str
    is_open: bool
    since: datetime
    many: int
    evidence: str
    late: bool
    state: str
    taken_by: str


def _rows(statement: str, given: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def ask() -> Asked:
    """What every look asks for."""
    consents, symptoms, content_stamp, changes, *allowed = _rows(ASK, {})[0]
    return Asked(consents, symptoms, content_stamp, changes, tuple(allowed))


def who(keys: Sequence[int], clinician: Clinician, now: datetime) -> list[Who]:
    """Each of them, once."""
    given = {"keys": list(keys), "clinician": clinician.pk, "since": (now - PAUSES_BACK).date()}
    rows = _rows(WHO, given | {"first": (now - RECENT).date()})
    return [Who(*row[:9], _pauses(row[9]), row[10]) for row in rows]


def _pauses(told: list | None) -> tuple[tuple[str, Pause], ...]:
    day = date.fromisoformat
    return tuple((reason, Pause(day(first), day(last))) for reason, first, last in told or ())


def flags(keys: Sequence[int]) -> dict[int, Flags]:
    """What stands, by patient."""
    return {key: Flags(*told) for key, *told in _rows(FLAGS, {"keys": list(keys)})}


def kinds(keys: Sequence[int], most: int) -> dict[int, list[Kind]]:
    """The first kinds of each patient: the most urgent, of these what nobody took on, of these the oldest."""
    found: dict[int, list[Kind]] = {}
    for key, *told in _rows(KINDS, {"keys": list(keys), "most": most}):
        found.setdefault(key, []).append(Kind(*told))
    return found


def waiting(
    everybody: Sequence[Who], sharing: Mapping[int, Sharing], clinician: Clinician, now: datetime
) -> dict[int, tuple[int, datetime]]:
    """By patient: how many entries wait for `clinician`, and since when; those without any are left out. What was
    read up to some moment isn't looked at again (`ReadUntil`). It is the rule of `unread`, worded for all patients at
    once, and a test holds the two together."""
    known = {who.pk: who.read_until for who in everybody if who.pk in sharing and not sharing[who.pk].emergency}
    reads, lately, behind, long_ago = saved_since(known, now)
    given = {"reads": reads, "lately": lately, "behind": behind, "long_ago": long_ago, "keys": list(known)}
    given |= {"since": [sharing[key].since - WAITING_BEFORE_LINK for key in known], "takes": IMPORT_TAKES}
    found = {patient: (many, since) for patient, many, since in _rows(WAITING, given)}
    ReadUntil.objects.move_on(clinician, known, {key: since for key, (_, since) in found.items()}, now)
    return found


def details(keys: Sequence[int], asked: Sequence[int], first: date, since: date) -> tuple[dict, dict]:
    """By patient and day, from `first` on: what she answered about craving and about low mood, as text. And by patient
    and instrument, newest first: version and answers of the last ones since a day; of the patients `asked` only."""
    days, answers = {}, {}
    given = {"keys": list(keys), "asked": list(asked), "first": first, "since": since}
    for key, after, craving, low_mood, told in _rows(DETAILS, given):
        dates = (first + timedelta(days=number) for number in after or ())
        days[key] = dict(zip(dates, zip(craving or (), low_mood or (), strict=True), strict=True))
        for instrument, *answered in told or ():
            answers.setdefault((key, instrument), []).append(answered)
    return days, answers
