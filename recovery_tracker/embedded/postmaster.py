"""What PostgreSQL's own note of a running server, `postmaster.pid`, says, and whether it is still true."""

import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .places import SOCKET_NAME


@dataclass(frozen=True)
class Postmaster:
    """The server noted in a database folder."""

    pid: int
    sockets: Path | None
    ready: bool
    alive: bool

    def answers(self):
        """Whether it takes connections now."""
        return self.ready and self.alive and self.sockets is not None and listening(self.sockets)


def read(database):
    """The noted server, or None when there is no note."""
    try:
        lines = (database / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    lines += [""] * (8 - len(lines))
    sockets = Path(lines[4]) if lines[4] else None
    return Postmaster(pid, sockets, lines[7].strip() == "ready", _is_server_of(pid, database))


def _is_server_of(pid, database):
    """Whether process `pid` is the server of `database`, not a later process that was given a dead server's number."""
    words = _command_line(pid)
    return "-D" in words and str(database.resolve()) in words


def _command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        if Path("/proc/self").exists():
            return []
    shown = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)  # noqa: S603, S607
    return ["-D", shown.stdout.partition(" -D ")[2].partition(" -c ")[0]]


def listening(sockets):
    """Whether somebody listens at the socket."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(os.fspath(sockets / SOCKET_NAME))
        except OSError:
            return False
    return True


def disown(database):
    """Make a dead server's note harmless.

    Its number may belong to another process by now, and then PostgreSQL would refuse to start. Removing the note would
    also remove the number of its shared memory, by which PostgreSQL sees that a dead server's children still write.
    So only the process number is replaced, by our own: PostgreSQL knows that its parent is not a server.
    """
    note = database / "postmaster.pid"
    lines = note.read_text().splitlines(keepends=True)
    if lines:
        note.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    else:
        note.unlink()  # empty: the machine stopped while it was written
