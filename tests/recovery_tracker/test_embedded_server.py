"""The embedded PostgreSQL: real servers, each in a folder of its own."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from recovery_tracker.embedded import Server, Trouble, bootstrap, running, socket_dir

QUICK = {"fsync": "off", "shared_buffers": "16MB"}
STARTER = """
import sys, time
from recovery_tracker.embedded import Server
print(Server(sys.argv[1], {"fsync": "off"}).start(), flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A database folder to copy: making one takes longer than starting it."""
    data_dir = tmp_path_factory.mktemp("made")
    with running(data_dir, QUICK) as server:
        return server.database


@pytest.fixture
def server(tmp_path, made):
    """A server that has its database already, and does not run yet."""
    server = Server(tmp_path / "data", QUICK)
    server.data_dir.mkdir(mode=0o700)
    shutil.copytree(made, server.database)
    yield server
    server.start()
    server.stop()


@pytest.fixture
def late(server):
    """The number of a process of the running server that stands still, and so outlives its parent."""
    server.start()
    parent = server._process.pid
    child = int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])
    os.kill(child, signal.SIGSTOP)
    yield child
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGCONT)


def note(server):
    return server.database / "postmaster.pid"


def kill(server):
    """A power cut: the server gets no chance to tidy up."""
    pid = int(note(server).read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    server._process.wait()


def starter(data_dir):
    """Another process that starts the server and stays."""
    process = subprocess.Popen([sys.executable, "-c", STARTER, str(data_dir)], stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


def test_a_first_start_makes_it_and_it_is_gone_after_the_block(tmp_path):
    with running(tmp_path / "data", QUICK) as server:
        assert server.running()
        assert server.sql("SELECT 1 + 1") == "2"
    assert not server.running()
    assert not note(server).exists()


def test_a_second_user_joins_and_leaves_it_running(server):
    server.start()
    second = Server(server.data_dir)
    assert second.start() is False
    assert second.stop() is False
    assert server.running()


def test_the_last_one_out_ends_it(server):
    server.start()
    second = Server(server.data_dir)
    second.start()
    assert server.stop() is False
    assert second.stop() is True
    assert not server.running()


def test_what_was_saved_survives_a_kill(server):
    server.start()
    server.sql("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')")
    kill(server)
    assert server.start() is True
    assert server.sql("SELECT word FROM kept") == "here"


def test_a_dead_servers_number_given_to_another_process_does_no_harm(server):
    server.start()
    kill(server)
    lines = note(server).read_text().splitlines()
    note(server).write_text("\n".join(["1", *lines[1:]]) + "\n")
    (server.data_dir / "run" / ".s.PGSQL.5432.lock").write_text("1\n")
    assert server.start() is True


def test_an_empty_note_of_a_server_does_no_harm(server):
    server.start()
    kill(server)
    note(server).write_text("")
    assert server.start() is True


def test_children_of_a_killed_server_are_waited_for(server, late):
    kill(server)
    threading.Timer(1.5, os.kill, (late, signal.SIGCONT)).start()
    assert server.start() is True
    assert "pre-existing shared memory block" in server.log.read_text()


def test_children_of_a_killed_server_that_never_end_are_told_of(server, late, monkeypatch):
    kill(server)
    monkeypatch.setattr("recovery_tracker.embedded.server.START_LIMIT", 1)
    with pytest.raises(Trouble, match="did not start: pre-existing shared memory block"):
        server.start()


def test_a_server_whose_starter_was_killed_is_taken_over_and_ended(tmp_path):
    other = starter(tmp_path / "data")
    other.kill()
    other.wait()
    server = Server(tmp_path / "data", QUICK)
    assert server.start() is False
    assert server.stop() is True
    assert not note(server).exists()


def test_two_first_starts_at_once_make_one_server(tmp_path):
    both = [
        subprocess.Popen([sys.executable, "-c", STARTER, str(tmp_path / "data")], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert sorted(process.stdout.readline().strip() for process in both) == ["False", "True"]
    for process in both:
        process.kill()
        process.wait()
    server = Server(tmp_path / "data")
    server.start()
    assert server.stop() is True


def test_a_half_made_database_is_made_anew(tmp_path):
    half = tmp_path / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with running(tmp_path, QUICK) as server:
        assert server.sql("SELECT 1") == "1"
    assert not half.exists()


def test_an_interrupted_start_leaves_nothing_running(server, monkeypatch):
    def interrupted(self, log_begins):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Server, "_await_answer", interrupted)
        with pytest.raises(KeyboardInterrupt):
            server.start()
    assert server._process.returncode is not None
    assert server.start() is True


def test_another_versions_database_is_left_alone(tmp_path):
    old = tmp_path / "postgres"
    old.mkdir()
    (old / "PG_VERSION").write_text("16\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 16"):
        Server(tmp_path).start()
    assert (old / "PG_VERSION").read_text() == "16\n"


def test_a_setting_it_refuses_is_told_in_one_line(tmp_path):
    with pytest.raises(Trouble, match="did not start") as caught:
        Server(tmp_path, {**QUICK, "max_connections": "no number"}).start()
    assert "\n" not in str(caught.value)


def test_the_words_of_a_statement_never_enter_the_log(server):
    server.start()
    server.sql("CREATE TABLE unique_words (word text UNIQUE)")
    for _ in range(2):
        with contextlib.suppress(Trouble):
            server.sql("INSERT INTO unique_words VALUES ('slept badly'); SELECT 'slept badly'::int")
    assert "slept badly" not in server.log.read_text()
    assert "database system is ready" in server.log.read_text()


def test_only_we_may_enter_its_folders_and_none_above_is_opened(tmp_path):
    above = tmp_path / "above"
    above.mkdir(mode=0o700)
    with running(above / "data", QUICK) as server:
        for folder in (above, server.database, socket_dir(server.data_dir), server.data_dir):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.log.stat().st_mode) == 0o600


def test_it_sorts_and_reads_letters_alike_whatever_the_language_here(tmp_path, monkeypatch):
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    monkeypatch.setenv("LC_ALL", "de_AT.ISO-8859-1")
    with running(tmp_path, QUICK) as server:
        assert server.sql("SHOW server_encoding") == "UTF8"
        assert server.sql("SELECT lower('ÄÉI'), to_tsvector('simple', 'über')") == "äéi|'über':1"


def test_the_callers_own_postgres_settings_do_not_disturb_it(server, monkeypatch):
    for name, value in {"PGPORT": "1", "PGUSER": "nobody", "PGDATA": "/nowhere", "PGOPTIONS": "-c x=y"}.items():
        monkeypatch.setenv(name, value)
    assert server.start() is True
    bootstrap(server, "recovery")


def test_it_listens_on_no_network_port(server):
    server.start()
    assert server.sql("SHOW listen_addresses") == ""


def test_the_roles_may_do_only_what_they_are_for(server):
    server.start()
    bootstrap(server, "recovery")
    bootstrap(server, "recovery")
    told = server.sql("SELECT rolname FROM pg_roles WHERE rolname ~ '^rt_' AND (rolsuper OR rolbypassrls)")
    assert told == ""
    for forbidden in ("rt_service", "rt_owner"):
        assert server.sql(f"SELECT pg_has_role('rt_app', '{forbidden}', 'MEMBER')") == "f"


@pytest.fixture
def deep(tmp_path):
    """A folder whose path is too long for a socket, and the short one used instead."""
    folder = tmp_path / ("long" * 25) / "data"
    folder.mkdir(parents=True)
    short = socket_dir(folder).parent
    yield folder, short
    subprocess.run(["rm", "-rf", short], check=True)


def test_a_long_path_gets_a_private_folder_for_its_socket(deep):
    folder, short = deep
    assert short.parent == Path("/tmp")  # noqa: S108
    with running(folder, QUICK) as server:
        assert server.sql("SELECT 1") == "1"
        assert stat.S_IMODE(short.stat().st_mode) == 0o700


def test_a_socket_folder_open_to_others_is_refused(deep):
    folder, short = deep
    short.mkdir(mode=0o755)
    with pytest.raises(Trouble, match="not private"):
        Server(folder, QUICK).start()


def test_a_link_in_place_of_the_socket_folder_is_refused(deep, tmp_path):
    folder, short = deep
    short.symlink_to(tmp_path)
    with pytest.raises(Trouble, match="not a folder"):
        Server(folder, QUICK).start()


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="can't use .*file"):
        Server(tmp_path / "file" / "data").start()
