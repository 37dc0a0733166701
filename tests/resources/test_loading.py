"""Loading the data files: again and again, without taking an administrator's work away."""

from datetime import date

import pytest

from resources import catalogue
from resources.models import CrisisLine, Resource

pytestmark = pytest.mark.django_db
ALL = sum(len(catalogue.read(name)["rows"]) for name in ("resources.json", "articles.json"))


@pytest.fixture
def newer(monkeypatch):
    """The files as they are, one version on."""
    read = catalogue.read

    def raised(name):
        file = read(name)
        return file | {"version": file["version"] + 1}

    monkeypatch.setattr(catalogue, "read", raised)


def test_an_empty_table_gets_every_row():
    Resource.objects.all().delete()
    CrisisLine.objects.all().delete()
    loaded = catalogue.load()
    assert loaded["resources.Resource"] == (ALL, 0, 0)
    assert CrisisLine.objects.count() == loaded["resources.CrisisLine"].added


def test_loading_again_changes_nothing():
    catalogue.load()
    before = list(Resource.objects.order_by("pk").values())
    assert catalogue.load()["resources.Resource"] == (0, 0, ALL)
    assert list(Resource.objects.order_by("pk").values()) == before


def test_the_same_version_leaves_a_row_alone():
    Resource.objects.filter(slug="frank").update(description="Older words.")
    catalogue.load()
    assert Resource.objects.get(slug="frank").description == "Older words."


def test_a_newer_version_brings_a_row_up_to_date(newer):
    Resource.objects.filter(slug="frank").update(description="Older words.", content_warning="Loud.")
    catalogue.load()
    frank = Resource.objects.get(slug="frank")
    assert frank.description.startswith("Plain facts")
    assert (frank.content_warning, frank.version) == ("", 2)


def test_a_newer_version_keeps_what_an_administrator_edited(newer):
    Resource.objects.filter(slug="frank").update(description="Her words.", edited_on=date(2026, 1, 2))
    loaded = catalogue.load()
    assert Resource.objects.get(slug="frank").description == "Her words."
    assert loaded["resources.Resource"] == (0, ALL - 1, 1)


def test_a_newer_version_keeps_the_date_of_a_persons_check(newer):
    CrisisLine.objects.filter(slug="gb-samaritans").update(verified_on=date(2026, 1, 2), verified_by="Kim")
    catalogue.load()
    assert CrisisLine.objects.get(slug="gb-samaritans").verified_on == date(2026, 1, 2)
