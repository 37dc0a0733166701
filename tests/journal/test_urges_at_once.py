"""Shaking hands: the same urge, number or reason sent several times at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from journal.models import Reason, Supporter, Urge
from tests.people import make_patient, make_urge

TIMES = 6


@pytest.fixture
def at_once(committed):
    """at_once(patient, address, *forms): the answers to all of `forms`, sent side by side."""

    def sent(patient, address, *forms):
        with ThreadPoolExecutor(len(forms)) as taps:
            return list(taps.map(lambda form: posted(patient.user, address, form), forms))

    return sent


def posted(user, address, form):
    client = Client()
    client.force_login(user)
    try:
        return client.post(address, form).status_code
    finally:
        connection.close()


def test_taps_at_once_make_one_urge(at_once):
    patient = make_patient()
    form = {"before": 7, "tool": "breathing", "client_id": uuid4()}
    assert at_once(patient, "/journal/urge/", *[form] * TIMES) == [302] * TIMES
    assert Urge.objects.filter(patient=patient).count() == 1


def test_of_second_numbers_at_once_one_is_kept_and_none_is_an_error(at_once):
    urge = make_urge(make_patient())
    forms = [{"after": number} for number in range(TIMES)]
    assert at_once(urge.patient, f"/journal/urge/{urge.pk}/", *forms) == [302] * TIMES
    urge.refresh_from_db()
    assert urge.after in range(TIMES)


def test_the_same_reason_and_the_same_person_at_once_are_one_each(at_once):
    patient = make_patient()
    at_once(patient, "/journal/urge/reasons/", *[{"text": "To sleep"}] * TIMES)
    at_once(patient, "/journal/urge/people/", *[{"name": "Jo", "phone": "07700 900123"}] * TIMES)
    assert [model.objects.filter(patient=patient).count() for model in (Reason, Supporter)] == [1, 1]
