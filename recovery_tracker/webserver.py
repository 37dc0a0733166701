"""The web server as a child process: started, watched until it answers, and stopped."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time

START_LIMIT = 60  # seconds
STOP_LIMIT = 30
TICK = 0.05
# What only `manage.py up` itself may have: the web app never acts as the owner of the tables.
OWNERS_OWN = ("DB_AS_OWNER", "DATABASE_OWNER_URL")


def port_problem(host, port):
    """Why we can't listen there, as a line that says what to do, or ""."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OverflowError:
        return f"{port} is not a port: it must be between 1 and 65535."
    except PermissionError:
        return f"Port {port} is for root only. Choose another: --port 8000"
    except OSError as error:
        if isinstance(error, socket.gaierror):
            return f"There is no address {host} on this machine."
        return f"Port {port} is taken: {error.strerror}. Choose another: --port {port + 1}"
    return ""


class WebServer:
    """gunicorn at one address."""

    def __init__(self, host, port, known_as, folder):
        """`known_as` is a name from ALLOWED_HOSTS, `folder` the one that holds the code."""
        self.host, self.port, self.known_as, self.folder = host, port, known_as, folder
        self.process = None

    @property
    def address(self):
        """What to type into a browser."""
        return f"http://{self._bracketed}:{self.port}/"

    @property
    def _bracketed(self):
        return f"[{self.host}]" if ":" in self.host else self.host

    def start(self):
        """Start it and return when it answers. False when it died or never did."""
        environ = {name: value for name, value in os.environ.items() if name not in OWNERS_OWN}
        # In a session of its own: Ctrl-C comes to us alone, and we let it finish its requests.
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gunicorn", "-c", "python:recovery_tracker.gunicorn_config"]
            + ["--bind", f"{self._bracketed}:{self.port}"],
            cwd=self.folder,
            env={**environ, "STARTED_BY": str(os.getpid())},
            start_new_session=True,
        )
        deadline = time.monotonic() + START_LIMIT
        while self.process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return True
            time.sleep(TICK)
        return False

    def wait(self):
        """Return when it ends by itself, which it should not."""
        return self.process.wait()

    def stop(self):
        """Let it finish its requests, and end it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _answers(self):
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  listening everywhere
        connection = http.client.HTTPConnection(host, self.port, timeout=10)
        try:
            connection.request("GET", "/healthz", headers={"Host": self.known_as})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
