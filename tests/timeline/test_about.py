"""/timeline/about/: for anybody, how sure anyone is."""

import re
from html import unescape

import pytest

from timeline.models import Phase

pytestmark = pytest.mark.django_db
URL = "/timeline/about/"


def test_anybody_may_read_it(client):
    page = client.get(URL).content.decode()
    assert "Few studies have looked" in page
    assert "makes no diagnosis" in page


def test_it_gives_each_phase_s_evidence_and_sources(client):
    page = unescape(client.get(URL).content.decode())
    for phase in Phase.objects.all():
        assert phase.name in page
        assert phase.evidence in page
        assert phase.source_lines[0] in page


def test_it_says_when_nobody_has_reviewed_a_phase(client):
    Phase.objects.filter(code="paws").update(reviewed_on="2026-10-01")
    page = client.get(URL).content.decode()
    assert page.count("Not yet reviewed by a named clinician.") == 2
    assert "Last reviewed by a clinician on 1 October 2026." in page


def test_its_sentences_are_short(client):
    words = re.sub(r"<ul.*?</ul>|<[^>]+>", " ", client.get(URL).content.decode().split("<main")[1], flags=re.DOTALL)
    longest = max(re.split(r"[.?!:]\s", words), key=lambda sentence: len(sentence.split()))
    assert len(longest.split()) <= 26, longest
