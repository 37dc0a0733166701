"""The same day sent by two tabs at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client

from journal.days import today_of
from journal.models import Entry, UseEvent
from tests.people import make_episode, make_patient


def posted(user, url, answers):
    client = Client()
    client.force_login(user)
    try:
        return client.post(url, answers).status_code
    finally:
        connection.close()


def test_eight_tabs_at_once_make_one_entry_and_no_error(committed):
    patient = make_patient()
    make_episode(patient, days_ago=4)
    url = f"/journal/{today_of(patient)}/"
    with ThreadPoolExecutor(8) as tabs:
        answers = [{"craving": str(number), "used_ketamine": "yes"} for number in range(8)]
        codes = list(tabs.map(lambda answer: posted(patient.user, url, answer), answers))
    assert codes == [302] * 8
    assert Entry.objects.filter(patient=patient).count() == UseEvent.objects.filter(patient=patient).count() == 1
    assert Entry.objects.get(patient=patient).history.count() == 8


FORMS, PATIENTS = 1000, 10


def forms_of(patient, today):
    """What the forms of her last hundred days send, each with a name of its own."""
    for back in range(FORMS // PATIENTS):
        form = {"save_id": str(uuid4()), "seen": "0", "owner": str(patient.code), "craving": str(back % 11)}
        used = "yes" if back % 9 == 0 else "no"
        yield f"/journal/{today - timedelta(days=back)}/", form | {"used_ketamine": used, "note": f"Day {back}."}


def sent(user, forms):
    """The answers to a pile of forms, sent one after another by one browser."""
    client = Client()
    client.force_login(user)
    try:
        return [client.post(address, form).status_code for address, form in forms]
    finally:
        connection.close()


def test_a_thousand_forms_each_sent_three_times_are_a_thousand_entries(committed):
    patients = [make_patient() for _ in range(PATIENTS)]
    for patient in patients:
        make_episode(patient, days_ago=120)
    piles = [(patient.user, list(forms_of(patient, today_of(patient)))) for patient in patients]
    with ThreadPoolExecutor(2) as tabs:  # two at once, and both of them come by a third time
        done = [both for pile in piles for both in tabs.map(lambda _, pile=pile: sent(*pile), range(2))]
        done += tabs.map(lambda pile: sent(*pile), piles)
    codes = [code for each in done for code in each]
    assert set(codes) == {302}
    assert (len(codes), Entry.objects.count()) == (3 * FORMS, FORMS)
    assert Entry.history.rel.related_model.objects.count() == FORMS
    assert UseEvent.objects.count() == sum(form["used_ketamine"] == "yes" for _, pile in piles for _, form in pile)
