#!/usr/bin/env python3
"""Every command of the project: `manage.py up` runs it, `manage.py help` lists the others."""

import contextlib
import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError

# Commands that open no database. `up` looks after the database itself.
WITHOUT_DATABASE = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages",
    "makemigrations", "startapp", "up", "version", "--version", "--help", "-h", "",
}  # fmt: skip
# Commands that act as the web app. All others act as the owner of the tables.
AS_APP = {"check", "runserver", "testserver"}


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery_tracker.settings")
    if command == "up":
        os.environ["DEBUG"] = "0"
        if "--demo" in sys.argv:
            os.environ["RECOVERY_DEMO"] = "1"
    needs_database = wants_database(command, sys.argv[2:])
    if command == "up" or (needs_database and command not in AS_APP):
        os.environ["DB_AS_OWNER"] = "1"
    from recovery_tracker.embedded import Trouble

    try:
        with embedded_database() if needs_database else contextlib.nullcontext():
            execute_from_command_line(sys.argv)
    except (Trouble, ImproperlyConfigured) as error:
        sys.exit(f"{error}")
    except OperationalError as error:
        sys.exit(f"The database can't be used: {str(error).strip().splitlines()[0]}")


def wants_database(command, arguments):
    """Whether a command opens the database; asking for its help, or for SQL to read, does not."""
    if {"--help", "-h"} & set(arguments) or (command == "setup_roles" and "--print" in arguments):
        return False
    return command not in WITHOUT_DATABASE or "--database" in arguments


@contextlib.contextmanager
def embedded_database():
    """The embedded database for the length of a command, unless DATABASE_URL names a server."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from django.conf import settings

    from recovery_tracker.embedded import bootstrap, running

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running(settings.DATA_DIR) as server:
        bootstrap(server, settings.DATABASES["default"]["NAME"])
        yield


if __name__ == "__main__":
    main()
