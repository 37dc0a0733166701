"""Whom a clinician reaches, in SQL: the rule of `Patient.objects.visible_to`, held a second time and apart from it.

The functions run as whoever asks, under the row rules. In a condition they stand as `(SELECT …)`, so that they are
worked out once a statement.
"""

ME = "(SELECT rt_me())"
NOW = "statement_timestamp()"
TODAY = "(now() AT TIME ZONE 'UTC')::date"
CASELOAD = "ANY ((SELECT rt_caseload())::bigint[])"  # all whom she may see
SHARED = "(SELECT rt_shared())"  # by patient, the kinds of consent that are shared with her
CARED_FOR = "ANY ((SELECT rt_cared_for())::bigint[])"  # without emergencies, which are to read only
TEAMS = "ANY ((SELECT rt_teams())::bigint[])"
LED = "ANY ((SELECT rt_led())::bigint[])"
COLLEAGUES = "ANY ((SELECT rt_colleagues())::bigint[])"  # herself, and all who are or were in a team of hers
LINKS = "ANY ((SELECT rt_links())::bigint[])"  # the care links that reach her
OPENED_LINKS = "ANY ((SELECT rt_opened_links())::bigint[])"  # those of patients whose journal she opened
OPENED = "ANY ((SELECT rt_opened())::bigint[])"
# Of a row of accounts_carelink.
OWN = f"clinician_id = {ME} AND (NOT handed_over OR within_id = {TEAMS})"
OWN_OR_LED = f"ended_at IS NULL AND ({OWN} OR within_id = {LED})"
REACHED = f"""ended_at IS NULL AND ({OWN} OR team_id = {TEAMS}
    OR clinician_id = ANY ((SELECT rt_covered())::bigint[])
    AND (clinician_id || ' in ' || within_id) = ANY ((SELECT rt_covers())::text[]))"""
PRESENT = f"started_at <= {NOW} AND (ended_at IS NULL OR ended_at > {NOW})"


def is_member(clinician: str, team: str) -> str:
    """The condition that the clinician of one column belongs to the team of another."""
    who = f"m.clinician_id = {clinician} AND m.team_id = {team}"
    return f"EXISTS (SELECT FROM accounts_membership m WHERE {who} AND {PRESENT})"


def links(condition: str, column: str = "id") -> str:
    """The care links for which the condition holds, to compare with."""
    return f"(SELECT {column} FROM accounts_carelink WHERE {condition})"  # noqa: S608  our own words


def _function(name: str, kind: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name} RETURNS {kind} LANGUAGE sql STABLE AS $$ {body} $$"


def _array(column: str, source: str, kind: str = "bigint") -> str:
    return f"SELECT coalesce(array_agg(DISTINCT {column}), '{{}}')::{kind}[] FROM {source}"  # noqa: S608  our own words


_MEMBERSHIPS = f"accounts_membership WHERE clinician_id = rt_me() AND {PRESENT}"
_STANDS = """given.revokes_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM accounts_consentrecord taken WHERE taken.revokes_id = given.id)"""
# Through a link that reaches her; or in an emergency, of who agreed to that, all but the patient's own words.
_KINDS = f"""SELECT given.patient_id, jsonb_agg(kind) AS kinds
    FROM accounts_consentrecord given, jsonb_array_elements(given.scope) kind
    WHERE {_STANDS} AND (given.expires_on >= {TODAY} AND given.link_id = {LINKS}
    OR given.emergency AND kind <> '"notes"' AND given.patient_id = {OPENED} AND given.link_id = {OPENED_LINKS}
    AND NOT given.patient_id = {CARED_FOR}) GROUP BY given.patient_id"""  # noqa: S608  our own words
_SHARED = f"SELECT coalesce(jsonb_object_agg(patient_id, kinds), '{{}}') FROM ({_KINDS}) shared"  # noqa: S608
_CONSENTS = f"""SELECT coalesce(json_agg(json_build_array(given.patient_id, given.scope, given.expires_on,
    given.expires_on >= {TODAY} AND given.link_id IN {links(REACHED)}, link.started_at, link.clinician_id,
    clinician.name, team.name)), '[]')
    FROM accounts_consentrecord given JOIN accounts_carelink link ON link.id = given.link_id
    LEFT JOIN accounts_clinician clinician ON clinician.user_id = link.clinician_id
    LEFT JOIN accounts_team team ON team.id = link.team_id
    WHERE (SELECT rt_works()) AND {_STANDS} AND (given.expires_on >= {TODAY} AND given.link_id IN {links(REACHED)}
    OR given.emergency AND given.patient_id = {OPENED} AND given.link_id IN {links("ended_at IS NULL")})"""  # noqa: S608
_COVERS = f"""accounts_cover c WHERE covering_id = rt_me() AND ended_at IS NULL
    AND {TODAY} BETWEEN starts_on AND ends_on
    AND {is_member("c.covering_id", "c.team_id")} AND {is_member("c.covered_id", "c.team_id")}"""
_GIVEN = "EXISTS (SELECT 1 FROM accounts_consentrecord given WHERE"
_CARED_FOR = f"""accounts_carelink WHERE (SELECT rt_works()) AND id = {LINKS}
    AND {_GIVEN} given.link_id = accounts_carelink.id AND given.expires_on >= {TODAY} AND {_STANDS})"""
_EMERGENCIES = f"""accounts_breakglass opened WHERE (SELECT rt_works()) AND patient_id = {OPENED}
    AND {_GIVEN} given.patient_id = opened.patient_id AND given.emergency
    AND given.link_id = {OPENED_LINKS} AND {_STANDS})"""

FUNCTIONS = (
    _function("rt_me()", "bigint", "SELECT nullif(current_setting('app.user_id', true), '')::bigint"),
    _function(
        "rt_works()",
        "boolean",
        "SELECT EXISTS (SELECT FROM accounts_user WHERE id = rt_me() AND is_active AND is_staff AND NOT is_superuser)",
    ),
    _function("rt_teams()", "bigint[]", _array("team_id", _MEMBERSHIPS)),
    _function("rt_led()", "bigint[]", _array("team_id", f"{_MEMBERSHIPS} AND role = 'lead'")),
    _function(
        "rt_colleagues()",
        "bigint[]",
        f"SELECT rt_me() || ({_array('clinician_id', 'accounts_membership WHERE team_id = ANY (rt_teams())')})",
    ),
    _function("rt_covered()", "bigint[]", _array("covered_id", _COVERS)),
    _function("rt_covers()", "text[]", _array("covered_id || ' in ' || team_id", _COVERS, "text")),
    _function(
        "rt_opened()",
        "bigint[]",
        _array(
            "patient_id",
            f"accounts_breakglass WHERE clinician_id = rt_me() AND ended_at IS NULL AND ends_at > {NOW}"
            " AND cardinality(rt_teams()) > 0",
        ),
    ),
    _function("rt_links()", "bigint[]", _array("id", f"accounts_carelink WHERE {REACHED}")),
    _function(
        "rt_opened_links()",
        "bigint[]",
        _array("id", f"accounts_carelink WHERE ended_at IS NULL AND patient_id = {OPENED}"),
    ),
    _function("rt_cared_for()", "bigint[]", _array("patient_id", _CARED_FOR)),
    # What was remembered for this transaction (`rls.remember`), or else worked out.
    _function(
        "rt_caseload()",
        "bigint[]",
        "SELECT coalesce(nullif(current_setting('app.caseload', true), '')::bigint[],"
        f" rt_cared_for() || ({_array('patient_id', _EMERGENCIES)}))",
    ),
    _function(
        "rt_shared()",
        "jsonb",
        f"SELECT coalesce(nullif(current_setting('app.shared', true), '')::jsonb, ({_SHARED}))",
    ),
    # What `review.access.sharing_with` reads, as a function of which the database keeps the plan: to make it takes ten
    # times as long as to follow it.
    _function("rt_consents()", "json", _CONSENTS),
    _function("rt_consents_of(who bigint)", "json", f"{_CONSENTS} AND given.patient_id = who"),
    # The first or last of all codes that begin with the six characters that are asked for; none without any.
    _function(
        "rt_sought(pad text)",
        "uuid",
        "SELECT CASE WHEN asked ~ '^[0-9a-f]{6}$' THEN rpad(asked, 32, pad)::uuid END"
        " FROM current_setting('app.sought', true) asked",
    ),
)
