"""Row-level security: what the database shows to whom, whatever a query forgets.

Each request runs as one of five roles that can't log in, with the account's number beside it, both only until the
transaction ends. A table with a patient's key has one policy a role; without a role there are no rows. The rules are
read from the models (`row_rules`), so a new table is covered the day it is made, and a test says so.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction

PATIENT, CLINICIAN, ADMINISTRATOR, SERVICE = "rt_patient", "rt_clinician", "rt_administrator", "rt_service"
FRIEND = "rt_friend"  # family or a friend: meets no row but what a table's rules name for them
APP = "rt_app"
ROLES = (PATIENT, CLINICIAN, ADMINISTRATOR, FRIEND, SERVICE)
READ, ALL = "SELECT", "SELECT, INSERT, UPDATE, DELETE"
# What somebody may change of an account: never whether it is staff, or open.
OWN_ACCOUNT = "SELECT, UPDATE (password, last_login, email)"
USED_BY_ALL = {"django_session", "account_emailaddress", "account_emailconfirmation"}
ME = "(SELECT rt_me())"
OPEN_LINK = "link_id IN (SELECT id FROM accounts_carelink WHERE ended_at IS NULL)"
TODAY = "(now() AT TIME ZONE 'UTC')::date"
CASELOAD = "ANY ((SELECT rt_caseload())::bigint[])"

FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION rt_me() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('app.user_id', true), '')::bigint $$""",
    # The same rule as PatientQuerySet.visible_to, held a second time and apart from it.
    """CREATE OR REPLACE FUNCTION rt_caseload() RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(link.patient_id), '{}') FROM accounts_carelink link
    WHERE link.clinician_id = rt_me() AND link.ended_at IS NULL AND EXISTS (
        SELECT 1 FROM accounts_consentrecord given
        WHERE given.link_id = link.id AND given.revokes_id IS NULL
        AND given.expires_on >= (now() AT TIME ZONE 'UTC')::date
        AND NOT EXISTS (SELECT 1 FROM accounts_consentrecord taken WHERE taken.revokes_id = given.id)) $$""",
)


@dataclass(frozen=True)
class RowRules:
    """Which rows of a table a role meets (SQL over the row), and what it may do with them.

    `key` is the column that holds the patient. `patient` and `clinician` default to "her own" and "my caseload's";
    `patient_check` and `clinician_check` are what a row they write must be, when that is more than what they may meet.
    Family and friends meet none unless `friend` says which.
    """

    key: str = "patient_id"
    patient: str = ""
    clinician: str = ""
    patient_check: str = ""
    clinician_check: str = ""
    friend: str = ""
    friend_check: str = ""
    patient_may: str = ALL
    clinician_may: str = READ
    friend_may: str = READ
    service_may: str = ALL

    def policies(self) -> dict[str, tuple[str, str]]:
        """The conditions of each role's one policy: for the rows it meets, and for those it writes."""
        own = self.patient or f"{self.key} = {ME}"
        caseload = self.clinician or f"{self.key} = {CASELOAD}"
        policies = {
            PATIENT: (own, self.patient_check or own),
            CLINICIAN: (caseload, self.clinician_check or caseload),
            SERVICE: ("true", "true"),
        }
        return policies | ({FRIEND: (self.friend, self.friend_check or self.friend)} if self.friend else {})

    def grants(self) -> dict[str, str]:
        """What each role may do; administrators and visitors read, and meet no row."""
        return {
            PATIENT: self.patient_may,
            CLINICIAN: self.clinician_may,
            FRIEND: self.friend_may,
            SERVICE: self.service_may,
            ADMINISTRATOR: READ,
            APP: READ,
        }


def patient_models() -> dict[type, RowRules]:
    """Every model that belongs to a patient, with its rules: those that say so, and any with a `patient` key."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        rules = getattr(model, "row_rules", None)
        if rules is None and any(field.name == "patient" for field in model._meta.fields):
            is_history = hasattr(model, "pgh_tracked_model")
            rules = RowRules(patient_may="SELECT, INSERT" if is_history else ALL)
        if rules is not None:
            found[model] = rules
    return found


def setup_sql() -> list[str]:
    """The statements that make functions, policies and grants as they should be; safe to run again at any time."""
    statements = [*FUNCTIONS, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"]
    statements += [f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}" for role in (*ROLES, APP)]
    statements += [f"GRANT USAGE ON SCHEMA public TO {role}" for role in (*ROLES, APP)]
    statements += [f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}" for role in (*ROLES, APP)]
    owned = patient_models()
    statements += [function for model in owned for function in getattr(model, "row_functions", ())]
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            statements += _patient_table(model, owned[model]) if model in owned else _shared_table(model)
    statements += _grant("django_migrations", {APP: READ})  # for `runserver`, which says when one is missing
    return statements + _grant("recovery_tracker_cache", dict.fromkeys((*ROLES, APP), ALL))


def _patient_table(model, rules: RowRules) -> list[str]:
    table = model._meta.db_table
    statements = [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY', f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY']
    for role, (meets, writes) in rules.policies().items():
        statements.append(f'DROP POLICY IF EXISTS {role}_rows ON "{table}"')
        statements.append(f'CREATE POLICY {role}_rows ON "{table}" TO {role} USING ({meets}) WITH CHECK ({writes})')
    return statements + _grant(table, rules.grants())


def _shared_table(model) -> list[str]:
    """Read by all and written by administrators, the catalogue for one, or by commands alone (`made_by_commands`);
    sessions and addresses are everybody's to write, and of an account nobody else writes more than `OWN_ACCOUNT`."""
    table = model._meta.db_table
    everyone = ALL if table in USED_BY_ALL else READ
    by_hand = READ if getattr(model, "made_by_commands", False) else ALL
    grants = dict.fromkeys((*ROLES, APP), everyone) | {ADMINISTRATOR: by_hand, SERVICE: ALL}
    if table == "accounts_user":
        grants |= dict.fromkeys((PATIENT, CLINICIAN, FRIEND), OWN_ACCOUNT) | {APP: f"{OWN_ACCOUNT}, INSERT"}
    if table == "django_admin_log":
        grants = {ADMINISTRATOR: "SELECT, INSERT", CLINICIAN: "SELECT, INSERT", SERVICE: ALL}
    return _grant(table, grants)


def _grant(table: str, grants: dict[str, str]) -> list[str]:
    return [f'GRANT {what} ON "{table}" TO {role}' for role, what in grants.items()]


def role_of(user) -> str:
    """The role in which a signed-in account's requests run."""
    if user.is_superuser:
        return ADMINISTRATOR
    if user.is_staff:
        return CLINICIAN
    return FRIEND if user.is_friend else PATIENT


def enter(role: str, user_id: int | None) -> None:
    """Become `role` for `user_id` until the transaction ends, in one round trip."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('role', %s, true), set_config('app.user_id', %s, true)", [role, str(user_id or "")]
        )


@contextmanager
def acting_as(role: str, user_id: int | None = None):
    """A transaction as `role` for `user_id`. An outer transaction gets its own role back when this one is over."""
    nested = connection.in_atomic_block
    before = _current() if nested else None
    try:
        with transaction.atomic():
            enter(role, user_id)
            yield
    finally:
        if nested and not connection.needs_rollback:
            enter(*before)


def _current() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), current_setting('app.user_id', true)")
        return cursor.fetchone()


def service_role():
    """A transaction that meets every patient's rows: for commands, on the owner's connection only."""
    return acting_as(SERVICE)
