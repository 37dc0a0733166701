"""Static files: where they are, and collecting them only when one has changed, as compressing them takes seconds."""

import hashlib
import os

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP = "static.stamp"


class Storage(CompressedManifestStaticFilesStorage):
    """The collected files. Where each one is can't change while we run, and every page asks for several."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._addresses = {}

    def url(self, name, force=False):
        """The address of a file, with the digest of its content in it."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]


def collect():
    """Bring STATIC_ROOT up to date. True when there was something to do."""
    stamp, current = settings.DATA_DIR / STAMP, _fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=settings.STATIC_ROOT.exists())
    stamp.write_text(current)
    return True


def _fingerprint():
    """A digest of the names, sizes and times of all files, and of how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(repr((name, found.st_size, found.st_mtime_ns)).encode())
    return digest.hexdigest()
