"""The button pressed again and again on a slow phone."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test import Client

from journal.models import Pause
from tests.people import make_patient


def test_a_pause_sent_six_times_at_once_is_one_pause(committed):
    user = make_patient().user

    def send(_):
        client = Client()
        client.force_login(user)
        try:
            return client.post("/journal/pause/", {"reason": "not_now", "since": "today", "until": "7"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as taps:
        codes = list(taps.map(send, range(6)))
    assert codes == [302] * 6
    assert Pause.objects.count() == 1
