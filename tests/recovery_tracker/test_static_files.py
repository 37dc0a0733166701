"""Where the collected files are: an address with a digest of the content, worked out once."""

import json

import pytest

from recovery_tracker.static_files import Storage


@pytest.fixture
def storage(tmp_path):
    manifest = {"version": "1.1", "paths": {"site.css": "site.0a1b2c.css"}, "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    return Storage(location=tmp_path, base_url="/static/")


def test_the_address_holds_the_digest(storage):
    assert storage.url("site.css") == "/static/site.0a1b2c.css"


def test_it_is_worked_out_once(storage):
    before = storage.url("site.css")
    storage.hashed_files.clear()
    assert storage.url("site.css") == before


def test_a_file_that_was_not_collected_is_an_error_each_time(storage):
    for _ in range(2):
        with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
            storage.url("nothing.css")


def test_production_uses_it():
    from recovery_tracker import settings

    assert settings.STORAGES["staticfiles"]["BACKEND"] == f"{Storage.__module__}.{Storage.__qualname__}"
