"""Public pages may be kept by browsers and proxies; a page with somebody on it may not."""

import pytest
from django.urls import reverse

from resources.models import CrisisLine, Resource

pytestmark = pytest.mark.django_db
PAGES = ["/resources/", "/resources/?q=sleep", "/resources/sleep/", "/resources/frank/", "/help-now/?country=GB"]


@pytest.mark.parametrize("address", PAGES)
def test_a_visitors_page_may_be_kept_and_is_not_sent_twice(client, address):
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Last-Modified"]
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304


def test_a_changed_row_changes_the_page(client):
    first = client.get("/resources/frank/")
    frank = Resource.objects.get(slug="frank")
    frank.description = "Other words."
    frank.save()
    assert client.get("/resources/frank/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_changed_line_changes_the_help_page(client):
    first = client.get("/help-now/?country=GB")
    CrisisLine.objects.filter(slug="gb-samaritans").update(status="suspended")
    assert client.get("/help-now/?country=GB", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_signed_in_page_is_kept_by_nobody(as_patient, as_clinician, address):
    for client in (as_patient, as_clinician):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]


def test_a_visitor_with_any_cookie_gets_a_page_of_his_own(client):
    client.cookies["sessionid"] = "stale"
    assert "public" not in client.get("/resources/").get("Cache-Control", "")


def test_nothing_that_is_missing_is_kept(client):
    answer = client.get(reverse("resource", args=["no-such-place"]))
    assert answer.status_code == 404
    assert "public" not in answer.get("Cache-Control", "")
