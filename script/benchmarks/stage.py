"""The product as people start it, in a folder that is thrown away."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from recovery_tracker.embedded import socket_dir

ROOT = Path(__file__).resolve().parent.parent.parent
READY = "Running at"
START_LIMIT, END_LIMIT, TICK = 120, 60, 0.05  # seconds
LINES_SHOWN = 20
# What somebody may have set for the product itself and must not reach this one: least of all a real database.
NOT_FOR_IT = (
    "DATABASE_URL", "DATABASE_OWNER_URL", "PGBOUNCER", "DEBUG", "RECOVERY_DEMO", "NOTES_KEYS", "SECRET_KEY", "HTTPS",
    "BEHIND_PROXY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "EMAIL_HOST",
)  # fmt: skip


class Stopped(Exception):
    """Nothing can be measured; the message says why."""


@contextlib.contextmanager
def product() -> Iterator[tuple[int, int]]:
    """The product, running: its port, and the number of the process that runs it. Nothing of it is left afterwards.
    When something goes wrong, what the product said is told."""
    folder = Path(tempfile.mkdtemp(prefix="rt-bench-"))
    data, said = folder / "data", folder / "said.txt"
    for name in NOT_FOR_IT:
        os.environ.pop(name, None)
    os.environ |= {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "script.benchmarks.settings"}
    try:
        with _running(port := _free_port(), said) as process:
            yield port, process.pid
    except Stopped as stopped:
        lines = said.read_text().splitlines()[-LINES_SHOWN:]
        raise Stopped("\n".join([f"{stopped} The product said:", *lines])) from None
    finally:
        # The database is elsewhere where root may not run one in our folder, its socket where that has a long name.
        for each in ((data / "postgres").resolve().parent, socket_dir(data).parent, folder):
            shutil.rmtree(each, ignore_errors=True)


@contextlib.contextmanager
def _running(port: int, said: Path) -> Iterator[subprocess.Popen]:
    command = [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)]
    with said.open("w") as out:
        # In a session of its own: Ctrl-C comes to us alone, and we end it in good order.
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)  # noqa: S603
    try:
        _await(process, said)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(END_LIMIT)


def _await(process: subprocess.Popen, said: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while READY not in said.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Stopped("The product did not start.")
        time.sleep(TICK)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def open_database() -> None:
    """Let this process use the running product's database, as the owner of its tables."""
    os.environ["DB_AS_OWNER"] = "1"
    import django

    django.setup()
