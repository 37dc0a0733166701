"""Warning signs: advice at once, with whom to call in her country (brief 4.5)."""

from datetime import timedelta

import pytest

from journal.days import today_of
from journal.models import AdviceShown, Symptom
from resources.models import CrisisLine
from tests.people import make_entry, make_episode

EMERGENCIES = ["seizure", "chest_pain", "cannot_urinate"]
FOR_TODAY = ["blood_in_urine", "psychosis_like", "jaundice", "elated_no_sleep"]


def page_after(client, patient, day=None, **ratings):
    make_entry(patient, day or today_of(patient), ratings=ratings)
    return client.get(f"/journal/{day or today_of(patient)}/saved/").content.decode()


def live_in(patient, country):
    patient.country = country
    patient.save()


def test_every_red_flag_of_the_catalogue_brings_advice(as_patient, patient):
    codes = list(Symptom.objects.filter(red_flag=True).values_list("code", flat=True))
    assert set(codes) == {*EMERGENCIES, *FOR_TODAY}
    for back, code in enumerate(codes):
        page = page_after(as_patient, patient, today_of(patient) - timedelta(days=back), **{code: True})
        assert 'id="sign-' in page, code


@pytest.mark.parametrize("code", EMERGENCIES)
def test_an_emergency_has_the_number_beside_it(as_patient, patient, code):
    page = page_after(as_patient, patient, **{code: True})
    assert page.index("Get help now</h2>") < page.index("tel:999") < page.index("is written down")


@pytest.mark.parametrize("code", FOR_TODAY)
def test_what_should_be_seen_today_says_by_whom(as_patient, patient, code):
    page = page_after(as_patient, patient, **{code: True})
    assert page.index("See a doctor today</h2>") < page.index("tel:111") < page.index("is written down")
    assert "in England, Wales, Scotland" in page
    assert "your doctor, or the out-of-hours service" in page
    assert 'Your emergency number: <a class="tap" href="tel:999">999</a>' in page


@pytest.mark.parametrize(("country", "number"), [("US", "911"), ("IE", "112"), ("AU", "000"), ("NZ", "111")])
def test_the_emergency_number_is_that_of_her_country(as_patient, patient, country, number):
    live_in(patient, country)
    page = page_after(as_patient, patient, chest_pain=True)
    assert f"tel:{number}" in page
    assert "tel:999" not in page


@pytest.mark.parametrize("country", ["", "HK"])
def test_without_a_number_plain_words_stand_in(as_patient, patient, country):
    CrisisLine.objects.filter(country="HK").update(status="suspended")
    live_in(patient, country)
    page = page_after(as_patient, patient, chest_pain=True, jaundice=True)
    assert "call your local emergency number now" in page
    assert "Call your doctor, or the out-of-hours service" in page


@pytest.mark.parametrize("country", ["US", "IE", "NZ"])
def test_a_line_for_today_is_named_only_where_the_directory_has_one(as_patient, patient, country):
    live_in(patient, country)
    assert "They can say who sees you today" not in page_after(as_patient, patient, jaundice=True)


def test_a_line_taken_out_of_the_directory_is_not_named(as_patient, patient):
    CrisisLine.objects.filter(slug__startswith="gb-nhs-111").update(status="suspended")
    page = page_after(as_patient, patient, jaundice=True)
    assert "tel:111" not in page
    assert "Call your doctor" in page


def test_several_emergencies_share_one_number(as_patient, patient):
    page = page_after(as_patient, patient, seizure=True, chest_pain=True)
    assert page.count("Get help now</h2>") == 1
    assert page.index("A fit, or a blackout") < page.index("Chest pain</h3>")
    assert page.count("<b>Call 999</b>") == 1


def test_help_after_an_answer_about_harm_comes_before_it(as_patient, patient):
    page = page_after(as_patient, patient, seizure=True, self_harm_thoughts=1)
    assert page.index("Thank you for telling us") < page.index("Get help now</h2>")


def test_it_comes_before_everything_else(as_patient, patient):
    page = page_after(as_patient, patient, seizure=True, used_ketamine=True, distress=10, craving=9)
    places = [page.index(words) for words in ("sign-emergency", "after-use", "hard-day", "is written down")]
    assert places == sorted(places)
    assert "Something that may help" not in page


def test_a_sign_with_no_safety_is_an_emergency(as_patient, patient):
    page = page_after(as_patient, patient, psychosis_like=True, self_harm_thoughts=2, safe_now=False)
    assert "You don&#x27;t feel safe" in page


@pytest.mark.parametrize("answer", [False, None])
def test_no_yes_no_advice(as_patient, patient, answer):
    assert 'id="sign-' not in page_after(as_patient, patient, seizure=answer, connected=True)


def test_a_red_flag_an_administrator_adds_brings_advice_under_its_own_name(as_patient, patient):
    Symptom.objects.create(code="bad_fall", label="A bad fall", prompt="Did you fall?", scale="bool", group="body",
                           red_flag=True)  # fmt: skip
    page = page_after(as_patient, patient, bad_fall=True)
    assert page.index("See a doctor today</h2>") < page.index("A bad fall</h3>")


def test_bladder_trouble_after_four_weeks_is_said_without_alarm(as_patient, patient):
    make_episode(patient, days_ago=40)
    page = page_after(as_patient, patient, urinary_pain=6, craving=0)
    assert page.index("is written down") < page.index("Book a visit</h2>")
    assert "Saved. Good to see you" in page


def test_a_sign_written_down_days_later_is_said_to_be_of_that_day(as_patient, patient):
    day = today_of(patient) - timedelta(days=5)
    assert "You wrote this about" in page_after(as_patient, patient, day, seizure=True)
    assert "You wrote this about" not in page_after(as_patient, patient, seizure=True)


def test_it_says_who_sees_it(as_patient, patient):
    assert "Kim Keyworker can see this answer" in page_after(as_patient, patient, seizure=True)


def test_it_says_so_when_ratings_are_not_shared(as_patient, patient):
    patient.consents.update(scope=["use"])
    assert "Kim Keyworker does not see this answer" in page_after(as_patient, patient, seizure=True)


def test_it_says_so_when_nobody_reads(as_patient, patient):
    patient.care_links.update(ended_at="2026-01-01T00:00Z")
    assert "No one from a service sees this" in page_after(as_patient, patient, seizure=True)


def test_it_is_advice_and_no_diagnosis(as_patient, patient):
    page = page_after(as_patient, patient, blood_in_urine=True)
    assert "This is general advice" in page
    assert not [word for word in ("diagnos", "cystitis", "disease", "syndrome") if word in page.lower()]


def test_that_it_was_shown_is_noted_once_with_the_questions_alone(as_patient, patient):
    page_after(as_patient, patient, seizure=True, blood_in_urine=True)
    as_patient.get(f"/journal/{today_of(patient)}/saved/")
    noted = AdviceShown.objects.get(patient=patient)
    assert (noted.kind, noted.codes, noted.country) == ("red_flag", ["seizure", "blood_in_urine"], "GB")


def test_an_ordinary_day_is_not_noted(as_patient, patient):
    page_after(as_patient, patient, craving=8, low_mood=9)
    assert not AdviceShown.objects.exists()


@pytest.mark.parametrize("ratings", [{"distress": 9}, {"craving": 9, "control_confidence": 2}])
def test_a_very_hard_day_brings_people_the_line_about_drugs_first(as_patient, patient, ratings):
    page = page_after(as_patient, patient, **ratings)
    assert page.index("hard-day") < page.index("tel:03001236600") < page.index("tel:116123")
    assert AdviceShown.objects.get(patient=patient).kind == "distress"


def test_after_an_answer_about_harm_that_help_is_enough(as_patient, patient):
    assert "hard-day" not in page_after(as_patient, patient, distress=10, self_harm_thoughts=2)


@pytest.mark.parametrize(("craving", "offered"), [(4, False), (5, True), (10, True), (None, False)])
def test_a_strong_urge_is_offered_something_at_once(as_patient, patient, craving, offered):
    page = page_after(as_patient, patient, craving=craving)
    assert ('href="/journal/urge/"' in page) is offered
