"""`manage.py up` from start to end, as real processes."""

import contextlib
import os
import resource
import signal
import socket
import time
from pathlib import Path

import pytest

from recovery_tracker.embedded import Server, bootstrap, running

from .conftest import Up, manage, processes

pytestmark = pytest.mark.server


def only_line(done):
    """The one line that a refused command says, after the lines of progress."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def test_it_serves_once_it_says_so(up):
    assert f"Running at http://127.0.0.1:{up.port}/" in up.said
    assert up.get("/healthz") == (200, "ok\n")
    assert up.get("/")[0] == 200


def test_it_says_how_to_make_the_first_clinician_and_ends_on_a_signal(up):
    said = [up.process.stdout.readline() for _ in range(2)]
    assert "create_staff --clinician" in said[1]
    assert len(up.left()) > 3
    assert up.stop(signal.SIGTERM) == 0
    assert up.left() == []


def test_a_second_start_is_quick_and_ends_on_ctrl_c(home):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    up = Up(home)
    assert up.stop(signal.SIGINT) == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert up.left() == []
    assert "collected" not in up.said
    # The processor's seconds and not the clock's: other tests run beside this one.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5


def test_the_web_app_does_not_get_the_owners_rights(up):
    (pid, _), *_ = processes(f":{up.port}")
    variables = Path(f"/proc/{pid}/environ").read_text().split("\0")
    assert not [each for each in variables if each.startswith(("DB_AS_OWNER", "DATABASE_OWNER_URL"))]
    server = Server(up.data_dir)
    server.start()
    users = server.sql("SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'recovery'")
    server.stop()
    assert users == "rt_app"


def test_a_command_beside_it_uses_its_database_and_leaves_it_running(up):
    assert manage(up.data_dir, "setup_roles").returncode == 0
    assert up.get("/healthz")[0] == 200


def test_killed_it_leaves_the_port_free_and_the_next_start_recovers(home):
    killed = Up(home)
    killed.stop(signal.SIGKILL)
    assert wait_until(lambda: not processes(f":{killed.port}"))
    after = Up(home)
    assert after.get("/healthz")[0] == 200
    assert after.stop() == 0
    assert after.left() == []


def test_it_does_not_outlive_its_web_server(up):
    for pid, _ in processes(f":{up.port}"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert up.process.wait(30) == 1
    assert up.left() == []


def test_a_taken_port_is_one_clear_line(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is taken" in only_line(manage(home, "up", "--port", port))


def test_it_refuses_a_database_that_could_lose_entries(home):
    server = Server(home, {"fsync": "off"})
    server.start()
    try:
        assert "fsync is off" in only_line(manage(home, "up", "--port", 0))
    finally:
        server.stop()


def test_a_notes_key_that_is_none_is_one_clear_line(home):
    assert "NOTES_KEYS" in only_line(manage(home, "up", "--port", 0, NOTES_KEYS="not-a-key"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://someone:secret@127.0.0.1:1/recovery", "Connection refused"),
        ("postgresql://someone:secret@127.0.0.1:port/recovery", "is not an address"),
        ("postgresql://rt_app:secret@127.0.0.1:1/recovery", "DATABASE_OWNER_URL"),
    ],
)
def test_a_database_it_cannot_use_is_one_clear_line(tmp_path, url, said):
    line = only_line(manage(tmp_path, "up", "--port", 0, DATABASE_URL=url))
    assert said in line
    assert "secret" not in line


def test_a_login_that_may_not_make_tables_is_one_clear_line(tmp_path):
    with running(tmp_path / "server", {"fsync": "off"}) as server:
        bootstrap(server, "recovery")
        server.sql("CREATE ROLE visitor LOGIN; GRANT CONNECT ON DATABASE recovery TO visitor")
        done = manage(tmp_path / "data", "up", "--port", 0, DATABASE_URL=server.url("visitor", "recovery"))
    assert "permission denied" in only_line(done)


def test_a_data_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("")
    assert "file" in only_line(manage(tmp_path / "file" / "data", "up", "--port", 0))
