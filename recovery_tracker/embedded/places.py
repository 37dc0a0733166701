"""Where the embedded database keeps its things. Answers without starting anything."""

import hashlib
import os
import stat
from pathlib import Path

# The kernel's limit for the path of a socket, less the terminating zero byte.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"
# Fixed, not tempfile.gettempdir(): two commands with different TMPDIR must meet at the same socket.
TEMPORARY = Path("/tmp")  # noqa: S108  the folder made in it is verified to be ours and private


class NotOurs(Exception):
    """A folder that should be private to us is not."""


def socket_dir(data_dir):
    """The folder a client names as host: `run` in the data folder, or a private one in /tmp where that is too long."""
    data_dir = Path(data_dir).resolve()
    near = data_dir / "run"
    if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return near
    return _short_home(data_dir) / "run"


def _short_home(data_dir):
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return TEMPORARY / f"recovery-tracker-{os.geteuid()}-{digest}"


def make_private(folder):
    """Make a folder that only we may enter, or check that an existing one is exactly that."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotOurs(f"{folder} is in the way: it is not a folder. Remove it and start again.")
    if found.st_uid != os.geteuid():
        raise NotOurs(f"{folder} belongs to another user of this machine. Remove it and start again.")
    if stat.S_IMODE(found.st_mode) != 0o700:
        raise NotOurs(f"{folder} is open to other users. Run: chmod 700 '{folder}'")
    return folder
