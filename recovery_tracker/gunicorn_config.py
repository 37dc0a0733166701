"""How gunicorn serves the app. Read by gunicorn itself; `webserver` starts it."""

import ctypes
import os
import signal
import sys
from pathlib import Path

wsgi_app = "recovery_tracker.wsgi"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 20
accesslog = None
errorlog = "-"
loglevel = "warning"
umask = 0o077
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108  the workers' sign of life: an unnamed file, best not on a slow disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108

SET_PARENT_DEATH_SIGNAL = 1


def on_starting(server):
    """Go when `manage.py up` goes, however it goes: nothing of ours may hold the port after it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.environ.get("STARTED_BY") not in (None, str(os.getppid())):
        sys.exit(1)
