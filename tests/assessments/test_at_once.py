"""Shaking hands: the same form, or two forms, sent at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from assessments.models import Response
from tests.assessments.answering import answer
from tests.people import make_patient

TIMES = 6


@pytest.fixture
def at_once(committed):
    """at_once(patient, *forms): the answers' statuses, all of `forms` sent side by side."""

    def sent(patient, *forms):
        with ThreadPoolExecutor(len(forms)) as taps:
            return sorted(taps.map(lambda form: posted(patient.user, form), forms))

    return sent


def posted(user, form):
    client = Client()
    client.force_login(user)
    try:
        return answer(client, **form).status_code
    finally:
        connection.close()


def test_taps_at_once_are_one_answer(at_once):
    patient = make_patient()
    assert at_once(patient, *[{"save_id": uuid4()}] * TIMES) == [302] * TIMES
    assert [row.revision for row in Response.objects.filter(patient=patient)] == [1]


def test_of_two_pages_at_once_one_is_kept_and_the_others_are_told(at_once):
    patient = make_patient()
    forms = [{"n1": number % 4, "n2": number // 4} for number in range(TIMES)]
    assert at_once(patient, *forms) == [302] + [409] * (TIMES - 1)
    assert [row.revision for row in Response.objects.filter(patient=patient)] == [1]
