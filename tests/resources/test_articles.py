"""Articles of our own: what founding facts they cover, how they read, and that each says who wrote it and whence."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from resources import article, catalogue
from resources.models import Resource
from tests.reading_age import WORD, reading_age, syllables
from tests.resources.rows import make_resource
from timeline.catalogue import shipped_rows

OLDEST_READER = 11  # brief 8.3: a reading age of 9 to 11
LONGEST_SENTENCE = 20
ARTICLES = catalogue.read("articles.json")["rows"]
# Brief 5.1: each founding fact, and what covers it.
COVERED = {
    "supervised help with stopping, in three steps": {
        "findtreatment-gov", "change-grow-live", "withyou", "turning-point", "nhs-getting-help",
        "stopping-with-support",
    },
    "CBT": {"smart-recovery", "smart-recovery-uk", "change-grow-live", "cbt"},
    "MET": {"samhsa-tip-35", "two-minds"},
    "groups and twelve steps": {
        "narcotics-anonymous", "narcotics-anonymous-uk", "smart-recovery", "smart-recovery-uk", "recovery-dharma",
        "lifering-secular-recovery", "the-phoenix", "ketamine-care-hub", "groups",
    },
    "mindfulness and meditation": {"recovery-dharma", "ucla-mindful", "mindfulness"},
    "exercise": {"the-phoenix", "movement"},
    "nutrition": {"food"},
    "other conditions treated alongside": {
        "nami-helpline-and-groups", "turning-point", "samhsa-tip-42", "both-together",
    },
    "family therapy and support": {
        "scottish-families", "adfam", "al-anon", "nar-anon", "families-anonymous", "smart-recovery-family-friends",
        "craft-invitation-to-change", "samhsa-tip-39", "people-around-you", "for-families",
    },
    "a plan for staying well": {"hazelden-staying-well-plan", "staying-well", "after-a-lapse"},
    "aftercare, alumni, volunteering": {"oxford-house", "narr-recovery-homes", "the-phoenix", "aftercare"},
    "journaling, schedules, less stress": {"daily-rhythm"},
    "education": {
        "drugs-ie", "counselling-online-ketamine", "adf-ketamine", "your-room-ketamine", "nida-ketamine",
        "nida-words-matter", "samhsa-protracted-withdrawal",
    },
    "research on medicines, none approved": {"roberts-2024", "medicines"},
    "new approaches": {"medicines"},
    "residential for 30 to 90 days, and outpatient": {
        "findtreatment-gov", "change-grow-live", "withyou", "turning-point", "stopping-with-support",
    },
    "bladder damage": {
        "eau-urinary-tract", "baus-patient-leaflets", "urostomy-association", "alder-hey-clinic",
        "ketamine-bladder-health", "chan-2022", "bladder-care",
    },
    "what it does to brain and mood": {"ng-2025", "how-ketamine-acts"},
    "sleep and dreams": {"va-apps", "sleep"},
    "craving, and skills against it": {"frank", "urges"},
    "K-cramps": {"k-cramps"},
}
ASKED_FOR = {
    "stopping-with-support", "cbt", "two-minds", "groups", "mindfulness", "movement", "food", "sleep", "both-together",
    "people-around-you", "staying-well", "aftercare", "bladder-care", "k-cramps", "for-families",
}


def words_of(row) -> str:
    return "\n".join([row["description"], *(line.lstrip("#- ") for line in row["body"].splitlines())])


def phase_texts():
    return [(row["code"], "\n".join(row[part] for part in ("expect", "helps", "seek_help"))) for row in shipped_rows()]


TEXTS = [(row["slug"], words_of(row)) for row in ARTICLES] + phase_texts()


@pytest.mark.parametrize("fact", COVERED)
def test_every_founding_fact_is_covered_by_something_published(fact, db):
    rows = Resource.objects.filter(slug__in=COVERED[fact])
    assert {row.slug for row in rows} == COVERED[fact]
    assert any(row.status == "active" for row in rows)


def test_every_article_that_was_asked_for_is_there():
    assert {row["slug"] for row in ARTICLES} >= ASKED_FOR


@pytest.mark.parametrize("word, count", [
    ("bladder", 2), ("needed", 2), ("stopped", 1), ("urges", 2), ("therapy", 3), ("cognitive", 3), ("made", 1),
    ("simple", 2), ("people", 2), ("places", 2), ("I", 1),
])
def test_syllables_are_counted_as_one_says_them(word, count):
    assert syllables(word) == count


def test_the_measure_tells_plain_from_hard():
    assert reading_age("The cat sat on the mat. It was warm.") < 7
    assert reading_age("Persistent psychological dependence necessitates multidisciplinary intervention.") > 18


@pytest.mark.parametrize("name, text", TEXTS, ids=[name for name, _ in TEXTS])
def test_a_child_of_eleven_could_read_it(name, text):
    assert reading_age(text) <= OLDEST_READER


@pytest.mark.parametrize("name, text", TEXTS, ids=[name for name, _ in TEXTS])
def test_no_sentence_is_long(name, text):
    sentences = re.split(r"[.:?!](?:[”\s]|$)|\n", text)
    assert max(len(WORD.findall(sentence)) for sentence in sentences) <= LONGEST_SENTENCE


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["slug"])
def test_an_article_says_who_wrote_it_and_names_sources_one_can_follow(row):
    sources = [article.source(line) for line in row["sources"]]
    assert row["author_role"]
    assert all(source.name and "http" not in source.name for source in sources)
    assert len(sources) >= 2
    assert "verified_on" not in row


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["slug"])
def test_an_article_is_short(row):
    assert 100 <= len(WORD.findall(row["body"])) <= 260


@pytest.mark.parametrize("row", shipped_rows(), ids=lambda row: row["code"])
def test_every_phase_text_names_its_sources(row):
    assert row["source"]
    assert row["evidence"]


def test_a_text_becomes_paragraphs_headings_and_points():
    told = article.parts("One\ntwo.\n\n## Three\n- four\n- five\nsix <b>")
    assert told == [
        ("paragraph", ["One two."]), ("heading", ["Three"]), ("points", ["four", "five"]), ("paragraph", ["six <b>"]),
    ]


def test_only_a_secure_address_at_the_end_of_a_source_is_a_link():
    assert article.source("A page https://example.org/x") == ("A page", "https://example.org/x")
    assert article.source("A page http://example.org") == ("A page http://example.org", "")
    assert article.source("A page javascript:alert(1)").url == ""


def test_an_articles_page_shows_it_with_who_and_whence_and_more(client, db):
    text = client.get(reverse("resource", args=["sleep"])).text
    order = [text.index(words) for words in ("If you lie awake right now", "not clinicians", "Good Sleep Guide")]
    assert order == sorted(order)
    assert "No clinician has read it yet" in text
    assert "/resources/ucla-mindful/" in text
    assert "Other people run this" not in text


def test_a_reviewed_article_says_who_read_it_and_when(client, db):
    Resource.objects.filter(slug="sleep").update(verified_on="2026-03-02", verified_by="A doctor")
    assert "Read by A doctor on 2 March 2026" in client.get(reverse("resource", args=["sleep"])).text


@pytest.mark.parametrize("wrong", [
    {"body": ""}, {"sources": []}, {"author_role": ""}, {"kind": "helpline"},
])
def test_the_database_refuses_an_article_without_text_author_or_source(db, wrong):
    given = {"kind": "article", "body": "Text.", "author_role": "Staff", "sources": ["A book"]}
    with pytest.raises(IntegrityError, match="article_says_who_and_whence"):
        make_resource(**(given | wrong))
