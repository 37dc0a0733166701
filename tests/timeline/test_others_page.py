"""/timeline/others/: what being counted means, a yes or a no, and what she answered so far."""

import hashlib
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from timeline import contributing, others_views
from timeline.contributing import TEXT_VERSION, TEXTS
from timeline.models import Contribution, DayQuartiles

URL = "/timeline/others/"
MOST_WORDS = 20
# The words that people agreed to, by version. One that is published is never edited: other words are a new version.
PUBLISHED = {"2026-11-26": "74508a289205d58d36e0e35b09bad6b77871ae4c518a3e33cc84a00e1cada54d"}


@pytest.fixture(autouse=True)
def turned_on(settings):
    """A deployment that offers it."""
    settings.OTHERS_BAND = True


def say(client, answer, seen=TEXT_VERSION):
    return client.post(URL, {"answer": answer, "seen": seen})


def said(client):
    return client.get(URL).content.decode()


def test_it_says_what_it_means_before_it_asks(as_patient):
    page = said(as_patient)
    assert all(heading in page and words.split(".")[0] in page for heading, words in TEXTS[TEXT_VERSION])
    assert page.index("be unseen") < page.index("Yes, count me in")
    assert f'name="seen" value="{TEXT_VERSION}"' in page and "Stop counting me" not in page


def test_one_tap_agrees_and_one_tap_takes_it_back(as_patient, patient):
    assert say(as_patient, "yes").url == URL
    given = Contribution.objects.get()
    assert (given.patient, given.text_version, given.withdrawn_at) == (patient, TEXT_VERSION, None)
    assert "You are counted" in said(as_patient) and "Yes, count me in" not in said(as_patient)
    assert say(as_patient, "no").url == URL
    assert not Contribution.objects.standing().exists()


def test_what_she_answered_stays_on_the_page(as_patient, patient):
    for answer in ("yes", "no", "yes"):
        say(as_patient, answer)
    page = said(as_patient)
    assert Contribution.objects.filter(patient=patient).count() == 2
    assert (page.count("Yes on "), page.count(", taken back on ")) == (2, 1)


def test_when_she_took_it_back_is_never_rewritten(as_patient):
    for answer in ("yes", "no"):
        say(as_patient, answer)
    before = Contribution.objects.get().withdrawn_at
    for answer in ("no", "yes", "no"):
        say(as_patient, answer)
    assert Contribution.objects.order_by("agreed_at").first().withdrawn_at == before


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_same_answer_twice_is_one(as_patient, answer):
    for _ in range(3):
        assert say(as_patient, answer).status_code == 302
    assert Contribution.objects.count() == (answer == "yes")


@pytest.mark.parametrize("answer", ["", "maybe", "YES"])
def test_another_answer_is_refused_in_words(as_patient, answer):
    refused = say(as_patient, answer)
    assert refused.status_code == 422
    assert "Please tap one of the buttons" in refused.content.decode()
    assert not Contribution.objects.exists()


def test_a_yes_to_words_that_no_longer_stand_is_refused_and_a_no_never_is(as_patient):
    refused = say(as_patient, "yes", seen="2020-01-01")
    assert refused.status_code == 422 and "not what stands here now" in refused.content.decode()
    assert not Contribution.objects.exists()
    say(as_patient, "yes")
    say(as_patient, "no", seen="2020-01-01")
    assert not Contribution.objects.standing().exists()


def test_after_new_words_she_is_asked_again_and_keeps_the_old_ones(as_patient, patient, monkeypatch):
    monkeypatch.setitem(TEXTS, "2020-01-01", [("Older", "Older words.")])
    Contribution.objects.create(patient=patient, text_version="2020-01-01")
    page = said(as_patient)
    assert "The words have changed" in page and "Older words." in page
    assert "Yes, count me in" in page and "Stop counting me" in page
    say(as_patient, "yes")
    assert Contribution.objects.standing().get().text_version == TEXT_VERSION
    assert Contribution.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_such_page_where_it_is_off(as_patient, settings, method):
    settings.OTHERS_BAND = False
    assert getattr(as_patient, method)(URL, {"answer": "yes", "seen": TEXT_VERSION}).status_code == 404
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
def test_staff_have_no_such_page(who, request, cast):
    assert request.getfixturevalue(who).get(URL).status_code == 404


def test_another_patients_answer_is_not_hers(as_patient, as_other_patient, other_patient):
    say(as_other_patient, "yes")
    assert "You are counted" not in said(as_patient)
    say(as_patient, "no")
    assert Contribution.objects.standing().get().patient == other_patient


def test_only_hers_is_asked_for_even_where_the_database_would_show_more(patient, other_patient):
    contributing.agree(patient=other_patient)
    assert (contributing.standing(patient), others_views._earlier(patient)) == (None, [])


def test_it_is_apart_from_sharing_with_a_clinician(as_patient, patient):
    before = list(patient.consents.values()), list(patient.care_links.values())
    say(as_patient, "yes")
    assert (list(patient.consents.values()), list(patient.care_links.values())) == before


def test_who_asked_to_be_erased_is_not_asked(as_patient, patient):
    Patient.objects.filter(pk=patient.pk).update(erase_on=timezone.now().date())
    assert as_patient.get(URL).url == "/privacy/"
    assert say(as_patient, "yes").url == "/privacy/"
    assert not Contribution.objects.exists()


def test_its_queries_stay_the_same_after_many_answers(as_patient, count_queries):
    say(as_patient, "yes")
    few = count_queries(lambda: as_patient.get(URL))
    for answer in ("no", "yes") * 5:
        say(as_patient, answer)
    assert count_queries(lambda: as_patient.get(URL)) == few <= 6


def test_her_copy_holds_what_she_answered(as_patient):
    say(as_patient, "yes")
    told = as_patient.get("/privacy/export.json").json()["tables"]["timeline.Contribution"]
    assert [row["text_version"] for row in told] == [TEXT_VERSION]


def test_no_admin_page_shows_who_is_counted():
    models = [apps.get_model("timeline", name) for name in ("Contribution", "DayQuartiles")]
    assert not any(admin.site.is_registered(model) for model in models)


@pytest.mark.parametrize("who", ["clinician", "stranger", "administrator", "other_patient", "nobody"])
def test_the_database_shows_no_one_else_who_is_counted(cast, patient, who):
    Contribution.objects.create(patient=patient, text_version=TEXT_VERSION)
    roles = {"administrator": rls.ADMINISTRATOR, "other_patient": rls.PATIENT, "nobody": rls.APP}
    with rls.acting_as(roles.get(who, rls.CLINICIAN), cast[who].pk if who in cast else None):
        assert not Contribution.objects.exists()


@pytest.mark.parametrize("sentence", [
    "DELETE FROM timeline_contribution", "UPDATE timeline_contribution SET text_version = 'x'",
    "UPDATE timeline_contribution SET agreed_at = now()",
])  # fmt: skip
def test_what_she_agreed_to_is_never_changed(patient, sentence):
    Contribution.objects.create(patient=patient, text_version=TEXT_VERSION)
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.PATIENT, patient.pk):
        connection.cursor().execute(sentence)


def test_she_can_not_agree_for_another(patient, other_patient):
    with pytest.raises(ProgrammingError, match="row-level security"), rls.acting_as(rls.PATIENT, patient.pk):
        Contribution.objects.create(patient=other_patient, text_version=TEXT_VERSION)


@pytest.mark.parametrize("role", [rls.PATIENT, rls.CLINICIAN, rls.ADMINISTRATOR, rls.APP])
@pytest.mark.parametrize("sentence", [
    "INSERT INTO timeline_dayquartiles VALUES (DEFAULT)", "UPDATE timeline_dayquartiles SET people = 1",
    "DELETE FROM timeline_dayquartiles", "TRUNCATE timeline_dayquartiles",
])  # fmt: skip
def test_everybody_may_read_the_quartiles_and_nobody_writes_them_by_hand(db, role, sentence):
    with rls.acting_as(role, 1):
        assert not DayQuartiles.objects.exists()
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(role, 1):
        connection.cursor().execute(sentence)


def test_published_words_are_never_edited():
    words = {version: "\n".join(f"{heading}\n{told}" for heading, told in text) for version, text in TEXTS.items()}
    told = {version: hashlib.sha256(text.encode()).hexdigest() for version, text in words.items()}
    assert told == PUBLISHED
    assert list(TEXTS) == sorted(TEXTS)


def test_the_words_are_in_short_sentences():
    for sentence in re.split(r"[.?!]\s", " ".join(words for _, words in TEXTS[TEXT_VERSION])):
        assert len(sentence.split()) <= MOST_WORDS, sentence
