"""Help she put aside: her own list, beside a directory that knows nobody."""

import pytest
from django.urls import reverse

from resources.models import Resource
from timeline.models import SavedHelp
from timeline.saved_help import MOST

pytestmark = pytest.mark.django_db
SAVE, LIST = reverse("save_help", args=["sleep"]), reverse("saved_help")


def test_what_she_saves_stands_on_her_list_and_on_its_page(as_patient, patient):
    assert as_patient.post(SAVE, {"save": "1"}).url == reverse("resource", args=["sleep"])
    assert "When sleep is hard" in as_patient.get(LIST).text
    assert "You saved this" in as_patient.get(reverse("resource", args=["sleep"])).text


def test_saving_twice_makes_one_and_it_can_be_taken_off(as_patient, patient):
    as_patient.post(SAVE, {"save": "1"})
    as_patient.post(SAVE, {"save": "1"})
    assert patient.saved_help.count() == 1
    as_patient.post(SAVE, {"save": "0"})
    assert "Nothing yet" in as_patient.get(LIST).text


def test_nobody_elses_list_shows_or_changes(as_patient, as_other_patient, patient):
    as_patient.post(SAVE, {"save": "1"})
    assert "When sleep is hard" not in as_other_patient.get(LIST).text
    as_other_patient.post(SAVE, {"save": "0"})
    assert patient.saved_help.count() == 1


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
def test_staff_have_no_list_and_see_no_button(request, who):
    client = request.getfixturevalue(who)
    assert client.get(LIST).status_code == 404
    assert client.post(SAVE, {"save": "1"}).status_code == 404
    assert "Save this for later" not in client.get(reverse("resource", args=["sleep"])).text


def test_a_visitor_is_offered_no_list(client):
    assert "Save this for later" not in client.get(reverse("resource", args=["sleep"])).text
    assert client.post(SAVE, {"save": "1"}).url.startswith(reverse("account_login"))


def test_what_left_the_directory_leaves_the_list_and_cannot_be_saved(as_patient, patient):
    as_patient.post(SAVE, {"save": "1"})
    Resource.objects.filter(slug="sleep").update(status="suspended")
    assert "When sleep is hard" not in as_patient.get(LIST).text
    assert as_patient.post(SAVE, {"save": "1"}).status_code == 404


def test_a_list_has_an_end(as_patient, patient):
    rows = Resource.objects.exclude(slug="sleep")[:MOST]
    many = [Resource(slug=f"m-{n}", name="M", kind="helpline", description="M") for n in range(MOST - len(rows))]
    Resource.objects.bulk_create(many)
    SavedHelp.objects.bulk_create(SavedHelp(patient=patient, resource=row) for row in [*rows, *many])
    assert "Your list is full" in as_patient.post(SAVE, {"save": "1"}, follow=True).text
    assert patient.saved_help.count() == MOST


def test_the_list_asks_as_often_with_many(as_patient, patient, count_queries):
    as_patient.post(SAVE, {"save": "1"})
    before = count_queries(lambda: as_patient.get(LIST))
    SavedHelp.objects.bulk_create(
        SavedHelp(patient=patient, resource=row) for row in Resource.objects.exclude(slug="sleep")[:50]
    )
    assert count_queries(lambda: as_patient.get(LIST)) == before
