"""Secrets of this installation: from the environment, or made once and kept in the data folder (mode 0600)."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


def secret_key(environ: dict[str, str], data_dir: Path) -> str:
    """Django's secret key: SECRET_KEY, else the data folder's `secret.key`, made on first use."""
    return environ.get("SECRET_KEY") or _kept(data_dir / "secret.key", lambda: secrets.token_urlsafe(64))


def notes_keys(environ: dict[str, str], data_dir: Path) -> list[str]:
    """The Fernet keys of the patients' notes, newest first: NOTES_KEYS (comma separated), else the data folder's
    `notes.key` (one a line)."""
    given = environ.get("NOTES_KEYS")
    if given:
        return [key.strip() for key in given.split(",") if key.strip()]
    return _kept(data_dir / "notes.key", lambda: Fernet.generate_key().decode()).split()


def _kept(path: Path, make) -> str:
    """The text of `path`; made once, with mode 0600, by whoever comes first."""
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{os.getpid()}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(make())
            try:
                os.link(draft, path)
            except FileExistsError:
                pass  # another process was first: its key counts
            finally:
                draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"The key file {path} can't be read or made: {error.strerror}.") from error
