"""The first minutes: sign up, a few questions, and off."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Patient, User
from accounts.pinned_help import BLOCK, kept_at_hand
from journal.days import today_of
from journal.models import Episode
from journal.services import record_entry
from recovery_tracker.forms import WelcomeForm
from tests.people import PASSWORD, make_user

NAMES = {"username": "Robin", "password1": PASSWORD, "password2": PASSWORD, "email": ""}


@pytest.fixture
def newcomer(db):
    """Somebody who has just signed up."""
    client = Client()
    client.force_login(make_user())
    return client


def welcomed(client, **answers):
    return client.post("/welcome/", {"adult": "on"} | answers)


def test_signing_up_takes_a_name_and_a_password(client, db):
    assert client.post("/accounts/signup/", NAMES).url == "/welcome/"
    assert User.objects.get().username == "Robin"
    assert client.get("/").url == "/welcome/"


def test_a_name_that_differs_only_in_capitals_is_taken(client, db):
    make_user(username="robin")
    answer = client.post("/accounts/signup/", NAMES)
    assert answer.status_code in (200, 422)
    assert User.objects.count() == 1
    assert "already" in answer.content.decode()


def test_a_name_that_can_not_be_taken_is_explained_in_plain_words(client, db):
    page = client.post("/accounts/signup/", NAMES | {"username": "Robin H"}).content.decode()
    assert "letters and numbers, and no spaces" in page
    assert not User.objects.exists()


def test_what_losing_the_password_means_is_said_plainly(client, db):
    assert "what you wrote stays locked" in client.get("/accounts/signup/").content.decode()


def test_only_being_an_adult_must_be_answered(newcomer):
    assert welcomed(newcomer).url == "/journal/today/"
    patient = Patient.objects.get()
    assert (patient.time_zone, patient.country, patient.goal, patient.show_day_counts) == ("UTC", "", "", False)
    assert Episode.objects.get().precision == "unknown"


def test_without_being_an_adult_there_is_no_journal(newcomer):
    answer = newcomer.post("/welcome/", {"chosen_name": "Robin"})
    assert answer.status_code == 422
    assert "for adults" in answer.content.decode()
    assert not Patient.objects.exists()


def test_every_answer_is_kept(newcomer):
    answers = {"chosen_name": "Robin", "country": "IE", "time_zone": "Europe/Dublin", "goal": "reduce"}
    welcomed(newcomer, precision="about", day0="2026-01-05", show_day_counts="yes", **answers)
    patient = Patient.objects.get()
    assert {name: getattr(patient, name) for name in answers} == answers
    assert patient.show_day_counts
    assert Episode.objects.get().day0 == date(2026, 1, 5)


def test_a_date_of_last_use_to_come_is_refused(newcomer):
    tomorrow = timezone.now().date() + timedelta(days=2)
    answer = welcomed(newcomer, precision="exact", day0=str(tomorrow))
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()
    assert not Episode.objects.exists()


def test_who_still_uses_has_no_date_even_if_one_was_typed(newcomer):
    welcomed(newcomer, precision="using", day0="2026-01-05")
    assert Episode.objects.get().day0 is None


def test_a_date_without_a_word_is_taken_as_known(newcomer):
    welcomed(newcomer, day0="2026-01-05")
    assert Episode.objects.get().precision == "exact"


def test_the_country_gives_a_time_zone_to_those_who_choose_none(newcomer):
    welcomed(newcomer, country="AU")
    assert Patient.objects.get().time_zone == "Australia/Sydney"


def test_the_country_is_guessed_from_the_browser(newcomer):
    page = newcomer.get("/welcome/", headers={"accept-language": "en-NZ,en;q=0.8"}).content.decode()
    assert '<option value="NZ" selected>' in page


def test_answers_can_be_changed_later(as_patient, patient):
    page = as_patient.get("/welcome/").content.decode()
    assert "Your details" in page
    assert "18 or older" not in page
    assert as_patient.post("/welcome/", {"chosen_name": "Rob", "country": "FR"}).url == "/more/"
    patient.refresh_from_db()
    assert (patient.chosen_name, patient.country) == ("Rob", "FR")


def test_a_made_up_time_zone_is_refused(newcomer):
    assert welcomed(newcomer, time_zone="Mars/Base").status_code == 422


def test_before_the_welcome_there_is_nothing_else(newcomer):
    for url in ("/journal/today/", "/timeline/", "/privacy/", "/share/", "/more/"):
        assert newcomer.get(url).url == "/welcome/"


def test_staff_are_not_welcomed_as_patients(as_clinician):
    assert as_clinician.get("/welcome/").status_code == 404
    assert as_clinician.get("/").url == "/admin/"


def test_the_health_check_answers(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_help_stands_on_every_page_that_takes_no_login(client, db):
    for url in ("/", "/accounts/login/", "/accounts/signup/", "/timeline/about/", "/resources/", "/nothing-here/"):
        assert "/help-now/" in client.get(url).content.decode(), url


def test_signed_in_pages_are_never_kept_by_a_browser(as_patient):
    assert "no-store" in as_patient.get("/journal/today/")["Cache-Control"]


def test_a_demo_account_opens_only_in_a_demo(client, db, settings):
    make_user(username="somebody", is_demo=True)
    login = {"login": "somebody", "password": PASSWORD}
    client.post("/accounts/login/", login)
    assert "_auth_user_id" not in client.session
    settings.DEMO = True
    client.post("/accounts/login/", login)
    assert "_auth_user_id" in client.session


def test_every_page_of_a_demo_says_so(client, as_patient, settings):
    settings.DEMO = True
    for answer in (client.get("/"), as_patient.get("/journal/today/"), client.get("/accounts/login/")):
        assert "This is a demo" in answer.content.decode()


def test_help_now_is_of_her_own_country_even_from_a_bookmark(as_patient):
    assert as_patient.get("/help-now/").url == "/help-now/?country=GB"
    assert "tel:911" not in as_patient.get("/help-now/?country=GB").content.decode().split("Other countries")[0]


def test_answers_given_again_take_down_no_help_that_was_put_up_meanwhile(patient):
    form = WelcomeForm({"country": "GB"}, user=patient.user, patient=Patient.objects.get(pk=patient.pk))
    record_entry(
        patient=patient, day=today_of(patient), ratings={"self_harm_thoughts": 2}, note="", used=None, why="check-in"
    )
    assert form.is_valid()
    form.save()
    patient.refresh_from_db()
    assert kept_at_hand(patient, timezone.now()) == BLOCK
