"""The whole product as it ships: `manage.py up` in a data folder of its own, and people in browsers."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clinical.phases import local_day
from tests.closing import close

ROOT = Path(__file__).parent.parent.parent
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
LONDON = ZoneInfo("Europe/London")
START_LIMIT = 120  # seconds
NOT_FOR_IT = ("DATABASE_URL", "DATABASE_OWNER_URL", "TEST_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DB_AS_OWNER")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Product:
    """A running product: its address, and its commands."""

    def __init__(self, data_dir: Path, *options: str):
        self.environment = {**os.environ, "DATA_DIR": str(data_dir), "OTHERS_BAND": "1"}  # all pages there may be
        for name in NOT_FOR_IT:
            self.environment.pop(name, None)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "manage.py", "up", "--port", str(port), *options]
        self.log = data_dir.with_suffix(".log")  # a file, and no pipe: one that nobody empties stops whoever writes
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + START_LIMIT
        while "Running at" not in self.said:
            assert self.process.poll() is None and time.monotonic() < until, f"It did not start: {self.said}"
            time.sleep(0.1)

    @property
    def said(self) -> str:
        """All that it has printed."""
        return self.log.read_text()

    def manage(self, *arguments: str) -> str:
        """What `manage.py` with these arguments prints."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True, timeout=START_LIMIT
        ).stdout

    def clinician(self, username: str, name: str) -> str:
        """A new clinician's password."""
        return self._staff("--clinician", username, "--name", name)

    def administrator(self, username: str) -> str:
        """A new administrator's password."""
        return self._staff("--administrator", username)

    def _staff(self, *arguments: str) -> str:
        said = self.manage("create_staff", *arguments, "--generate")
        return re.search(r"Password: (\S+)", said)[1]

    def stop(self):
        """As Ctrl-C does it."""
        self.process.terminate()
        self.process.wait(timeout=60)


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """begun(*options): a new data folder as a first start with these options leaves it. One start a day of the demo's
    people is enough, and the others are copies."""
    first = {}

    def folder(*options: str) -> Path:
        copy, day = tmp_path_factory.mktemp("data"), local_day(datetime.now(UTC), LONDON)
        if (options, day) not in first:
            first[options, day] = tmp_path_factory.mktemp("first")
            Product(first[options, day], *options).stop()
        if not (first[options, day] / "postgres").is_symlink():  # a database that had to be elsewhere is its own
            shutil.copytree(first[options, day], copy, symlinks=True, dirs_exist_ok=True)
        return copy

    return folder


@pytest.fixture(scope="module")
def product(begun):
    """A product with an empty database."""
    running = Product(begun())
    yield running
    running.stop()


@pytest.fixture(scope="module")
def demo(begun):
    """A product with the demo's people."""
    running = Product(begun("--demo"), "--demo")
    yield running
    running.stop()


class Visitor:
    """Somebody with a browser of her own, and a note of everything that went wrong in it."""

    def __init__(self, chromium, product: Product, **options):
        self.product = product
        self.context = chromium.new_context(locale="en-GB", timezone_id="Europe/London", **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.wrong, self.requests, self.unanswered = [], [], set()
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: (self.requests.append(request.url), self.unanswered.add(request)))
        for end in ("requestfinished", "requestfailed"):
            self.page.on(end, lambda request: self.unanswered.discard(request))

    def go(self, path: str):
        """Open an address of the product; the answer."""
        return self.page.goto(self.product.url + path)

    def log_in(self, username: str, password: str):
        """Through the log-in page."""
        self.go("/accounts/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", password)
        self.page.click("main [type=submit]")

    @property
    def strangers(self) -> set[str]:
        """Addresses of other hosts that a page asked for."""
        return {url for url in self.requests if not url.startswith((self.product.url, "data:"))}

    @property
    def situation(self) -> str:
        """Where she is, what she reads there, what went wrong, and what was asked for last or has no answer."""
        try:
            reads = self.page.locator("body").inner_text(timeout=2000)
        except Exception as trouble:  # a page that doesn't answer is part of what is told
            reads = repr(trouble)
        waits = [f"No answer: {request.method} {request.url}" for request in self.unanswered]
        return "\n".join([self.page.url, reads[:1500], *self.wrong, *self.requests[-20:], *waits])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where each visitor stood when a test failed: a browser's troubles don't come twice."""
    report = yield
    if report.when == "call" and report.failed:
        for visitor in getattr(item.funcargs.get("visit"), "visitors", ()):
            report.sections.append(("A visitor", visitor.situation))
    return report


@pytest.fixture
def visit(chromium):
    """visit(product, **options): a new visitor, on a phone's screen unless told otherwise."""
    visitors = []

    def opened(product, **options):
        visitor = Visitor(chromium, product, **({"viewport": PHONE} | options))
        visitors.append(visitor)
        return visitor

    opened.visitors = visitors
    yield opened
    for visitor in visitors:
        close(visitor.context)
