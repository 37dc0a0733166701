"""Row-level security: what the database shows to whom, whatever a query forgets.

Each request runs as one of five roles that can't log in, with the account's number beside it, both only until the
transaction ends. A table with a patient's key has one policy a role; without a role there are no rows. The rules are
read from the models (`row_rules`), so a new table is covered the day it is made, and a test says so.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction

from . import noting
from .reach import CARED_FOR, CASELOAD, FUNCTIONS, ME, SHARED, TODAY

__all__ = ["CASELOAD", "ME", "SHARED", "TODAY"]

PATIENT, CLINICIAN, ADMINISTRATOR, SERVICE = "rt_patient", "rt_clinician", "rt_administrator", "rt_service"
FRIEND = "rt_friend"  # family or a friend: meets no row but what a table's rules name for them
APP = "rt_app"
ROLES = (PATIENT, CLINICIAN, ADMINISTRATOR, FRIEND, SERVICE)
READ, ALL = "SELECT", "SELECT, INSERT, UPDATE, DELETE"
# What somebody may change of an account: never whether it is staff, or open.
OWN_ACCOUNT = "SELECT, UPDATE (password, last_login, email)"
FORGET = "set_config('app.caseload', '', true), set_config('app.shared', '', true)"
ENTER = f"SELECT set_config('role', %s, true), set_config('app.user_id', %s, true), {FORGET}"
REMEMBER = """SELECT set_config('app.caseload', rt_caseload()::text, true),
    set_config('app.shared', rt_shared()::text, true)"""
CURRENT = """SELECT current_setting('role'), current_setting('app.user_id', true),
    coalesce(current_setting('app.caseload', true), '') <> ''"""
USED_BY_ALL = {"django_session", "account_emailaddress", "account_emailconfirmation"}


@dataclass(frozen=True)
class Policy:
    """Which rows a role meets with a command, and what a row that it writes must be."""

    role: str
    meets: str
    writes: str = ""
    command: str = "ALL"

    @property
    def name(self) -> str:
        """For example rt_clinician_rows."""
        return f"{self.role}_{'rows' if self.command in ('ALL', 'SELECT') else self.command.lower()}"

    def sql(self, table: str) -> list[str]:
        """The statements that make it."""
        using = "" if self.command == "INSERT" else f" USING ({self.meets})"
        check = f" WITH CHECK ({self.writes})" if self.writes else ""
        return [f'CREATE POLICY {self.name} ON "{table}" FOR {self.command} TO {self.role}{using}{check}']


@dataclass(frozen=True)
class RowRules:
    """Which rows of a table a role meets (SQL over the row), and what it may do with them.

    `key` is the column that holds the patient. `patient` and `clinician` default to "her own" and "my caseload's";
    `patient_check` and `clinician_check` are what a row they write must be, when that is more than what they may meet.
    `clinician_changes`: a clinician changes fewer rows than she meets. What a clinician writes is never about
    somebody whose journal she only opened in an emergency, unless `in_emergencies` says so.
    Family and friends meet none unless `friend` says which.
    `is_listed`: lists of patients rest on it, so its changes are noted (`noting`).
    """

    key: str = "patient_id"
    patient: str = ""
    clinician: str = ""
    patient_check: str = ""
    clinician_check: str = ""
    clinician_changes: str = ""
    in_emergencies: bool = False
    friend: str = ""
    friend_check: str = ""
    patient_may: str = ALL
    clinician_may: str = READ
    friend_may: str = READ
    service_may: str = ALL
    is_listed: bool = False

    def policies(self) -> list[Policy]:
        """One for each role, for the rows it meets and those it writes; one more where a clinician changes fewer."""
        own = self.patient or f"{self.key} = {ME}"
        caseload = self.clinician or f"{self.key} = {CASELOAD}"
        writes = self.clinician_check or caseload
        if not self.in_emergencies:
            writes = writes.replace(CASELOAD, CARED_FOR)
        hers = [Policy(CLINICIAN, caseload, writes)]
        if self.clinician_changes:
            hers = [
                Policy(CLINICIAN, caseload, command="SELECT"),
                Policy(CLINICIAN, self.clinician_changes, writes, command="UPDATE"),
            ]
        friends = [Policy(FRIEND, self.friend, self.friend_check or self.friend)] if self.friend else []
        return [Policy(PATIENT, own, self.patient_check or own), *hers, *friends, Policy(SERVICE, "true", "true")]

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


@dataclass(frozen=True)
class StaffRules:
    """Of a table about staff: which rows patients and clinicians meet, and what a row must be that a clinician `adds`,
    what it is that she `changes`, and what it must be once `changed`. Administrators look after all of it."""

    patient: str = "false"
    clinician: str = "false"
    clinician_may: str = READ
    adds: str = "false"
    changes: str = "false"
    changed: str = "false"
    administrator_may: str = ALL

    def policies(self) -> list[Policy]:
        """One for each role; for clinicians one a command."""
        return [
            Policy(PATIENT, self.patient, command="SELECT"),
            Policy(CLINICIAN, self.clinician, command="SELECT"),
            Policy(CLINICIAN, "", self.adds, command="INSERT"),
            Policy(CLINICIAN, self.changes, self.changed, command="UPDATE"),
            Policy(ADMINISTRATOR, "true", "true"),
            Policy(SERVICE, "true", "true"),
        ]

    def grants(self) -> dict[str, str]:
        """What each role may do."""
        return {
            PATIENT: READ,
            CLINICIAN: self.clinician_may,
            ADMINISTRATOR: self.administrator_may,
            SERVICE: ALL,
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
    statements = [*FUNCTIONS, *noting.functions(), "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"]
    statements += [f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}" for role in (*ROLES, APP)]
    statements += [f"GRANT USAGE ON SCHEMA public TO {role}" for role in (*ROLES, APP)]
    statements += [f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}" for role in (*ROLES, APP)]
    owned = patient_models()
    statements += [function for model in owned for function in getattr(model, "row_functions", ())]
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            rules = owned.get(model) or getattr(model, "staff_rules", None)
            statements += _guarded_table(model, rules) if rules else _shared_table(model)
    for config in apps.get_app_configs():
        statements += getattr(config, "database_functions", ())
    statements += _grant("django_migrations", {APP: READ})  # for `runserver`, which says when one is missing
    return statements + _grant("recovery_tracker_cache", dict.fromkeys((*ROLES, APP), ALL))


def _guarded_table(model, rules: RowRules | StaffRules) -> list[str]:
    table = model._meta.db_table
    statements = [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY', f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY']
    names = [f"{role}_{end}" for role in ROLES for end in ("rows", "insert", "update")]
    statements += [f'DROP POLICY IF EXISTS {name} ON "{table}"' for name in names]
    for policy in rules.policies():
        statements += policy.sql(table)
    if isinstance(rules, RowRules):
        statements += noting.triggers(table, rules.key) if rules.is_listed else noting.no_triggers(table)
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
        cursor.execute(ENTER, [role, str(user_id or "")])


def remember() -> None:
    """Work out once, until the transaction ends or another role is taken, whom the clinician who asks may see and what
    is shared with her, instead of for each table of each statement. For pages that change none of it."""
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER)


@contextmanager
def acting_as(role: str, user_id: int | None = None):
    """A transaction as `role` for `user_id`. An outer transaction gets its own role back when this one is over; what it
    remembered is worked out anew."""
    nested = connection.in_atomic_block
    before = _current() if nested else None
    try:
        with transaction.atomic():
            enter(role, user_id)
            yield
    finally:
        if nested and not connection.needs_rollback:
            *who, had_remembered = before
            enter(*who)
            if had_remembered:
                remember()


def _current() -> tuple[str, str, bool]:
    """The role, for whom, and whether `remember` holds."""
    with connection.cursor() as cursor:
        cursor.execute(CURRENT)
        return cursor.fetchone()


@contextmanager
def seeking(code: str):
    """Inside, a clinician also meets the patients whose code begins with these six characters (hexadecimal): the one
    way to somebody she doesn't know of. Anything else finds nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.sought', %s, true)", [code.lower()])
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("SELECT set_config('app.sought', '', true)")


def service_role():
    """A transaction that meets every patient's rows: for commands, on the owner's connection only."""
    return acting_as(SERVICE)
