"""After use: thanks, safety, what would help, and two questions she may leave (brief 2.3, 8.2)."""

from datetime import timedelta

import pytest

from journal.days import today_of
from journal.models import AdviceShown, Entry, Episode, Supporter, UseEvent
from journal.use import record_past_use
from tests.people import make_entry, make_episode
from timeline.after_use import report_of


def tell(client, patient, used="yes", day=None, **more):
    return client.post(f"/journal/{day or today_of(patient)}/", {"used_ketamine": used} | more)


def saved_page(client, patient, day=None):
    return client.get(f"/journal/{day or today_of(patient)}/saved/").content.decode()


def used_address(patient, day=None):
    return f"/journal/{day or today_of(patient)}/used/"


def used_page(client, patient, day=None):
    return client.get(used_address(patient, day)).content.decode()


def say(client, patient, day=None, **answers):
    return client.post(used_address(patient, day), answers)


def day0(patient):
    return Episode.objects.filter(patient=patient).current().get().day0


def test_thanks_come_first_then_safety_then_the_next_24_hours(as_patient, patient):
    make_episode(patient, days_ago=12)
    assert tell(as_patient, patient).url.endswith("/saved/")
    page = saved_page(as_patient, patient)
    order = [
        "Thank you for writing down",
        "To stay safe",
        "What would help in the next 24 hours?",
        "prescribed for you",
    ]
    places = [page.index(words) for words in (*order, "is written down")]
    assert places == sorted(places)


def test_the_safety_note_says_the_four_things(as_patient, patient):
    tell(as_patient, patient)
    page = saved_page(as_patient, patient)
    for words in ("your body is used to less", "not to be alone", "not to mix it", "Stay away from water", "tel:999"):
        assert words in page


def test_there_is_no_picture_and_no_word_of_loss(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    main = saved_page(as_patient, patient).split("<main")[1].split("</main>")[0]
    assert "<svg" not in main
    assert not [word for word in ("lost your", "reset", "start over", "broke", "again from", "sorry") if word in main]


def test_what_would_help_leads_to_people_tools_and_writing(as_patient, patient, other_patient):
    Supporter.objects.create(patient=patient, name="Jo from group", phone="+44 7700 900123")
    Supporter.objects.create(patient=other_patient, name="A stranger", phone="1")
    tell(as_patient, patient)
    page = saved_page(as_patient, patient)
    for address in (
        "tel:+447700900123",
        "/help-now/?country=GB",
        "/journal/urge/",
        f"{today_of(patient)}/?full=1#triggers",
    ):
        assert f'{address}"' in page
    assert "Jo from group" in page
    assert "A stranger" not in page


def test_the_clocks_stand_together_and_none_is_taken_away(as_patient, patient):
    make_episode(patient, days_ago=12)
    for back in range(1, 12):
        make_entry(patient, today_of(patient) - timedelta(days=back), ratings={"used_ketamine": False})
    tell(as_patient, patient)
    told = (
        "Day 0 since last use · 11 days without ketamine, of the 12 you told us about · your longest run so far 11 days"
    )
    assert told in saved_page(as_patient, patient)
    assert told in used_page(as_patient, patient)


def test_who_hides_day_counts_sees_none_and_is_asked_about_the_timeline(as_patient, patient):
    make_episode(patient, days_ago=12)
    patient.show_day_counts = False
    patient.save()
    tell(as_patient, patient)
    page = saved_page(as_patient, patient) + used_page(as_patient, patient)
    assert "since last use" not in page
    assert "Should your place on the timeline count from this day?" in page
    assert "day count restart" not in page


def test_the_count_goes_on_from_there_unless_she_says_otherwise(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    page = saved_page(as_patient, patient)
    assert "Should your day count restart from this day?" in page
    assert "checked" not in page.split('id="use-questions"')[1].split("</form>")[0]
    assert day0(patient) == today_of(patient)


def test_she_can_keep_counting_from_before_and_change_her_mind(as_patient, patient):
    before = make_episode(patient, days_ago=12).day0
    tell(as_patient, patient)
    assert say(as_patient, patient, restarts="no").url == used_address(patient)
    assert day0(patient) == before
    page = used_page(as_patient, patient)
    assert "Kept. You can change it here at any time." in page
    assert "Day 12 since the day you count from" in page
    say(as_patient, patient, restarts="yes")
    assert day0(patient) == today_of(patient)
    assert UseEvent.objects.count() == 1


def test_a_prescribed_dose_leaves_the_count_and_is_answered_apart(as_patient, patient):
    before = make_episode(patient, days_ago=12).day0
    tell(as_patient, patient)
    say(as_patient, patient, prescribed="yes")
    assert day0(patient) == before
    page = used_page(as_patient, patient)
    assert "don't stop it without your prescriber" in page
    assert "To stay safe" not in page


def test_a_prescribed_dose_counts_when_she_says_so(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    say(as_patient, patient, prescribed="yes", restarts="yes")
    assert day0(patient) == today_of(patient)


def test_a_dose_that_was_not_prescribed_counts_without_another_answer(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    say(as_patient, patient, prescribed="no")
    assert day0(patient) == today_of(patient)
    assert UseEvent.objects.get().restarts_count is True


def test_no_answer_changes_nothing(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    told_at = UseEvent.objects.get().told_at
    assert say(as_patient, patient).status_code == 302
    assert (UseEvent.objects.get().told_at, UseEvent.objects.get().restarts_count) == (told_at, None)


def test_an_answer_that_is_none_of_these_is_asked_again(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    answer = say(as_patient, patient, restarts="maybe", prescribed="no")
    assert answer.status_code == 422
    assert day0(patient) == today_of(patient)
    assert UseEvent.objects.get().restarts_count is None


def test_nothing_is_ever_removed(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    for answers in ({"restarts": "no"}, {"prescribed": "yes"}, {"prescribed": "no", "restarts": "yes"}):
        say(as_patient, patient, **answers)
    tell(as_patient, patient, used="no")
    assert UseEvent.objects.count() == 2
    assert Entry.objects.get().history.count() == 2
    assert Episode.objects.filter(patient=patient).count() >= 3


def test_once_explained_it_is_not_told_again_but_can_be_found(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient)
    say(as_patient, patient, restarts="no")
    page = saved_page(as_patient, patient)
    assert "To stay safe" not in page
    assert f'href="{used_address(patient)}"' in page


@pytest.mark.parametrize("precision", ["unknown", "using"])
def test_who_has_no_day_count_is_not_asked_about_it(as_patient, patient, precision):
    Episode.objects.create(patient=patient, precision=precision)
    tell(as_patient, patient)
    page = saved_page(as_patient, patient)
    assert "Was it prescribed for you?" in page
    assert "restart" not in page
    say(as_patient, patient, prescribed="yes")
    assert UseEvent.objects.get(taken_back_at=None).kind == "prescribed"


def test_a_day_before_the_last_use_does_not_ask_about_the_count(as_patient, patient):
    make_episode(patient, days_ago=2)
    day = today_of(patient) - timedelta(days=6)
    tell(as_patient, patient, day=day)
    assert "restart" not in used_page(as_patient, patient, day)


def test_the_day_she_gave_as_her_last_use_is_no_lapse_and_no_question(as_patient, patient):
    make_episode(patient, days_ago=3)
    day = today_of(patient) - timedelta(days=3)
    tell(as_patient, patient, day=day)
    assert "restart" not in used_page(as_patient, patient, day)


def test_a_lapse_is_called_one_only_when_the_week_after_is_over(as_patient, patient):
    day = today_of(patient) - timedelta(days=9)
    record_past_use(patient=patient, days=[day])
    assert "A lapse: one day of use" in used_page(as_patient, patient, day)
    record_past_use(patient=patient, days=[today_of(patient)])
    assert "lapse" not in used_page(as_patient, patient)


def test_with_an_answer_about_harm_nothing_more_is_asked(as_patient, patient):
    make_episode(patient, days_ago=12)
    tell(as_patient, patient, self_harm_thoughts="2")
    page = saved_page(as_patient, patient)
    assert page.index("Thank you for telling us") < page.index("Thank you for writing down")
    assert "Was it prescribed" not in page
    assert f'href="{used_address(patient)}"' in page


def test_it_says_who_sees_it(as_patient, patient):
    tell(as_patient, patient)
    assert "Kim Keyworker can see this" in used_page(as_patient, patient)
    patient.consents.update(scope=["ratings"])
    assert "Kim Keyworker does not see days of use" in used_page(as_patient, patient)
    patient.care_links.update(ended_at="2026-01-01T00:00Z")
    assert "No one from a service sees this" in used_page(as_patient, patient)


def test_that_safety_was_shown_is_noted_once(as_patient, patient):
    tell(as_patient, patient)
    for _ in range(2):
        saved_page(as_patient, patient)
        used_page(as_patient, patient)
    noted = AdviceShown.objects.get(patient=patient)
    assert (noted.kind, noted.codes) == ("use", ["used_ketamine"])


def test_a_day_without_such_a_report_has_no_such_page(as_patient, patient):
    tell(as_patient, patient, used="no")
    assert as_patient.get(used_address(patient)).status_code == 404
    tell(as_patient, patient)
    assert as_patient.get(used_address(patient)).status_code == 200
    tell(as_patient, patient, used="no")
    assert say(as_patient, patient, restarts="no").status_code == 404


def test_only_she_finds_it(as_patient, as_other_patient, as_stranger, as_clinician, as_administrator, patient):
    tell(as_patient, patient)
    for client in (as_other_patient, as_stranger, as_clinician, as_administrator):
        assert client.get(used_address(patient)).status_code == 404
        assert say(client, patient, prescribed="yes").status_code == 404
    assert UseEvent.objects.get().kind == "non_prescribed"


def test_it_can_be_found_again_on_the_page_of_that_day(as_patient, patient):
    tell(as_patient, patient)
    look = f"/journal/{today_of(patient)}/look/"
    assert f'href="{used_address(patient)}"' in as_patient.get(look).content.decode()
    tell(as_patient, patient, used="no")
    assert "/used/" not in as_patient.get(look).content.decode()


def test_a_report_is_found_for_its_own_patient_alone(patient, other_patient):
    day = today_of(patient)
    record_past_use(patient=patient, days=[day])
    assert report_of(patient, day)
    assert report_of(other_patient, day) is None


def test_the_title_tells_nothing(as_patient, patient):
    tell(as_patient, patient)
    assert "<title>Your day</title>" in used_page(as_patient, patient)
    assert "<title>Saved</title>" in saved_page(as_patient, patient)


def test_it_takes_the_same_number_of_queries_however_long_the_diary_is(as_patient, patient, count_queries):
    make_episode(patient, days_ago=300)
    tell(as_patient, patient)
    used_page(as_patient, patient)
    few = count_queries(lambda: used_page(as_patient, patient))
    days = [today_of(patient) - timedelta(days=back) for back in range(1, 200)]
    Entry.objects.bulk_create(Entry(patient=patient, date=day, ratings={"used_ketamine": True}) for day in days)
    record_past_use(patient=patient, days=days)
    Supporter.objects.bulk_create(Supporter(patient=patient, name="A", phone="1") for _ in range(20))
    assert count_queries(lambda: used_page(as_patient, patient)) == few <= 16
