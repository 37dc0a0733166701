import contextlib
import io
import os
import shlex
import signal
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import ConnectionHandler

from accounts import rls
from recovery_tracker import database, embedded, preflight, static_files
from recovery_tracker.webserver import WebServer, port_problem


class Command(BaseCommand):
    help = "Brings everything up to date and serves it until Ctrl-C: database, tables, catalogue, static files, web."
    requires_system_checks = ()  # the database they would ask is not there yet

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="a database of its own with eight invented patients")
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="the port (default: %(default)s)")

    def handle(self, *args, **options):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # ignored: nohup
                signal.signal(number, _leave)
        try:
            self._up(options)
        except CommandError as error:
            sys.exit(str(error))
        except DatabaseError as error:
            sys.exit(f"The database can't be used: {str(error).strip().splitlines()[0]}")
        except OSError as error:
            sys.exit(f"{error.filename or 'A file'} can't be used: {error.strerror}.")

    def _up(self, options):
        if problem := port_problem(options["host"], options["port"]):
            raise CommandError(problem)
        with self._database():
            self._prepare()
            logins = self._demo() if options["demo"] else ""
            self._inspect()
            connection.close()
            self._serve(options["host"], options["port"], logins)

    @contextlib.contextmanager
    def _database(self):
        if os.environ.get("DATABASE_URL"):
            connection.ensure_connection()
            self._say("Database", f"{connection.settings_dict['HOST'] or 'local'}, as DATABASE_URL says")
            yield
            return
        self._say("Database", f"PostgreSQL in {_short(settings.DATA_DIR)}")
        with embedded.running(settings.DATA_DIR) as server:
            if server.notice:
                self._say("", server.notice)
            embedded.bootstrap(server, connection.settings_dict["NAME"])
            yield

    def _prepare(self):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        self._say("Tables", f"{len(plan)} changes" if plan else "up to date")
        if plan:
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("setup_roles", verbosity=0)
        call_command("load_catalogue", verbosity=0)
        self._say("Catalogue", "up to date")
        self._say("Static files", "collected" if static_files.collect() else "up to date")

    def _demo(self):
        self._say("Demo", "eight invented patients")
        said = io.StringIO()
        call_command("demo", stdout=said)
        return said.getvalue()

    def _inspect(self):
        """Refuse to serve when something would be lost or could not be read."""
        as_app = database.configuration(os.environ, settings.DATA_DIR, as_owner=False)
        app = ConnectionHandler({"default": as_app})["default"]
        with rls.service_role():
            problem = preflight.durability(connection) or preflight.notes_key(connection)
        problem = problem or preflight.durability(app)
        app.close()
        if problem:
            raise CommandError(problem)

    def _serve(self, host, port, logins):
        server = WebServer(host, port, _own_name(), settings.BASE_DIR)
        try:
            if not server.start():
                raise CommandError("The web server did not start. What it said stands above.")
            self._welcome(server.address, logins)
            server.wait()
            raise CommandError("The web server ended by itself.")
        finally:
            server.stop()

    def _welcome(self, address, logins):
        self.stdout.write(f"\nRunning at {address}  (Ctrl-C ends it)\n")
        if logins:
            self.stdout.write(logins)
        elif not self._has_staff:
            self.stdout.write("There is no clinician yet. Make the first one in another terminal:")
            self.stdout.write(f"  {_command()} create_staff --clinician NAME\n")
        self.stdout.flush()

    @property
    def _has_staff(self):
        found = get_user_model().objects.filter(is_staff=True).exists()
        connection.close()
        return found

    def _say(self, what, how):
        self.stdout.write(f"{what:<13} {how}")
        self.stdout.flush()


def _leave(number, frame):
    """End in good order, once: everything that was started is stopped on the way out."""
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(0)


def _own_name():
    """A host name that the app accepts, for asking it whether it is well."""
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return names[0] if names else "localhost"


def _command():
    """How to call manage.py from here, on the same data."""
    words = [str(_short(Path(sys.executable))), str(_short(settings.BASE_DIR / "manage.py"))]
    if "DATA_DIR" in os.environ:
        words = ["env", f"DATA_DIR={settings.DATA_DIR}", *words]
    return shlex.join(words)


def _short(path):
    """A path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) and here != Path("/") else path
