"""Which database, and as whom, from the environment alone."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from recovery_tracker.database import configuration, parse_url

APP = "postgresql://rt_app:one@db:5432/recovery"
OWNER = "postgresql://rt_owner:two@db:5432/recovery"


def test_unset_it_is_the_embedded_one_as_the_web_app(tmp_path):
    found = configuration({}, tmp_path, as_owner=False)
    assert (found["USER"], found["NAME"], found["HOST"]) == ("rt_app", "recovery", str(tmp_path / "run"))
    assert found["ATOMIC_REQUESTS"] is False


def test_unset_commands_are_the_owner(tmp_path):
    assert configuration({}, tmp_path, as_owner=True)["USER"] == "rt_owner"


def test_a_demonstration_has_a_database_of_its_own(tmp_path):
    assert configuration({"RECOVERY_DEMO": "1"}, tmp_path, as_owner=False)["NAME"] == "recovery_demo"


def test_it_starts_and_makes_nothing(tmp_path):
    configuration({}, tmp_path / "data", as_owner=False)
    assert not (tmp_path / "data").exists()


def test_each_side_has_its_own_address(tmp_path):
    both = {"DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER}
    assert configuration(both, tmp_path, as_owner=False)["USER"] == "rt_app"
    assert configuration(both, tmp_path, as_owner=True)["USER"] == "rt_owner"


def test_with_one_owners_address_the_web_app_steps_down(tmp_path):
    only = {"DATABASE_URL": OWNER + "?options=-c%20lock_timeout%3D5s"}
    app, owner = (configuration(only, tmp_path, as_owner=side) for side in (False, True))
    assert app["OPTIONS"]["options"] == "-c lock_timeout=5s -c role=rt_app"
    assert owner["OPTIONS"]["options"] == "-c lock_timeout=5s"


def test_the_web_apps_address_is_no_owners(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
        configuration({"DATABASE_URL": APP}, tmp_path, as_owner=True)


def test_behind_pgbouncer_there_are_no_server_side_cursors(tmp_path):
    assert configuration({"PGBOUNCER": "1"}, tmp_path, as_owner=False)["DISABLE_SERVER_SIDE_CURSORS"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://a:b@db/name", {"HOST": "db", "PORT": "", "USER": "a", "PASSWORD": "b", "NAME": "name"}),
        ("postgresql://a:p%40%3A%2F%23@db:1/n", {"PASSWORD": "p@:/#", "PORT": "1"}),
        ("postgresql://a@/n?host=/run/Postgres", {"HOST": "/run/Postgres", "PASSWORD": ""}),
        ("postgresql://a@%2Frun%2FPostgres/n", {"HOST": "/run/Postgres"}),
        ("postgresql://a@[2001:db8::1]:5433/n", {"HOST": "2001:db8::1", "PORT": "5433"}),
        ("postgresql:///n?user=b&port=7&host=h", {"USER": "b", "PORT": "7", "HOST": "h"}),
        ("postgresql://a@h/n?sslmode=require", {"OPTIONS": {"sslmode": "require"}}),
    ],
)
def test_an_address_is_read(url, expected):
    found = parse_url(url)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a:secret@h/n",
        "postgresql://a:secret@h",
        "postgresql://a:secret@h:x/n",
        "postgresql://a:secret@[h/n",
        "postgresql://a:secret@h/n?sslmode",
        "secret",
    ],
)
def test_a_bad_address_is_told_without_its_password(url):
    with pytest.raises(ImproperlyConfigured) as caught:
        parse_url(url)
    assert "secret" not in str(caught.value)
    assert "DATABASE_URL" in str(caught.value)
