"""Her reasons and the people she may call: at hand in an urge, hers to change, and nobody else's to see."""

import pytest
from django.db import connection

from journal.models import Reason, Supporter
from tests.people import make_urge

REASONS, PEOPLE = "/journal/urge/reasons/", "/journal/urge/people/"
JO = {"name": "Jo", "phone": "+44 7700 900123"}


def text_of(client, address):
    return client.get(address).content.decode()


def test_a_reason_is_added_and_shown_in_an_urge(as_patient, patient):
    as_patient.post(REASONS, {"text": "To sleep  again"})
    assert "To sleep again" in text_of(as_patient, REASONS)
    assert "To sleep again" in text_of(as_patient, f"/journal/urge/{make_urge(patient, tool='reasons').pk}/")


def test_who_adds_in_an_urge_goes_back_to_it(as_patient, patient):
    urge = make_urge(patient)
    back = f"/journal/urge/{urge.pk}/?tool="
    assert as_patient.post(REASONS, {"text": "To sleep", "urge": urge.pk}).url == back + "reasons"
    assert as_patient.post(PEOPLE, JO | {"urge": urge.pk}).url == back + "call"


def test_somebody_elses_urge_is_nowhere_to_go_back_to(as_patient, other_patient):
    urge = make_urge(other_patient)
    assert as_patient.post(REASONS, {"text": "To sleep", "urge": urge.pk}).url == REASONS


def test_the_same_words_twice_are_one_reason(as_patient):
    for _ in range(2):
        as_patient.post(REASONS, {"text": "To sleep again"})
    assert Reason.objects.count() == 1


def test_a_reason_put_away_is_kept_and_comes_back_with_the_same_words(as_patient):
    as_patient.post(REASONS, {"text": "To sleep again"})
    as_patient.post(REASONS, {"hide": Reason.objects.get().pk})
    assert "To sleep again" not in text_of(as_patient, REASONS)
    as_patient.post(REASONS, {"text": "To sleep again"})
    assert "To sleep again" in text_of(as_patient, REASONS) and Reason.objects.count() == 1


def test_an_empty_reason_is_asked_for(as_patient):
    assert as_patient.post(REASONS, {"text": " "}).status_code == 422


def test_there_is_an_end_to_reasons_and_what_was_typed_stays(as_patient, patient):
    for n in range(20):
        Reason.objects.create(patient=patient, text=f"Reason {n}")
    answer = as_patient.post(REASONS, {"text": "One more"})
    assert answer.status_code == 422 and "One more" in answer.content.decode()


def test_somebody_to_call_is_one_tap_away_in_an_urge(as_patient, patient):
    as_patient.post(PEOPLE, JO)
    assert 'href="tel:+447700900123"' in text_of(as_patient, f"/journal/urge/{make_urge(patient, 'call').pk}/")


def test_the_same_person_twice_is_one(as_patient):
    for _ in range(2):
        as_patient.post(PEOPLE, JO)
    assert Supporter.objects.count() == 1


@pytest.mark.parametrize("phone", ["call me", "", "1", "12; drop", "tel:123"])
def test_a_number_has_digits(as_patient, phone):
    answer = as_patient.post(PEOPLE, JO | {"phone": phone})
    assert answer.status_code == 422 and not Supporter.objects.exists()


def test_somebody_can_be_changed(as_patient, patient):
    person = Supporter.objects.create(patient=patient, **JO)
    as_patient.post(PEOPLE, {"person": person.pk, "name": "Jo", "phone": "07700 900999"})
    assert Supporter.objects.get().phone == "07700 900999"


def test_somebody_can_be_taken_off_the_list(as_patient, patient):
    person = Supporter.objects.create(patient=patient, **JO)
    as_patient.post(PEOPLE, {"remove": person.pk})
    assert not Supporter.objects.exists()


def test_there_is_an_end_to_people_but_not_to_changing_them(as_patient, patient):
    people = [Supporter.objects.create(patient=patient, name=f"Jo {n}", phone="123") for n in range(10)]
    assert as_patient.post(PEOPLE, JO).status_code == 422
    assert as_patient.post(PEOPLE, JO | {"person": people[0].pk}).status_code == 302


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30])
def test_what_is_not_hers_can_not_be_put_away_or_changed(as_patient, other_patient, number):
    Reason.objects.create(patient=other_patient, text="Theirs")
    assert as_patient.post(REASONS, {"hide": number}).status_code == 404
    assert as_patient.post(PEOPLE, {"remove": number}).status_code == 404


def test_somebody_elses_reasons_and_people_are_not_there(as_other_patient, patient):
    reason = Reason.objects.create(patient=patient, text="Hers")
    person = Supporter.objects.create(patient=patient, **JO)
    assert as_other_patient.post(REASONS, {"hide": reason.pk}).status_code == 404
    assert as_other_patient.post(PEOPLE, {"remove": person.pk}).status_code == 404
    assert as_other_patient.post(PEOPLE, JO | {"person": person.pk}).status_code == 404


@pytest.mark.parametrize(("before", "has_people", "lines_first"), [(8, True, False), (9, True, True), (8, False, True)])
def test_the_lines_of_her_country_come_first_when_it_is_strongest_or_she_has_nobody(
    as_patient, patient, before, has_people, lines_first
):
    if has_people:
        Supporter.objects.create(patient=patient, **JO)
    text = text_of(as_patient, f"/journal/urge/{make_urge(patient, 'call', before=before).pk}/")
    hers = text.find("tel:+447700900123")
    assert (text.index("tel:116123") < hers or not has_people) == lines_first
    assert text.index("tel:03001236600") < text.index("tel:116123") < text.index("tel:999")


def test_a_line_that_is_closed_at_night_is_not_the_first_to_try(as_patient, patient):
    type(patient).objects.filter(pk=patient.pk).update(country="IE")
    text = text_of(as_patient, f"/journal/urge/{make_urge(patient, 'call').pk}/")
    assert text.index("tel:116123") < text.index("tel:1800459459")


def test_a_country_without_lines_leads_to_a_directory_and_to_nobody_elses_numbers(as_patient, patient):
    type(patient).objects.filter(pk=patient.pk).update(country="JP")
    text = text_of(as_patient, f"/journal/urge/{make_urge(patient, 'call').pk}/")
    assert "Find A Helpline" in text and "tel:" not in text


def test_the_database_holds_no_readable_word_of_them(patient):
    Reason.objects.create(patient=patient, text="To sleep again")
    Supporter.objects.create(patient=patient, **JO | {"name": "Josephine"})  # "Jo" may stand in a ciphertext by chance
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM journal_reason UNION SELECT name || phone FROM journal_supporter")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert not any(word in kept for word in ("sleep", "Josephine", "7700"))
