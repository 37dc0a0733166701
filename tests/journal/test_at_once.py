"""The same day sent by two tabs at the same moment."""

from concurrent.futures import ThreadPoolExecutor

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
