"""/timeline/ as a page: hers alone, of a fixed cost, in plain words."""

import gzip
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from journal.models import Episode
from tests.people import make_entry, make_episode
from tests.timeline.diaries import ago, use, write_daily

URL = "/timeline/"
MOST_QUERIES = 11  # one of them is what came from her team
MOST_BYTES = 25_000


def text(response) -> str:
    return response.content.decode()


def test_it_shows_her_picture_and_the_same_numbers_as_a_table(as_patient, patient):
    make_episode(patient, day0=ago(patient, 3))
    write_daily(patient, 4, craving=7, low_mood=2)
    page = text(as_patient.get(URL))
    markup = re.search(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL).group()
    ElementTree.fromstring(markup)  # noqa: S314
    assert page.count("<td>7<td>2<td") == 4
    assert "You told us: last use on" in page and reverse("welcome") in page


def test_nobody_else_s_days_are_on_it(as_other_patient, patient, other_patient):
    make_episode(patient, day0=ago(patient, 3))
    write_daily(patient, 4)
    page = as_other_patient.get(URL)
    assert page.context["timeline"].written == 0
    assert page.context["timeline"].chart is None


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
def test_staff_have_no_timeline(who, request, cast):
    assert request.getfixturevalue(who).get(URL).status_code == 404


def test_a_visitor_logs_in_first(client, db):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_its_queries_stay_the_same_up_to_800_days(as_patient, patient, count_queries):
    make_episode(patient, day0=ago(patient, 799))
    as_patient.get(URL)  # the catalogue is read once a process
    make_entry(patient, ago(patient, 799))
    few = count_queries(lambda: as_patient.get(URL))
    write_daily(patient, 799)
    use(patient, *range(0, 700, 50))
    many = count_queries(lambda: as_patient.get(URL + "?range=all"))
    assert few == many <= MOST_QUERIES


@pytest.mark.parametrize("days", [199, 800])
def test_it_stays_small_on_the_line(as_patient, patient, days):
    patient.chart_symptoms = ["craving", "low_mood", "sleep_hours"]
    patient.save()
    make_episode(patient, day0=ago(patient, days - 1))
    for back in range(days):
        make_entry(
            patient, ago(patient, back), ratings={"craving": back % 11, "low_mood": back % 7, "sleep_hours": 6.5}
        )
    assert len(gzip.compress(as_patient.get(URL).content)) <= MOST_BYTES


def test_no_symptom_is_in_an_address_or_the_page_s_title(as_patient, patient):
    make_episode(patient, day0=ago(patient, 60))
    write_daily(patient, 61)
    page = text(as_patient.get(URL))
    assert re.search(r"<title>(.*?)</title>", page).group(1) == "Timeline"
    assert not any("craving" in address.lower() for address in re.findall(r'(?:href|action)="([^"]*)"', page))


def test_still_using_shows_the_phases_for_information(as_patient, patient):
    Episode.objects.create(patient=patient, precision="using")
    write_daily(patient, 5)
    page = text(as_patient.get(URL))
    assert "For information only" in page and "You told us: still using." in page
    assert "you, day" not in page


def test_every_kind_of_diary_has_a_page_for_every_range(as_patient, patient):
    for day0, precision in (
        (ago(patient, 3), "exact"),
        (ago(patient, 900), "about"),
        (None, "unknown"),
        (None, "using"),
    ):
        Episode.objects.filter(patient=patient).delete()
        Episode.objects.create(patient=patient, day0=day0, precision=precision)
        for address in ("", "?range=since", "?range=28", "?range=all", "?range=2012-12", "?range=%00<b>"):
            assert as_patient.get(URL + address).status_code == 200
        write_daily(patient, 1, until=len(patient.entries.all()) * 400)
