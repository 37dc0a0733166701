"""System checks: wrong settings are told before anybody meets them.

`manage.py check --deploy` runs those of the settings, with `--database default` also those that ask the database.
"""

import os

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

from . import preflight
from .roles import ALL

LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]", "::1"}


@register(Tags.security)
def notes_keys(app_configs, **options):
    """Every key must be a Fernet key, or the first note would be an error page."""
    problem = preflight.form_of_notes_keys()
    if not problem:
        return []
    hint = 'Make one: python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
    return [Error(problem, hint=hint, id="recovery_tracker.E001")]


@register(Tags.security, deploy=True)
def no_demo(app_configs, **options):
    """A demonstration's passwords are known to everybody."""
    if not settings.DEMO:
        return []
    hint = "Take RECOVERY_DEMO out of the environment."
    return [Error("This is set up as a demonstration.", hint=hint, id="recovery_tracker.E002")]


@register(Tags.security, deploy=True)
def own_name(app_configs, **options):
    """A site answers to its own name, and to no other."""
    if "*" in settings.ALLOWED_HOSTS:
        message = "ALLOWED_HOSTS lets the site answer to any name."
    elif set(settings.ALLOWED_HOSTS) <= LOCAL_NAMES:
        message = "ALLOWED_HOSTS names only this machine, so nobody else can reach the site."
    else:
        return []
    return [Warning(message, hint="Set it to the site's own host name.", id="recovery_tracker.W003")]


@register(Tags.database)
def roles_exist(app_configs, databases=None, **options):
    """Without its roles the database shows nothing to anybody."""
    found = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ALL)])
            missing = set(ALL) - {name for (name,) in cursor.fetchall()}
        if missing:
            message = f"The database lacks roles: {', '.join(sorted(missing))}."
            hint = "Run manage.py setup_roles, or run what manage.py setup_roles --print says on the server."
            found.append(Warning(message, hint=hint, id="recovery_tracker.W004"))
    return found


LOGIN_SQL = """
SELECT rolsuper OR rolbypassrls, pg_has_role(session_user, 'rt_service', 'MEMBER'),
    EXISTS (SELECT FROM pg_class WHERE relname = 'accounts_patient' AND relowner = pg_roles.oid)
FROM pg_roles WHERE rolname = session_user
"""


@register(Tags.database, deploy=True)
def modest_login(app_configs, databases=None, **options):
    """The web app's login should not be able to become more than the web app."""
    if os.environ.get("DB_AS_OWNER") == "1" or roles_exist(None, databases):
        return []
    found = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(LOGIN_SQL)
            if any(cursor.fetchone()):
                message = "The web app logs in to the database as its owner, or as a superuser."
                hint = "Let DATABASE_URL log in as rt_app, and set DATABASE_OWNER_URL for manage.py."
                found.append(Warning(message, hint=hint, id="recovery_tracker.W005"))
    return found


@register(Tags.database, deploy=True)
def durable(app_configs, databases=None, **options):
    """What was confirmed must survive a power cut."""
    problems = [preflight.durability(connections[alias]) for alias in databases or []]
    return [Error(problem, id="recovery_tracker.E006") for problem in problems if problem]
