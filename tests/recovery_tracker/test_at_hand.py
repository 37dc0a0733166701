"""Help that stays on top of all her pages for a day, then as a link for a week (brief 4.2)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from journal.days import today_of
from resources.models import CrisisLine
from tests.people import PASSWORD

BLOCK, LINK = 'class="at-hand"', 'class="at-hand quiet"'
HERS = ["/journal/today/", "/journal/", "/timeline/", "/more/", "/privacy/", "/share/", "/welcome/", "/journal/import/",
        "/help-now/?country=GB", "/resources/", "/resources/samaritans/", "/timeline/about/",
        "/accounts/password/change/", "/accounts/logout/", "/assessments/", "/assessments/phq9/"]  # fmt: skip
REFUSED = {"/no-such-page/": 404, "/journal/2020-01-01/saved/": 404, "/journal/2999-01-01/": 400}


@pytest.fixture
def told(patient):
    """She told of harm just now."""
    patient.help_block_until = timezone.now() + timedelta(hours=24)
    patient.help_link_until = timezone.now() + timedelta(days=7)
    patient.save()
    return patient


def page(client, path):
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", HERS)
def test_it_stands_on_every_page_of_hers_and_nowhere_else(as_patient, as_other_patient, client, told, path):
    html = page(as_patient, path)
    assert html.index(BLOCK) < html.index('id="main"')
    assert html.index("tel:999") < html.index('id="main"')
    assert "tel:116123" in html
    assert "at-hand" not in page(as_other_patient, path)
    assert "at-hand" not in page(client, path)


@pytest.mark.parametrize("path", REFUSED)
def test_it_stands_with_its_numbers_on_a_page_that_says_there_is_none(as_patient, told, path):
    answer = as_patient.get(path)
    assert answer.status_code == REFUSED[path]
    assert BLOCK in answer.content.decode()
    assert "tel:999" in answer.content.decode()


def test_it_stands_on_the_page_about_a_form_that_was_open_for_too_long(patient, told):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(patient.user)
    answer = strict.post("/journal/today/", {"craving": "3"})
    assert answer.status_code == 403
    assert "tel:999" in answer.content.decode()


def test_it_stays_for_a_day_then_a_link_for_a_week_then_nothing(as_patient, told):
    now = timezone.now()
    for after, shown in ((timedelta(hours=23), BLOCK), (timedelta(hours=25), LINK), (timedelta(days=6), LINK)):
        with time_machine.travel(now + after):
            assert shown in page(as_patient, "/more/")
    with time_machine.travel(now + timedelta(days=8)):
        assert "at-hand" not in page(as_patient, "/more/")


def test_the_link_leads_to_the_help_of_her_country(as_patient, told):
    told.help_block_until = None
    told.save()
    html = page(as_patient, "/more/")
    aside = html[html.index(LINK) : html.index("</aside>")]
    assert "/help-now/?country=GB" in aside
    assert "tel:" not in aside


def test_it_is_gone_once_she_is_logged_out_and_back_when_she_logs_in(told):
    browser = Client()
    browser.login(username=told.user.username, password=PASSWORD)
    assert BLOCK in page(browser, "/journal/today/")
    browser.post("/accounts/logout/")
    assert "at-hand" not in page(browser, "/")


def test_staff_never_meet_it(as_clinician, as_administrator, told):
    for client in (as_clinician, as_administrator):
        assert "at-hand" not in page(client, "/admin/")
        assert "at-hand" not in page(client, f"/admin/accounts/patient/{told.pk}/change/")
        assert "at-hand" not in page(client, "/help-now/?country=GB")


def test_a_country_without_numbers_gets_the_way_to_help(as_patient, told):
    told.country = ""
    told.save()
    html = page(as_patient, "/more/")
    aside = html[html.index(BLOCK) : html.index("</aside>")]
    assert "Whom to call now" in aside
    assert "tel:" not in aside


def test_a_number_taken_out_of_the_directory_is_gone_from_the_next_page(as_patient, told):
    assert "tel:116123" in page(as_patient, "/more/")
    CrisisLine.objects.filter(slug="gb-samaritans").update(status="suspended")
    assert "tel:116123" not in page(as_patient, "/more/")


def test_a_line_for_texts_stands_in_where_nobody_can_be_called(as_patient, told):
    CrisisLine.objects.filter(country="GB", kind="crisis").exclude(slug="gb-shout").update(status="suspended")
    assert "text 85258" in page(as_patient, "/more/")


def test_it_costs_one_query_while_it_is_pinned_and_none_otherwise(as_patient, patient, count_queries):
    without = count_queries(lambda: as_patient.get("/more/"))
    patient.help_link_until = timezone.now() + timedelta(days=7)
    patient.save()
    assert count_queries(lambda: as_patient.get("/more/")) == without
    patient.help_block_until = timezone.now() + timedelta(hours=24)
    patient.save()
    assert count_queries(lambda: as_patient.get("/more/")) == without + 1


def test_it_names_neither_what_she_answered_nor_a_way_to_close_it(as_patient, told):
    html = page(as_patient, "/more/")
    aside = html[html.index(BLOCK) : html.index("</aside>")].lower()
    assert not [word for word in ("harm", "suicid", "ketamine", "thought", "button", "form") if word in aside]


def test_it_never_stands_in_the_way_of_writing(as_patient, told):
    answer = as_patient.post(f"/journal/{today_of(told)}/", {"craving": "3", "self_harm_thoughts": "0"})
    assert answer.status_code == 302


def test_with_the_whole_panel_before_her_it_is_not_shown_twice(as_patient, told):
    as_patient.post(f"/journal/{today_of(told)}/", {"self_harm_thoughts": "2"})
    html = page(as_patient, f"/journal/{today_of(told)}/saved/")
    assert "at-hand" not in html
    assert "tel:999" in html
