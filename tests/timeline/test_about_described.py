"""/timeline/about/ says which symptom is described in which phase, by whom, and how sure that is."""

import re
from html import unescape

import pytest

from journal.models import Symptom
from timeline.models import Phase, PhaseExpectation

pytestmark = pytest.mark.django_db
URL = "/timeline/about/"
SEVERAL = "Some people notice this in weeks 2–4 and after the first month."


def page_of(client):
    return re.sub(r"\s+", " ", unescape(client.get(URL).content.decode()))


def about(client, label):
    """What the page says of one symptom, without its markup."""
    item = re.search(rf"<h3>{re.escape(label)}</h3>(.*?)</li>", page_of(client))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", item[1])).strip() if item else ""


def test_it_says_what_is_described_by_whom_and_how_sure_that_is(client):
    told = about(client, "Craving")
    assert "Many people notice this most in the first week. Treatment-provider article, section 3.1" in told
    assert "For many people this eases in weeks 2–4. Treatment-provider article, section 3.2 · not very sure" in told


def test_phases_of_which_the_same_is_said_share_a_line(client):
    assert f"{SEVERAL} A judgement of ours; no source names the phase · not known" in about(client, "Risky choices")


def test_where_nothing_is_described_it_says_nothing(client):
    assert "2–4" not in about(client, "Sweating") and "month" not in about(client, "Sweating")
    assert about(client, "Nose problems") == about(client, "Hours slept") == ""
    assert "no source ties them to a phase: nose problems." in page_of(client)


def test_what_calls_for_help_stands_apart_and_leads_to_it(client, cast):
    apart = page_of(client).split("What calls for help in any phase")[1].split("</section>")[0]
    for label in ("Thoughts of harming yourself", "Blood in urine", "Fit or seizure"):
        assert f"<li>{label}</li>" in apart and about(client, label) == ""
    assert "/help-now/" in apart


def test_a_row_that_an_administrator_changed_is_there_at_once(client):
    PhaseExpectation.objects.filter(symptom__code="nasal", phase__code="paws").update(
        level="easing", source="A study of noses", reviewed_on="2026-10-01"
    )
    Phase.objects.filter(code="paws").update(name="Settling")
    line = "For many people this eases in the phase “Settling”. A study of noses · reviewed on 1 October 2026"
    assert about(client, "Nose problems") == line


def test_a_question_that_rests_is_left_out(client):
    Symptom.objects.filter(code="craving").update(active=False)
    assert about(client, "Craving") == "" != about(client, "Low mood")


def test_it_says_as_long_as_no_clinician_has_read_them(client):
    assert "No named clinician has reviewed these lines yet." in page_of(client)
    PhaseExpectation.objects.filter(level="peak").update(reviewed_on="2026-10-01")
    assert "No named clinician has reviewed these lines yet." not in page_of(client)


def test_its_queries_do_not_grow(client, count_queries):
    client.get(URL)
    few = count_queries(lambda: client.get(URL))
    for number in range(20):
        symptom = Symptom.objects.create(code=f"own-{number}", label=f"Own {number}", prompt="How?", scale="nrs10")
        for phase in Phase.objects.all():
            PhaseExpectation.objects.create(phase=phase, symptom=symptom, level="possible", source="A study")
    client.get(URL)
    assert count_queries(lambda: client.get(URL)) == few <= 4


@pytest.mark.parametrize("words", ["normal", "you will", "you should", "expect to", "SA", "[C:"])
def test_it_never_says_how_somebody_should_be(client, words):
    assert words not in about(client, "Craving") + page_of(client).split('id="described"')[1].split("</section>")[0]


def test_the_disagreements_are_told(client):
    apart = page_of(client).split("Where sources don't agree")[1].split("</section>")[0]
    for told in ("6 in 10", "liver tests", "isn't an illness of its own", "low mood grew over a year",
                 "12 studies with 368 people", "about a third were satisfied", "a doctor the same day"):  # fmt: skip
        assert told in apart, told
