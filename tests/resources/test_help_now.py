"""Help now: the chosen country first, nobody else's number in its place, one tap away without an account."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from resources import countries
from resources.models import CrisisLine
from resources.services import crisis_lines
from tests.resources.rows import make_line

pytestmark = pytest.mark.django_db

EMERGENCY = {"US": ["911"], "GB": ["999"], "IE": ["112"], "CA": ["911"], "AU": ["000"], "NZ": ["111"],
             "FR": ["112", "15"], "DE": ["112"], "SE": ["112"], "HK": ["999"], "": []}
FIRST_CRISIS = {"US": "988", "GB": "116123", "IE": "116123", "CA": "988", "AU": "131114", "NZ": "1737", "FR": "3114",
                "ES": "116123"}


def page(client, **asked):
    response = client.get(reverse("help_now"), asked)
    assert response.status_code == 200
    return response


def before_the_others(text: str) -> str:
    return text.split("Other countries")[0]


@pytest.mark.parametrize("country, numbers", EMERGENCY.items())
def test_the_emergency_number_is_the_countrys_own(country, numbers):
    assert [line.tel for line in crisis_lines(country).emergency] == numbers


@pytest.mark.parametrize("country, number", FIRST_CRISIS.items())
def test_the_first_crisis_line_is_the_countrys_own(country, number):
    assert crisis_lines(country).crisis[0].tel == number


@pytest.mark.parametrize("country", [*countries.NAMES, ""])
def test_every_country_has_a_page_that_shows_only_its_own_numbers_first(client, country):
    response = page(client, country=country)
    own = {country, "", "EU"} if country in countries.UNION_MEMBERS else {country, ""}
    first = before_the_others(response.text)
    dialled = set(re.findall(r'href="tel:(\d+)"', first))
    assert dialled <= set(CrisisLine.objects.filter(country__in=own).values_list("tel", flat=True))


@pytest.mark.parametrize("country", countries.NAMES)
def test_every_country_leads_to_somebody(client, country):
    first = before_the_others(page(client, country=country).text)
    assert 'href="tel:' in first or "https://findahelpline.com" in first


def test_a_country_with_its_own_line_does_not_show_the_unions(client):
    assert {line.country for line in crisis_lines("FR").crisis} == {"FR"}
    assert {line.country for line in crisis_lines("DE").crisis} == {"EU"}


def test_the_emergency_number_comes_first_then_crisis_then_drugs(client):
    text = page(client, country="GB").text
    order = [text.index(f'href="tel:{number}"') for number in ("999", "116123", "03001236600", "03009991212")]
    assert order == sorted(order)


@pytest.mark.parametrize("country, first", [("DE", True), ("SE", True), ("HK", False), ("GB", False)])
def test_a_country_with_few_lines_of_its_own_gets_the_directory_early(client, country, first):
    text = page(client, country=country).text
    assert ("https://findahelpline.com" in before_the_others(text)) is first
    assert text.count('href="https://findahelpline.com"') == 1


def test_other_countries_come_after_and_folded(client):
    rest = page(client, country="GB").text.split("Other countries")[1]
    assert re.search(r"<details>\s*<summary>United States</summary>", rest)
    assert "<summary>United Kingdom</summary>" not in rest


def test_a_country_without_a_confirmed_number_says_so(client):
    CrisisLine.objects.filter(country="HK").update(status="suspended")
    first = before_the_others(page(client, country="HK").text)
    assert "Call your local emergency number" in first
    assert 'href="tel:' not in first


def test_somewhere_else_is_asked_for_its_local_number(client):
    text = page(client, country="").text
    assert "Call your local emergency number" in text
    assert "https://findahelpline.com" in before_the_others(text)


def test_without_a_country_it_asks(client):
    response = page(client)
    assert "Which country are you in?" in response.text
    assert response.context["help"].country == ""


@pytest.mark.parametrize("header, country", [
    ("en-GB,en;q=0.9", "GB"),
    ("fr-FR", "FR"),
    ("zh-Hant-HK,zh;q=0.8", "HK"),
    ("en;q=0.5,en-NZ;q=0.9", "NZ"),
    ("en-ZA,en-GB;q=0.5", ""),
    ("en", ""),
    ("", ""),
    ("*;q=x,;;,-", ""),
    ("x" * 5000, ""),
])
def test_a_guess_is_made_only_from_a_country_we_know(client, header, country):
    response = client.get(reverse("help_now"), headers={"accept-language": header})
    assert response.context["help"].country == country
    assert ("We guessed" in response.text) is bool(country)


def test_the_chosen_country_beats_the_browsers(client):
    response = client.get(reverse("help_now"), {"country": "IE"}, headers={"accept-language": "en-US"})
    assert response.context["help"].country == "IE"
    assert "We guessed" not in response.text


@pytest.mark.parametrize("wrong", ["XX", "EU", "G B", "<b>", "GB\0"])
def test_an_unknown_country_gets_a_message_and_nobodys_numbers(client, wrong):
    response = page(client, country=wrong)
    assert "We do not know that country" in response.text
    assert response.context["help"].emergency == []


@pytest.mark.parametrize("typed", ["gb", " GB ", "uk", "UK"])
def test_a_country_may_be_typed_loosely(client, typed):
    assert page(client, country=typed).context["help"].country == "GB"


def test_an_unpublished_line_is_not_shown(client):
    CrisisLine.objects.filter(slug="gb-samaritans").update(status="suspended")
    assert 'href="tel:116123"' not in before_the_others(page(client, country="GB").text)


def test_each_line_says_when_it_was_checked(client):
    make_line(country="NZ", name="Checked line", verified_on="2026-03-02")
    first = before_the_others(page(client, country="NZ").text)
    assert "Last checked 2 March 2026" in first
    assert "From a published list, not yet checked by us" in first


@pytest.mark.parametrize("days_late, told", [(1, False), (60, False), (61, True)])
def test_a_long_overdue_line_stays_and_a_directory_stands_beside_it(client, days_late, told):
    checked = timezone.localdate() - timedelta(days=30 + days_late)
    CrisisLine.objects.filter(slug="gb-samaritans").update(verified_on=checked)
    first = before_the_others(page(client, country="GB").text)
    assert 'href="tel:116123"' in first
    assert f"Last checked {checked:%-d %B %Y}" in first
    assert ("should have been checked again" in first and "https://findahelpline.com" in first) is told


@pytest.mark.parametrize("country", countries.NAMES)
def test_every_country_has_an_emergency_and_a_crisis_line(country):
    lines = crisis_lines(country)
    assert lines.emergency
    assert lines.crisis


def test_a_text_line_opens_a_message(client):
    assert 'href="sms:85258?&amp;body=SHOUT"' in page(client, country="GB").text


def test_it_sets_no_cookie_and_varies_with_the_language(client):
    response = page(client)
    assert not response.cookies
    assert "Accept-Language" in response["Vary"]


def test_the_browser_title_is_neutral(client):
    assert "<title>Help</title>" in page(client).text


def test_it_asks_as_often_with_two_hundred_lines_more(client, count_queries):
    before = count_queries(lambda: page(client, country="GB"))
    for _ in range(200):
        make_line(country="US")
    assert count_queries(lambda: page(client, country="GB")) == before <= 3
