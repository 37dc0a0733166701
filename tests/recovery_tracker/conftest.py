"""A whole server as a person starts it: `manage.py up` in a process and a data folder of its own."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_FOR_IT = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DATABASE_OWNER_URL", "RECOVERY_DEMO", "NOTES_KEYS", "DEBUG")


def environment(data_dir, **extra):
    """The environment of a person who set nothing but the data folder."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_IT}
    return {**kept, "DATA_DIR": str(data_dir), **extra}


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def manage(data_dir, *arguments, **extra):
    """A finished `manage.py` command."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *map(str, arguments)],
        env=environment(data_dir, **extra),
        capture_output=True,
        text=True,
        timeout=120,
    )


def processes(word):
    """The command lines of all running processes that mention `word`."""
    shown = subprocess.run(["ps", "-ww", "-eo", "pid=,stat=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(None, 2) for line in shown.stdout.splitlines()]
    return [(int(row[0]), row[2]) for row in rows if len(row) == 3 and word in row[2] and "Z" not in row[1]]


class Up:
    """A running `manage.py up`; `said` is what it printed until it was ready or gone."""

    def __init__(self, data_dir, **extra):
        self.data_dir, self.port, self.said = Path(data_dir), free_port(), ""
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "up", "--port", str(self.port)],
            env=environment(data_dir, **extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        watchdog = threading.Timer(120, self.process.kill)
        watchdog.start()
        while "Running at" not in self.said and (line := self.process.stdout.readline()):
            self.said += line
        watchdog.cancel()

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()

    def stop(self, number=signal.SIGTERM):
        """Its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def left(self):
        """What is left of it: its database's and its web server's processes."""
        return processes(str(self.data_dir)) + processes(f":{self.port}")


def first_start(data_dir):
    up = Up(data_dir)
    assert "Running at" in up.said, up.said
    assert up.stop() == 0
    assert up.left() == []


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A data folder in which `up` was run once and ended, so that the next start is a second one."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    with open(shared / "home.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it takes long: one worker makes it, the others copy it
        if not (shared / "home").exists():
            first_start(shared / "home.new")
            (shared / "home.new").rename(shared / "home")
    return shutil.copytree(shared / "home", mine / "own-home")


@pytest.fixture
def up(home):
    """A second start."""
    up = Up(home)
    yield up
    if up.process.poll() is None:
        up.stop()
