"""What a lead's page counts, inside the database.

A lead doesn't see all of her team's patients, and needn't: `rt_clinic` counts over them and gives out numbers alone, to
nobody but who leads that team at this moment. It runs as rt_service, which meets every row, and which the web app can't
become. The patients are those who share with the team, or with somebody within it, under a standing consent; what lies
before that isn't counted. Days are those of where the patient lives.

It gives: how many people there are (`people`) and how many of them whoever asks doesn't see herself (`unseen`), how
many are `silent`, the `open` flags by severity, and by week entries and writers (`weeks`), days in care (`care`) and
flags (`flags`, by rule, severity, day raised and day seen; `people_flagged` by week and `people_ruled` by rule).
"""

from accounts.reach import TODAY
from clinical.phases import DAY_STARTS_AT_HOUR

NAME = "rt_clinic(team bigint, first date, silent_from integer)"
_CONSENT = f"""EXISTS (
    SELECT FROM accounts_consentrecord given
    WHERE given.link_id = link.id AND given.revokes_id IS NULL AND given.expires_on >= {TODAY}
    AND NOT EXISTS (SELECT FROM accounts_consentrecord taken WHERE taken.revokes_id = given.id))"""  # noqa: S608
_BODY = f"""
WITH care AS MATERIALIZED (
    SELECT link.patient_id AS patient, min(link.started_at) AS since
    FROM accounts_carelink link
    WHERE (SELECT rt_works()) AND rt_clinic.team = ANY ((SELECT rt_led())::bigint[]) AND link.ended_at IS NULL
    AND (link.team_id = rt_clinic.team OR link.within_id = rt_clinic.team) AND {_CONSENT}
    GROUP BY link.patient_id
), who AS MATERIALIZED (
    SELECT care.patient, care.since, person.time_zone AS zone,
        greatest((care.since AT TIME ZONE person.time_zone)::date, rt_clinic.first) AS counted_from,
        (person.created_at AT TIME ZONE person.time_zone - interval '{DAY_STARTS_AT_HOUR} hours')::date AS began,
        (now() AT TIME ZONE person.time_zone - interval '{DAY_STARTS_AT_HOUR} hours')::date AS today
    FROM care JOIN accounts_patient person ON person.user_id = care.patient
), flagged AS MATERIALIZED (
    SELECT flag.patient_id, flag.rule_code, flag.severity, (flag.raised_at AT TIME ZONE who.zone)::date AS raised_on,
        (flag.acknowledged_at AT TIME ZONE who.zone)::date AS seen_on
    FROM flags_flag flag JOIN who ON who.patient = flag.patient_id
    WHERE flag.state <> 'superseded' AND flag.raised_at >= who.since
    AND (flag.raised_at AT TIME ZONE who.zone)::date >= rt_clinic.first
)
SELECT jsonb_build_object(
    'people', (SELECT count(*) FROM who),
    'unseen', (SELECT count(*) FROM who WHERE NOT who.patient = ANY ((SELECT rt_caseload())::bigint[])),
    'silent', (SELECT count(*) FROM who, LATERAL (
        SELECT greatest(max(entry.date), who.began) AS last FROM journal_entry entry
        WHERE entry.patient_id = who.patient
    ) wrote WHERE (SELECT count(*) FROM (
        SELECT FROM generate_series(wrote.last + 1, who.today - 1, interval '1 day') quiet
        WHERE NOT EXISTS (SELECT FROM journal_pause pause WHERE pause.patient_id = who.patient
            AND quiet::date BETWEEN pause.starts_on AND pause.ends_on)
        LIMIT rt_clinic.silent_from) days) >= rt_clinic.silent_from),
    'open', (SELECT coalesce(jsonb_agg(to_jsonb(each)), '[]') FROM (
        SELECT flag.severity, count(*) AS flags, count(DISTINCT flag.patient_id) AS people,
            min(flag.raised_at) AS oldest
        FROM flags_flag flag JOIN who ON who.patient = flag.patient_id WHERE flag.state = 'open' GROUP BY flag.severity
    ) each),
    'weeks', (SELECT coalesce(jsonb_agg(to_jsonb(each)), '[]') FROM (
        SELECT date_trunc('week', entry.date)::date AS week, count(*) AS entries, count(DISTINCT who.patient) AS people
        FROM journal_entry entry JOIN who ON who.patient = entry.patient_id
        WHERE entry.date BETWEEN who.counted_from AND who.today GROUP BY 1
    ) each),
    'care', (SELECT coalesce(jsonb_agg(to_jsonb(each)), '[]') FROM (
        SELECT begins::date AS week, count(*) AS people,
            sum(least(begins::date + 6, who.today) - greatest(begins::date, who.counted_from) + 1) AS days
        FROM who, generate_series(date_trunc('week', rt_clinic.first::timestamp), who.today, interval '7 days') begins
        WHERE begins::date + 6 >= who.counted_from GROUP BY 1
    ) each),
    'flags', (SELECT coalesce(jsonb_agg(to_jsonb(each)), '[]') FROM (
        SELECT rule_code AS rule, severity, raised_on, seen_on, count(*) AS flags FROM flagged GROUP BY 1, 2, 3, 4
    ) each),
    'people_flagged', (SELECT coalesce(jsonb_object_agg(week, people), '{{}}') FROM (
        SELECT date_trunc('week', raised_on)::date AS week, count(DISTINCT patient_id) AS people FROM flagged
        WHERE severity <> 'info' GROUP BY 1) each),
    'people_ruled', (SELECT coalesce(jsonb_object_agg(rule_code, people), '{{}}') FROM (
        SELECT rule_code, count(DISTINCT patient_id) AS people FROM flagged GROUP BY 1) each)
)"""  # noqa: S608  our own words
_DEFINITION = f"""CREATE OR REPLACE FUNCTION {NAME} RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ {_BODY} $$"""

# The function belongs to rt_service, so rt_service makes it. It may make things for no longer than that.
STATEMENTS = (
    "GRANT CREATE ON SCHEMA public TO rt_service",
    "SET ROLE rt_service",
    _DEFINITION,
    f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {NAME} TO rt_clinician",
    "RESET ROLE",
    "REVOKE CREATE ON SCHEMA public FROM rt_service",
)
