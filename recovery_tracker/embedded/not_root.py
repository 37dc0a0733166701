"""Run a program as if we were not root: `python not_root.py UID GID PROGRAM ARGUMENTS…`.

PostgreSQL refuses to run as root. In a user namespace of its own the process sees itself as an ordinary user, while
outside it is still us: what it writes belongs to us, and it reaches what we reach, with no folder opened to anybody.
Run as a script by a bare Python (-I -S), so it imports nothing of ours.
"""

import ctypes
import os
import sys

CLONE_NEWUSER = 0x10000000
NO_NAMESPACE = 121


def enter(uid, gid):
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    # The kernel accepts a group mapping from an ordinary process only after setgroups has been given up.
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {outer_uid} 1"), ("gid_map", f"{gid} {outer_gid} 1")):
        with open(f"/proc/self/{name}", "w") as out:
            out.write(text)


if __name__ == "__main__":
    try:
        enter(int(sys.argv[1]), int(sys.argv[2]))
    except (OSError, AttributeError):
        sys.exit(NO_NAMESPACE)
    os.execv(sys.argv[3], sys.argv[3:])  # noqa: S606  the caller chose the program
