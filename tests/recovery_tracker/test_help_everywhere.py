"""Help is one tap away on every page: signed in or out, in every country, without JavaScript, and so is the way out."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from journal.days import today_of
from resources import countries
from resources.models import Resource
from tests.people import make_entry, make_friend, make_goal, make_response, make_urge, signed_in
from tests.test_house import addresses, filled

TEMPLATES = Path(settings.BASE_DIR) / "templates"
BASES = {"base.html", "base_plain.html", "admin/base_site.html"}
HELP = re.compile(r'<a (?:class="(?:help|tap)" )?href="(/help-now/[^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.S)
# What a title would tell whoever looks over a shoulder, or at the list of open pages.
TELLING = re.compile(r"ketamine|recover|sober|drug|addict|craving|suicid|harm|crisis|clinic|safety|relapse|lapse", re.I)
FEWEST_PAGES = 30  # fewer would mean that the walk doesn't get far


def base_of(name: str) -> str:
    """Where the chain of `extends` that begins with this template ends."""
    found = re.search(r"""{% extends ["']([\w/.]+)["'] %}""", get_template(name).template.source)
    return name if name in BASES or not found else base_of(found[1])


def pages() -> list[str]:
    """Every template that is a page of its own, and not a part of one."""
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")]
    return [name for name in names if re.search(r"{% extends |<html", (TEMPLATES / name).read_text())]


def test_every_page_stands_on_a_base_with_help_and_the_way_out():
    assert len(pages()) > 80
    assert {name: base for name in pages() if (base := base_of(name)) not in BASES} == {}


def test_no_page_takes_the_bar_off_its_base():
    for base in ("base.html", "base_plain.html"):
        text = (TEMPLATES / base).read_text()
        bar = text.index("includes/top_bar.html")
        assert text.count("{% block", 0, bar) == text.count("{% endblock", 0, bar)  # it stands in no block
    takers = [name for name in pages() if re.search(r"block (usertools|footer) %", (TEMPLATES / name).read_text())]
    assert takers == ["admin/base_site.html"]


@pytest.fixture
def known(patient, clinician):
    """Something of hers behind every address that asks for a number, a day or a name."""
    today = today_of(patient)
    make_entry(patient, ratings={"craving": 8, "used_ketamine": True, "self_harm_thoughts": 1})
    make_response(patient)
    make_goal(patient)
    tie = make_friend(patient)
    slug = Resource.objects.published().values_list("slug", flat=True)[0]
    numbers = {"urge": make_urge(patient).pk, "tie": tie.pk, "link": patient.care_links.get().pk}
    return numbers | {"day": today, "slug": slug, "key": "phq9", "kind": "safety", "friend": tie.account}


def every_address(known) -> list[str]:
    """All addresses outside the admin, with hers in their gaps."""
    gap = re.compile(r"<(?:\w+:)?(\w+)>")
    return [filled(gap.sub(lambda at: str(known.get(at[1], at[0])), address)) for address, _ in addresses()]


def html_of(client, address) -> str:
    """The page at an address; empty where there is none to look at (a file, a redirect, data for a script)."""
    answer = client.get(address)
    is_page = answer.get("Content-Type", "").startswith("text/html") and answer.status_code != 302
    return answer.content.decode() if is_page else ""


def without(html: str) -> list[str]:
    """What is missing: help in the bar and at the foot, the way out, a title and an icon that tell nothing."""
    body = html.split("<main", 1)
    missing = {
        "help on top": not HELP.search(body[0]),
        "help at the foot": "/help-now/" not in html.rsplit("<footer", 1)[-1],
        "the way out": f'<a class="exit" href="{settings.LEAVE_URL}" rel="nofollow noreferrer">' not in body[0],
        "a neutral title": bool(TELLING.search(TITLE.search(html)[1])),
        "a neutral icon": "favicon.ico" not in body[0],
    }
    return [what for what, is_missing in missing.items() if is_missing]


def walk(client, known) -> dict[str, list[str]]:
    """What is missing on which page."""
    seen = {address: html for address in every_address(known) if (html := html_of(client, address))}
    assert len(seen) > 10
    return {address: found for address, html in seen.items() if (found := without(html))}


@pytest.mark.parametrize("country", [*countries.NAMES, ""])
def test_every_page_of_hers_leads_to_the_help_of_her_country(patient, known, country):
    type(patient).objects.filter(pk=patient.pk).update(country=country)
    client, wrong = signed_in(patient.user), {}
    asked = f"/help-now/?country={country}" if country else "/help-now/"
    pages = {address: html for address in every_address(known) if (html := html_of(client, address))}
    for address, html in pages.items():
        leads_to = {link.replace("&amp;", "&") for link in HELP.findall(html.split("<main", 1)[0])}
        if without(html) or not leads_to <= {asked, "/help-now/"}:
            wrong[address] = (without(html), leads_to)
    assert wrong == {} and len(pages) > FEWEST_PAGES


@pytest.mark.parametrize("country", [*countries.NAMES, ""])
def test_one_tap_from_anywhere_is_somebody_to_reach_signed_out_and_in(client, patient, db, country):
    for browser in (client, signed_in(patient.user)):
        html = html_of(browser, f"/help-now/?country={country}")
        first = html.split("<main", 1)[1].split("Other countries")[0]
        assert "In danger right now" in first and re.search(r'href="(tel:|sms:|https://)', first)
        assert "<script" not in first and without(html) == []


def test_it_holds_signed_out(client, known):
    assert walk(client, known) == {}


def test_it_holds_for_a_friend(known):
    assert walk(signed_in(known["friend"]), known) == {}


def test_it_holds_for_staff_outside_their_work_pages(as_clinician, as_administrator, known):
    assert walk(as_clinician, known) == {}
    assert walk(as_administrator, known) == {}


@pytest.mark.parametrize("address", ["", "journal/entry/", "accounts/invitation/", "accounts/user/"])
def test_work_pages_lead_to_help_too(as_clinician, as_administrator, address):
    address = f"/admin/{address}"
    found = [html for client in (as_clinician, as_administrator) if "<title>" in (html := html_of(client, address))]
    assert found
    assert all("/help-now/" in html.split('id="content"')[0] and "/help-now/" in html[-2000:] for html in found)


def test_the_walk_would_see_a_page_without(client, db):
    html = html_of(client, "/")
    assert without(html) == []
    assert without(html.replace("/help-now/", "/x/")) == ["help on top", "help at the foot"]
    assert without(html.replace('class="exit"', "")) == ["the way out"]
    assert without(html.replace("<title>", "<title>Ketamine: ")) == ["a neutral title"]
