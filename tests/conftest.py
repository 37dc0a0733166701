"""The cast of the suite, always present together, and the real PostgreSQL it plays on."""

import contextlib
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts import rls
from tests import people
from tests.closing import close
from tests.settling import settle


def pytest_configure(config):
    """One throwaway server for the whole run; workers find it in the environment."""
    with contextlib.suppress(ImportError):
        import hypothesis

        # How long an example takes says more about the machine than about us.
        hypothesis.settings.register_profile("patient", deadline=None)
        hypothesis.settings.load_profile("patient")
    if os.environ.get("TEST_DATABASE_URL") or hasattr(config, "workerinput"):
        return
    from recovery_tracker.embedded import Server
    from recovery_tracker.roles import ROLE_SQL

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a run cut short ends its server, too
    folder = tempfile.mkdtemp(prefix="rt-test-")
    quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    server = Server(Path(folder), settings=quick | {"lock_timeout": "120s"})  # two that wait for each other end as well
    server.start()
    server.sql(ROLE_SQL)
    os.environ["TEST_DATABASE_URL"] = server.url("postgres", "postgres")
    config.add_cleanup(lambda: (server.stop(), shutil.rmtree(folder, ignore_errors=True)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Point Django at the tests' server."""
    from django.db import connections

    from recovery_tracker.database import parse_url

    given = parse_url(os.environ["TEST_DATABASE_URL"], "TEST_DATABASE_URL")
    for target in (connections.databases["default"], connections["default"].settings_dict):
        target.update({key: value for key, value in given.items() if key != "OPTIONS"})
        target["OPTIONS"] = {"connect_timeout": 5}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Policies, grants and the catalogue, as `manage.py up` makes them."""
    from django.db import connection

    from recovery_tracker.roles import ROLE_SQL

    with django_db_blocker.unblock():
        call_command("createcachetable", "recovery_tracker_cache")
        with connection.cursor() as cursor:
            cursor.execute(ROLE_SQL)
            for statement in rls.setup_sql():
                cursor.execute(statement)
        call_command("load_catalogue", verbosity=0)


@pytest.fixture(scope="module")
def chromium():
    """Chromium, where there is one. Its own loop would disturb tests with a database, so it ends with the module."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        missing = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        missing("There is no Chromium here.")
    sync_api = pytest.importorskip("playwright.sync_api")
    for kind in (sync_api.Page, sync_api.Locator):
        settle(kind)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        close(browser)


emptied = {"by a test that commits": False}


@pytest.fixture(autouse=True)
def catalogue_is_there(request, django_db_blocker):
    """A test that really commits leaves empty tables behind; whoever comes next finds the catalogue again."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    if emptied["by a test that commits"] and (marker or "db" in request.fixturenames or commits):
        with django_db_blocker.unblock():
            call_command("load_catalogue", verbosity=0)
        emptied["by a test that commits"] = False
    yield
    emptied["by a test that commits"] |= commits


@pytest.fixture
def committed(transactional_db):
    """A database in which everything is really committed, for tests of two requests at once."""


@pytest.fixture
def cast(db):
    """Everybody at once: with the stranger alone a dropped filter goes unnoticed, beside the clinician it doesn't."""
    patient = people.make_patient(chosen_name="Robin")
    other_patient = people.make_patient(chosen_name="Alex")
    clinician = people.make_clinician(name="Kim Keyworker")
    stranger = people.make_clinician(name="Pat Stranger")
    administrator = people.make_user(is_staff=True, is_superuser=True)
    people.make_link(patient, clinician)
    people.make_link(other_patient, stranger)
    return {
        "patient": patient,
        "other_patient": other_patient,
        "clinician": clinician,
        "stranger": stranger,
        "administrator": administrator,
    }


@pytest.fixture
def patient(cast):
    """She keeps the diary; the clinician is linked to her."""
    return cast["patient"]


@pytest.fixture
def other_patient(cast):
    """Somebody else's patient: the stranger's."""
    return cast["other_patient"]


@pytest.fixture
def clinician(cast):
    """Linked to `patient`."""
    return cast["clinician"]


@pytest.fixture
def stranger(cast):
    """A clinician linked to `other_patient` only."""
    return cast["stranger"]


@pytest.fixture
def administrator(cast):
    """Manages accounts and content; sees no diary."""
    return cast["administrator"]


@pytest.fixture
def as_patient(patient):
    """A browser in which `patient` is signed in."""
    return people.signed_in(patient.user)


@pytest.fixture
def as_other_patient(other_patient):
    """A browser in which `other_patient` is signed in."""
    return people.signed_in(other_patient.user)


@pytest.fixture
def as_clinician(clinician):
    """A browser in which `clinician` is signed in."""
    return people.signed_in(clinician.user)


@pytest.fixture
def as_stranger(stranger):
    """A browser in which `stranger` is signed in."""
    return people.signed_in(stranger.user)


@pytest.fixture
def as_administrator(administrator):
    """A browser in which `administrator` is signed in."""
    return people.signed_in(administrator)


@pytest.fixture
def count_queries():
    """Counts the statements of a call that ask or change something; the transaction's own brackets aside."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")

    def counted(call) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        told = [query["sql"] for query in queries if not query["sql"].startswith(brackets)]
        restored = [sql for sql in told if "set_config('role'" in sql or "current_setting('role')" in sql]
        return len(told) - max(0, len(restored) - 1)  # production has one role statement a request, tests restore it

    return counted
