"""`script/server` before it reaches Django: Python, the environment, the network. In copies of the folder."""

import os
import shutil
import socket
import subprocess

import pytest

from .conftest import ROOT

TOOLS = ("bash", "sh", "dirname", "cmp", "mkdir", "flock", "grep", "tail", "cp", "cat", "rm")
NO_INDEX = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}
# Answers what the script asks a Python: its version, whether that is enough, whether it can make environments.
PYTHON = """#!/bin/sh
case "$2" in
*print*) echo {version} ;;
*version_info*) exit {too_old} ;;
*ensurepip*) exit {no_venv} ;;
esac
"""


@pytest.fixture
def copy(tmp_path):
    """A fresh copy, in a folder with a space in its name."""
    folder = tmp_path / "a copy"
    shutil.copytree(ROOT / "script", folder / "script")
    (folder / "requirements.txt").write_text("Django\n")
    return folder


@pytest.fixture
def tools(tmp_path):
    """A folder with the usual commands and no Python."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def python(tools, version, too_old=0, no_venv=0):
    stub = tools / "python3"
    stub.write_text(PYTHON.format(version=version, too_old=too_old, no_venv=no_venv))
    stub.chmod(0o755)


def serve(copy, *arguments, **environ):
    kept = {name: value for name, value in os.environ.items() if name != "DATA_DIR"}
    return subprocess.run(
        [copy / "script" / "server", *arguments], cwd="/", env={**kept, **environ}, capture_output=True, text=True
    )


def refusal(done):
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_no_python_is_one_clear_line(copy, tools):
    assert refusal(serve(copy, PATH=str(tools))).startswith("Python 3.11 or later is needed, and there is none.")


def test_an_old_python_is_named(copy, tools):
    python(tools, "3.9", too_old=1)
    said = refusal(serve(copy, PATH=str(tools)))
    assert said == "Python 3.11 or later is needed, and this is Python 3.9 (python3).\n"


def test_a_python_without_venv_says_which_package_is_missing(copy, tools):
    python(tools, "3.11", no_venv=1)
    assert "apt-get install python3-venv" in refusal(serve(copy, PATH=str(tools)))


def test_a_taken_port_is_told_before_anything_is_installed(copy):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"Port {port} is taken" in refusal(serve(copy, "--demo", "--port", port))
    assert not (copy / ".venv").exists()


def test_without_a_network_pip_says_so_in_one_line(copy):
    said = refusal(serve(copy, "--port", "1", **NO_INDEX))
    assert said.startswith("pip can't reach the package index")
    assert said.count("\n") == 1


def test_what_is_installed_is_not_installed_again(copy):
    stub = copy / ".venv" / "bin" / "python"
    stub.parent.mkdir(parents=True)
    stub.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "$@"\n')
    stub.chmod(0o755)
    shutil.copy(copy / "requirements.txt", copy / ".venv")
    done = serve(copy, "--demo", "--port", "9", PATH="/usr/bin:/bin")
    assert done.stdout == f"{copy}/manage.py up --demo --port 9\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_copy_is_one_clear_line(copy):
    copy.chmod(0o555)
    assert "is read-only" in refusal(serve(copy))
    copy.chmod(0o755)
