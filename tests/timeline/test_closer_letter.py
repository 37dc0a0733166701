"""A letter for her doctor: only with a reason, in her own answers, hers to give."""

import re

import pytest
from django.urls import reverse

from journal.models import UseEvent
from tests.people import make_episode
from tests.timeline.diaries import ago, use, write, write_daily
from timeline.closer import trouble_of
from timeline.words import long_date

URL = "/timeline/closer/letter/"
TROUBLE = {"urinary_frequency": 12, "nocturia": 3, "urinary_urgency": 0, "urinary_pain": 4, "urine_leak": False}
NEVER = ("craving", "thoughts", "diagnos", "cystitis", "mg", "tablet", "medicine", "addict", "abuse")


def letter(client) -> str:
    answer = client.get(URL)
    assert answer.status_code == 200
    return re.search(r"<textarea[^>]*>(.*?)</textarea>", answer.content.decode(), re.DOTALL)[1].strip()


@pytest.fixture
def troubled(patient):
    """Last use 40 days ago, and trouble on each of the last ten days."""
    make_episode(patient, day0=ago(patient, 40))
    write_daily(patient, 10, craving=9, self_harm_thoughts=2, **TROUBLE)
    return patient


def test_it_says_what_she_answered_and_asks_for_a_look(as_patient, troubled):
    said = letter(as_patient)
    assert f"I stopped using ketamine on {long_date(ago(troubled, 40))}." in said
    assert "- going to pee about 12 times a day\n- getting up to pee about 3 times a night\n" in said
    assert "- pain in my bladder or when I pee: about 4 out of 10\n" in said
    assert "Should I see a bladder doctor (urology)?" in said
    assert "urge" not in said and "leaking" not in said


def test_it_tells_of_nothing_else(as_patient, troubled):
    assert not [word for word in NEVER if word in letter(as_patient).lower()]


def test_a_sign_of_the_last_four_weeks_is_in_it_with_its_day(as_patient, troubled):
    write(troubled, {20: {"blood_in_urine": True}, 25: {"blood_in_urine": True}, 29: {"cannot_urinate": True}})
    said = letter(as_patient)
    assert f"I saw blood or jelly-like bits in my pee. The last time was {long_date(ago(troubled, 20))}." in said
    assert "could not" not in said


def test_a_date_that_is_about_right_is_said_to_be(as_patient, patient):
    make_episode(patient, day0=ago(patient, 40), precision="about")
    write_daily(patient, 10, **TROUBLE)
    assert f"I stopped using ketamine about {long_date(ago(patient, 40))}." in letter(as_patient)


def test_the_page_offers_it_and_it_can_be_changed_copied_and_printed_without_a_script(as_patient, troubled):
    assert f'href="{URL}"' in as_patient.get(reverse("closer")).content.decode()
    shown = as_patient.get(URL).content.decode()
    assert re.search(r"<title>(.*?)</title>", shown)[1] == "Letter"
    assert "readonly" not in shown and "<form" not in shown


@pytest.mark.parametrize("precision", ["unknown", "using"])
def test_without_a_date_there_is_no_letter(as_patient, patient, precision):
    make_episode(patient, day0=None, precision=precision)
    write_daily(patient, 10, **TROUBLE)
    assert as_patient.get(URL).url == reverse("closer")
    assert URL not in as_patient.get(reverse("closer")).content.decode()


@pytest.mark.parametrize("day0", [20, 27])
def test_before_four_weeks_there_is_no_letter(as_patient, patient, day0):
    make_episode(patient, day0=ago(patient, day0))
    write_daily(patient, 10, **TROUBLE)
    assert as_patient.get(URL).status_code == 302


@pytest.mark.parametrize("kind", UseEvent.Kind.values)
def test_use_since_then_counts_even_where_the_day_count_goes_on(as_patient, troubled, kind):
    UseEvent.objects.create(patient=troubled, date=ago(troubled, 12), kind=kind, restarts_count=False)
    assert as_patient.get(URL).status_code == 302


def test_a_report_that_was_taken_back_does_not_count(as_patient, troubled):
    use(troubled, 12)
    UseEvent.objects.update(taken_back_at=troubled.created_at)
    assert as_patient.get(URL).status_code == 200


def test_a_yes_in_a_diary_counts_as_use(as_patient, troubled):
    write(troubled, {12: {"used_ketamine": True}})
    assert as_patient.get(URL).status_code == 302


def test_use_before_four_weeks_moves_the_date_of_the_letter(as_patient, troubled):
    use(troubled, 30)
    assert f"I stopped using ketamine on {long_date(ago(troubled, 30))}." in letter(as_patient)


def test_somebody_else_s_trouble_makes_no_letter(as_other_patient, troubled, other_patient):
    assert as_other_patient.get(URL).status_code == 302


def test_somebody_else_s_last_use_makes_no_letter_either(troubled, other_patient):
    write_daily(other_patient, 10, **TROUBLE)
    assert trouble_of(other_patient, ago(other_patient, 0)) is None
