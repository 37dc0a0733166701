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


class Trouble(Exception):
    """The embedded database cannot be used. The message is one line that says what to do."""


def socket_dir(data_dir, uid=None):
    """The folder a client names as host: `run` in the data folder, or a private one in /tmp where that is too long."""
    data_dir = Path(data_dir).resolve()
    near = data_dir / "run"
    if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return near
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return TEMPORARY / f"recovery-tracker-{os.geteuid() if uid is None else uid}-{digest}" / "run"


def make_private(folder, uid, gid):
    """Make a folder that only `uid` may enter, or check that an existing one is exactly that."""
    try:
        folder.mkdir(mode=0o700)
        if uid != os.geteuid():
            os.chown(folder, uid, gid)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise Trouble(f"{folder} is in the way: it is not a folder. Remove it and start again.")
    if found.st_uid != uid:
        raise Trouble(f"{folder} belongs to another user of this machine. Remove it and start again.")
    if stat.S_IMODE(found.st_mode) != 0o700:
        raise Trouble(f"{folder} is not private. Run: chmod 700 '{folder}'")


def make_socket_dir(folder, uid, gid):
    """Make `folder`, as `socket_dir` gives it, private to `uid`."""
    if folder.parent.parent == TEMPORARY:
        make_private(folder.parent, uid, gid)
    if folder.is_symlink():
        folder.unlink()
    make_private(folder, uid, gid)


def lead(folder, target):
    """Let clients who name `folder` find the sockets in `target`, when that is another one."""
    if folder.resolve() == target.resolve():
        return
    if folder.parent.parent == TEMPORARY:
        make_private(folder.parent, os.geteuid(), os.getegid())
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        folder.rmdir()
    folder.symlink_to(target)
