"""As whom PostgreSQL runs. The ways that only root has are tried where the tests run as root."""

import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from recovery_tracker.embedded import Server, Trouble, running, socket_dir, tenant

QUICK = {"fsync": "off", "shared_buffers": "16MB"}
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user")


@pytest.fixture
def elsewhere(monkeypatch):
    """Namespaces forbidden, and the folder for that case a throwaway one that other users reach."""
    folder = Path(tempfile.mkdtemp(prefix="rt-elsewhere-"))
    folder.chmod(0o755)
    monkeypatch.setattr(tenant, "ELSEWHERE", folder)
    monkeypatch.setenv("RECOVERY_NO_USERNS", "1")
    yield folder
    shutil.rmtree(folder)


def owner_of_process(server):
    pid = (server.database / "postmaster.pid").read_text().split()[0]
    return Path(f"/proc/{pid}").stat().st_uid


@pytest.mark.skipif(os.geteuid() == 0, reason="root is not an ordinary user")
def test_an_ordinary_user_runs_it_as_oneself(tmp_path):
    found, notice = tenant.find(tmp_path)
    assert (found.home, found.uid, found.is_us, notice) == (tmp_path, os.geteuid(), True, "")


@only_root
def test_root_keeps_the_database_in_the_data_folder(tmp_path):
    if not tenant._in_namespace(tmp_path):
        pytest.skip("user namespaces are forbidden here")
    with running(tmp_path / "data", QUICK) as server:
        assert server.notice == ""
        assert server.database.stat().st_uid == 0
        assert not server.database.is_symlink()


@only_root
def test_without_namespaces_root_lends_it_to_a_user_of_the_machine(tmp_path, elsewhere):
    with running(tmp_path / "data", QUICK) as server:
        assert str(elsewhere) in server.notice
        assert pwd.getpwuid(owner_of_process(server)).pw_name in ("postgres", "nobody")
        assert server.sql("SELECT 1") == "1"
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


@only_root
def test_a_lent_database_is_found_again(tmp_path, elsewhere, monkeypatch):
    with running(tmp_path / "data", QUICK) as server:
        server.sql("CREATE TABLE kept (word text)")
    monkeypatch.delenv("RECOVERY_NO_USERNS")
    with running(tmp_path / "data", QUICK) as server:
        assert server.sql("SELECT count(*) FROM kept") == "0"


@only_root
def test_only_the_borrower_may_enter_a_lent_database(tmp_path, elsewhere):
    with running(tmp_path / "data", QUICK) as server:
        home = server.database.resolve().parent
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE(socket_dir(server.data_dir).stat().st_mode) == 0o700


@only_root
def test_programs_that_the_borrower_cannot_reach_are_lent_too(tmp_path, elsewhere, monkeypatch):
    wheel = tenant._wheel()
    for name in (wheel.name, f"{wheel.name}.libs"):
        (tmp_path / name).symlink_to(wheel.with_name(name))
    monkeypatch.setattr(tenant, "_wheel", lambda: tmp_path / wheel.name)
    with running(tmp_path / "data", QUICK) as server:
        home = server.database.resolve().parent
        assert [path.stat().st_uid for path in home.glob("programs-*")] == [home.stat().st_uid]


@only_root
def test_a_database_of_roots_own_is_not_replaced_by_an_empty_one(tmp_path, monkeypatch):
    if not tenant._in_namespace(tmp_path):
        pytest.skip("user namespaces are forbidden here")
    with running(tmp_path / "data", QUICK):
        pass
    monkeypatch.setenv("RECOVERY_NO_USERNS", "1")
    with pytest.raises(Trouble, match="belongs to root"):
        Server(tmp_path / "data", QUICK).start()


@only_root
def test_root_serves_an_ordinary_users_folder_as_that_user(elsewhere):
    user = pwd.getpwnam("nobody")
    data = elsewhere / "data"
    data.mkdir(mode=0o700)
    os.chown(data, user.pw_uid, user.pw_gid)
    with running(data, QUICK) as server:
        assert owner_of_process(server) == user.pw_uid
        assert server.notice == ""
