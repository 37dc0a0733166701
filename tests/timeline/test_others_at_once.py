"""Two builds at once, and somebody who reads meanwhile; a button pressed again and again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.people import make_patient
from tests.timeline.crowd import crowd, points
from timeline import others
from timeline.contributing import TEXT_VERSION
from timeline.models import Contribution


@pytest.fixture(autouse=True)
def turned_on(settings):
    """A deployment that offers it."""
    settings.OTHERS_BAND = True


def on_its_own(call):
    """`call` in a thread's own connection, which it leaves closed."""

    def called(number):
        try:
            return call(number)
        finally:
            connection.close()

    return called


def some_points():
    """Three points of twenty people each."""
    for day in (0, 1, 2):
        crowd(20, day=day)


def test_four_builds_at_once_are_one_build(committed):
    some_points()
    with ThreadPoolExecutor(4) as cron:
        counts = list(cron.map(on_its_own(lambda _: others.rebuild()), range(4)))
    assert counts == [3, 3, 3, 3]
    assert len(points()) == 3


def test_whoever_reads_while_it_is_built_never_has_half(committed):
    some_points()
    others.rebuild()
    with ThreadPoolExecutor(3) as crowded:
        builds = [crowded.submit(on_its_own(lambda _: others.rebuild()), each) for each in range(20)]
        read = on_its_own(lambda _: {len(others.quartiles(["craving"], 0, 180)["craving"]) for _ in range(100)})
        assert crowded.submit(read, 0).result() == {3}
        assert {build.result() for build in builds} == {3}


def test_a_yes_sent_six_times_at_once_is_one(committed):
    user = make_patient().user

    def send(_):
        client = Client()
        client.force_login(user)
        return client.post("/timeline/others/", {"answer": "yes", "seen": TEXT_VERSION}).status_code

    with ThreadPoolExecutor(6) as taps:
        assert list(taps.map(on_its_own(send), range(6))) == [302] * 6
    assert Contribution.objects.standing().count() == Contribution.objects.count() == 1
