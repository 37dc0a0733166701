"""Every page: help and the way out on top, the right places to go, and what a demo says of itself."""

import pytest

PATIENT_PAGES = {"/journal/today/": "Today", "/timeline/": "Timeline", "/resources/": "Help", "/more/": "More"}
PUBLIC_PAGES = ["/", "/help-now/", "/resources/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_leads_to_help_and_out(client, path):
    html = client.get(path).content.decode()
    assert ">Help now</a>" in html and ">Leave this page</a>" in html
    assert 'rel="nofollow noreferrer"' in html and "Not watched live" in html


@pytest.mark.parametrize("path", PATIENT_PAGES)
def test_a_patients_page_marks_the_tab_she_is_on(as_patient, path):
    tab = as_patient.get(path).content.decode().split('aria-current="page"', 1)[1].split("</a>", 1)[0]
    assert tab.endswith(PATIENT_PAGES[path])


def test_help_now_opens_with_her_own_country(as_patient, patient):
    type(patient).objects.filter(pk=patient.pk).update(country="NZ")
    assert 'href="/help-now/?country=NZ"' in as_patient.get("/more/").content.decode()


def test_a_visitor_sees_no_tabs(client):
    html = client.get("/").content.decode()
    assert 'class="tabs"' not in html and ">Sign up</a>" in html


def test_staff_are_led_back_to_their_work(as_clinician):
    html = as_clinician.get("/resources/").content.decode()
    assert 'class="tabs"' not in html and 'href="/admin/"' in html


def test_a_demo_says_so_on_every_page(client, settings):
    settings.DEMO = True
    assert all("This is a demo." in client.get(path).content.decode() for path in PUBLIC_PAGES)


def test_no_title_says_what_this_is_about(as_patient):
    titles = [as_patient.get(p).content.decode().split("<title>")[1].split("<")[0] for p in PATIENT_PAGES]
    assert all(titles) and "ketamine" not in " ".join(titles).lower()
