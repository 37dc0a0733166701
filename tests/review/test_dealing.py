"""The buttons under flags, as a clinician meets them."""

import pytest

from accounts.models import AccessLog, ConsentRecord
from flags.models import Flag, FlagStep
from review.models import EntryReview
from tests import people
from tests.review.conftest import days_ago
from tests.review.raising import make_flag


def deal(client, patient, *flags, do="close", state="open", **told):
    told = {"action": "called_reached", "note": "Talked.", "do": do} | told
    shown = [f"{flag.pk}:{state}" for flag in flags]
    return client.post(f"/admin/accounts/patient/{patient.pk}/deal/", told | {"flag": shown})


def page_of(client, patient):
    return client.get(f"/admin/accounts/patient/{patient.pk}/change/").content.decode()


def test_the_page_says_what_was_seen_and_how_long_it_waits(as_clinician, patient, entry, flag):
    page = page_of(as_clinician, patient)
    assert "Attention" in page and "High craving" in page and "2 h" in page
    assert "Craving was 8 on" in page
    assert AccessLog.objects.filter(patient=patient, what="flags").exists()


def test_without_a_flag_it_says_that_this_means_nothing(as_clinician, patient, entry):
    assert "No rules matched. This does not mean the person is safe." in page_of(as_clinician, patient)


def test_closing_marks_the_entry_that_was_shown_with_what_came_of_it(as_clinician, clinician, patient, entry, flag):
    answer = deal(as_clinician, patient, flag, entry=entry.pk, version=entry.updated_at.isoformat())
    assert answer.url.endswith(f"/patient/{patient.pk}/change/#flags")
    review = EntryReview.objects.get()
    assert (review.entry, review.clinician, review.outcome) == (entry, clinician, "contacted")
    assert Flag.objects.get().state == "closed"
    assert "Closed in the last two weeks (1)" in page_of(as_clinician, patient)


def test_a_version_that_was_not_shown_is_not_marked(as_clinician, patient, entry, flag):
    deal(as_clinician, patient, flag, entry=entry.pk, version="2026-01-01T00:00:00+00:00")
    assert Flag.objects.get().state == "closed"
    assert not EntryReview.objects.exists()


def test_taking_it_on_needs_no_action(as_clinician, patient, flag):
    deal(as_clinician, patient, flag, do="acknowledge", action="", note="")
    assert Flag.objects.get().state == "acknowledged"
    assert "seen, Kim Keyworker" in page_of(as_clinician, patient)


@pytest.mark.parametrize(
    ("told", "words"), [({"action": ""}, "Please say what was done."), ({"note": ""}, "Please add a word on why")]
)
def test_what_is_missing_is_said_and_what_was_typed_stays(as_clinician, patient, flag, told, words):
    answer = deal(as_clinician, patient, flag, **{"note": "Half a word", "action": "seen"} | told)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and 'value="called_reached"' in page
    assert ("Half a word" in page) is ("note" not in told)
    assert Flag.objects.get().state == "open"


def test_the_second_reads_who_was_first_and_keeps_the_words(as_clinician, as_stranger, stranger, patient, flag):
    people.make_link(patient, stranger)
    deal(as_stranger, patient, flag, do="acknowledge")
    answer = deal(as_clinician, patient, flag, note="What I did")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Pat Stranger, Town Service was first, on" in page and "What I did" in page
    assert list(FlagStep.objects.values_list("clinician", flat=True)) == [stranger.pk]
    assert deal(as_clinician, patient, flag, state="acknowledged").status_code == 302


def test_two_urgent_ones_come_back_untouched(as_clinician, patient):
    flags = [make_flag(patient, "urgent", about=str(number)) for number in range(2)]
    answer = deal(as_clinician, patient, *flags)
    assert answer.status_code == 422 and "one at a time" in answer.content.decode()
    assert page_of(as_clinician, patient).count("<form class=\"deal\"") == 2


def test_what_happened_on_one_day_is_dealt_with_by_one_form(as_clinician, patient):
    flags = [make_flag(patient), make_flag(patient, "info", about="other"), make_flag(patient, "urgent", about="third")]
    assert page_of(as_clinician, patient).count("<form class=\"deal\"") == 1
    assert deal(as_clinician, patient, *flags).status_code == 302
    assert set(Flag.objects.values_list("state", flat=True)) == {"closed"}


@pytest.mark.parametrize("shown", [[], ["1:open:x"], ["x:open"], ["999999999:open"], ["9" * 30 + ":open"]])
def test_a_flag_that_is_not_hers_is_not_there(as_clinician, patient, other_patient, shown):
    theirs = make_flag(other_patient)
    address = f"/admin/accounts/patient/{patient.pk}/deal/"
    for named in (shown, [*shown, f"{theirs.pk}:open"]):
        answer = as_clinician.post(address, {"flag": named, "do": "close", "action": "seen", "note": "x"})
        assert answer.status_code == 404
    assert Flag.objects.get().state == "open"


def test_what_is_not_shared_is_no_flag(guards, as_clinician, patient):
    flag = make_flag(patient, needs=["ratings", "self_harm"])
    ConsentRecord.objects.update(scope=["ratings"])
    assert "High craving" not in page_of(as_clinician, patient)
    assert deal(as_clinician, patient, flag).status_code == 404
    assert as_clinician.get(f"/admin/flags/flag/{flag.pk}/change/").status_code == 404


def test_the_most_pressing_day_comes_first(as_clinician, patient):
    make_flag(patient, "info", about="a", days_ago=1)
    make_flag(patient, "urgent", about="b", days_ago=3)
    make_flag(patient, about="c", days_ago=2)
    page = page_of(as_clinician, patient)
    places = [page.index(f"About {days_ago(back):%a} {days_ago(back).day}") for back in (3, 2, 1)]
    assert places == sorted(places)


def test_buttons_that_say_the_same_are_told_apart_by_the_day(as_clinician, patient, flag):
    page = page_of(as_clinician, patient)
    for button in ("keep open", "I'm on it"):
        assert f'{button}<span class="visually-hidden">: flags of {flag.day:%-d %B %Y}</span>' in page


def test_the_list_and_the_page_of_a_flag(as_clinician, patient, flag):
    page = as_clinician.get("/admin/flags/flag/").content.decode()
    assert "▲ Attention: High craving" in page and "Robin" in page
    page = as_clinician.get(f"/admin/flags/flag/{flag.pk}/change/").content.decode()
    assert "Craving was 8 on" in page and "craving_high, version 1" in page and "I'm on it" in page
    deal(as_clinician, patient, flag)
    assert "High craving" not in as_clinician.get("/admin/flags/flag/").content.decode()
    assert "High craving" in as_clinician.get("/admin/flags/flag/?state=closed").content.decode()


NAMED = ["0{pk}:open", "{pk}:open", "x:open", "\u0661:open", ":", "", "-{pk}:open", "9{pk}:open"]


@pytest.mark.parametrize("named", NAMED)
def test_a_flag_is_named_by_its_number_or_there_is_none(as_clinician, patient, flag, named):
    told = {"do": "acknowledge", "flag": named.format(pk=flag.pk)}
    answer = as_clinician.post(f"/admin/accounts/patient/{patient.pk}/deal/", told)
    is_hers = named in {"0{pk}:open", "{pk}:open"}
    assert answer.status_code == (302 if is_hers else 404)
    assert Flag.objects.get().state == ("acknowledged" if is_hers else "open")
