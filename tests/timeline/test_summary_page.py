"""/timeline/summary/: her question is kept, and what she hands over holds what she ticked and nothing else."""

import re

import pytest
from django.urls import reverse

from accounts.models import AccessLog
from journal.models import Entry, UseEvent
from tests.people import make_entry, make_urge
from tests.timeline.diaries import ago, use
from tests.timeline.visits import EVERY_PART, HAND_OVER, NOTE, OWN_WORDS, QUESTION, URL, four_weeks, opened, told_by
from timeline.models import VisitQuestion

MOST_QUERIES = 12
MARKS = {
    "question": QUESTION, "where": "Day 16 since last use", "written": "Written on 26", "changes": "points lower",
    "bladder": "Blood in urine", "use": "25 told about", "urges": "Walk: 3 times", "scores": "of 27",
    "self_harm": "self-harm",
}  # fmt: skip


@pytest.fixture
def written(patient):
    four_weeks(patient)
    return patient


def text(response) -> str:
    return response.content.decode()


def sheet(response) -> str:
    """The words of the sheet on a page."""
    found = re.search(r'<article class="sheet.*?</article>', text(response), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_the_page_holds_all_of_it_for_herself(as_patient, written):
    page = sheet(as_patient.get(URL))
    for told in (
        QUESTION,
        "Day 16 since last use",
        "4.0 points lower",
        "Days with use: 2 of",
        "They passed quickly",
        NOTE,
        OWN_WORDS,
    ):
        assert told in page


def test_what_tells_of_use_of_harm_or_in_her_own_words_is_not_ticked(as_patient, written):
    page = text(as_patient.get(URL))
    ticked = re.findall(r'name="(?:parts|notes)"[^>]*value="([^"]+)"[^>]*checked', page)
    assert set(ticked) == {"question", "written", "changes", "bladder", "urges", "scores"}


def test_she_sees_what_she_ticked_and_nothing_else(as_patient, written):
    page = as_patient.post(HAND_OVER, {"parts": ["written", "bladder"], "see": "1"})
    assert (page.status_code, page.context["sheet"].codes) == (200, ("written", "bladder"))
    assert "Night-time trips" in sheet(page)
    for untold in (QUESTION, NOTE, OWN_WORDS, "last use", "Craving", "Urges", "self-harm", "Ketamine"):
        assert untold not in sheet(page)


def test_a_note_goes_in_by_itself(as_patient, written):
    day = ago(written, 3).isoformat()
    page = as_patient.post(HAND_OVER, {"notes": [day], "see": "1"})
    assert page.context["sheet"].codes == ("notes",) and NOTE in sheet(page)


@pytest.mark.parametrize("parts", [["written"], ["question", "changes"], ["use", "where"], ["self_harm"], EVERY_PART])
def test_the_file_holds_what_she_ticked_and_nothing_else(as_patient, written, parts):
    words = told_by(as_patient.post(HAND_OVER, {"parts": parts, "file": "1"}).content)
    assert {part for part, mark in MARKS.items() if mark in words} == set(parts)
    assert NOTE not in words and OWN_WORDS not in words


def test_the_file_has_a_neutral_name_and_is_logged(as_patient, written):
    for address, sent in ((HAND_OVER, {"parts": ["written"], "file": "1"}), (URL, {"file": "all"})):
        answer = as_patient.post(address, sent)
        assert (answer["Content-Type"], len(opened(answer.content).pages)) == ("application/pdf", 1)
        assert answer["Content-Disposition"] == 'attachment; filename="summary.pdf"'
        assert "no-store" in answer["Cache-Control"]
    assert [log.what for log in AccessLog.objects.filter(patient=written, actor=written.user)] == ["export"] * 2


def test_looking_at_it_first_is_not_taking_a_copy(as_patient, written):
    as_patient.get(URL)
    as_patient.post(HAND_OVER, {"parts": ["written"], "see": "1"})
    assert not AccessLog.objects.exists()


def test_her_own_file_holds_all_of_it(as_patient, written):
    words = told_by(as_patient.post(URL, {"file": "all"}).content)
    for told in (QUESTION, "Day 16 since last use", "with use: 2 of", "They passed quickly: 1", NOTE, OWN_WORDS):
        assert told in words


def test_her_question_is_kept_and_can_be_taken_away(as_patient, patient):
    assert as_patient.post(URL, {"question": "  What about sleep?  ", "save": "1"}).url == URL
    assert "What about sleep?" in sheet(as_patient.get(URL))
    as_patient.post(URL, {"question": "Another one", "save": "1"})
    assert [kept.text for kept in VisitQuestion.objects.all()] == ["Another one"]
    assert "taken away" in text(as_patient.post(URL, {"question": "", "save": "1"}, follow=True))
    assert not VisitQuestion.objects.exists()


def test_a_form_without_the_question_takes_nothing_away(as_patient, written):
    assert as_patient.post(URL, {"something": "else"}).status_code == 200
    assert VisitQuestion.objects.get().text == QUESTION


def test_a_question_too_long_is_refused_with_its_words_kept(as_patient, patient):
    answer = as_patient.post(URL, {"question": "why " * 76, "save": "1"})
    assert (answer.status_code, VisitQuestion.objects.count()) == (422, 0)
    assert "why " * 75 in text(answer) and "at most 300 characters" in text(answer)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Please tick at least one part."),
        ({"parts": ["all"]}, "has nothing in it any more"),
        ({"parts": ["notes"]}, "has nothing in it any more"),
        ({"notes": ["1999-01-01"]}, "isn&#x27;t there any more"),
        ({"notes": ["%%"]}, "isn&#x27;t there any more"),
    ],
)
@pytest.mark.parametrize("button", ["see", "file"])
def test_a_choice_that_cannot_be_is_refused_in_words(as_patient, written, sent, why, button):
    answer = as_patient.post(HAND_OVER, sent | {button: "1"})
    assert answer.status_code == 422 and why in text(answer)
    assert not AccessLog.objects.exists()


def test_three_notes_fit_and_four_do_not(as_patient, patient):
    days = [ago(patient, back) for back in range(4)]
    for day in days:
        make_entry(patient, day, note="A word.")
    sent = [day.isoformat() for day in days]
    assert as_patient.post(HAND_OVER, {"notes": sent[:3]}).status_code == 200
    answer = as_patient.post(HAND_OVER, {"notes": sent, "parts": ["written"]})
    assert answer.status_code == 422 and "Please tick 3 notes at most" in text(answer)
    assert len(re.findall(r"<input[^>]* checked", text(answer))) == 5


def test_opening_the_address_of_the_second_step_leads_to_the_first(as_patient, patient):
    assert as_patient.get(HAND_OVER).url == URL


def test_an_empty_diary_has_a_page_that_says_so(as_patient, patient):
    page = as_patient.get(URL)
    assert page.status_code == 200 and "Nothing to hand over yet" in text(page)


def test_nothing_of_her_stands_in_an_address_or_the_title(as_patient, written):
    for page in (as_patient.get(URL), as_patient.post(HAND_OVER, {"parts": EVERY_PART})):
        assert re.search(r"<title>(.*?)</title>", text(page))[1] == "Summary"
        addresses = re.findall(r'(?:href|action)="([^"]*)"', text(page))
        assert not any("?" in address for address in addresses if "summary" in address)


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
@pytest.mark.parametrize("address", [URL, HAND_OVER])
def test_staff_have_no_summary(who, address, request, written):
    client = request.getfixturevalue(who)
    assert client.get(address).status_code == 404
    assert client.post(address, {"parts": ["written"], "file": "1"}).status_code == 404


@pytest.mark.parametrize("address", [URL, HAND_OVER])
def test_a_visitor_logs_in_first(client, db, address):
    assert client.post(address, {"file": "1"}).url.startswith(reverse("account_login"))


def test_nobody_else_s_days_are_on_it(as_other_patient, written):
    assert as_other_patient.get(URL).context["sheet"].codes == ()
    assert QUESTION not in told_by(as_other_patient.post(URL, {"file": "all"}).content)


def grow(patient):
    """Two years before those four weeks, many more urges, and prescribed doses."""
    days = {back: ago(patient, back) for back in range(30, 800)}
    Entry.objects.bulk_create(
        Entry(patient=patient, date=day, note="Long.", ratings={"craving": 5}) for day in days.values()
    )
    use(patient, *range(30, 700, 30))
    for _ in range(60):
        make_urge(patient, minutes_ago=2000, after=3, strategies=["walk", "shower", "eat"])
    doses = (UseEvent(patient=patient, date=ago(patient, back), kind="prescribed") for back in range(1, 15))
    UseEvent.objects.bulk_create(doses)


@pytest.mark.parametrize("ask", [
    lambda her: her.get(URL),
    lambda her: her.post(HAND_OVER, {"parts": ["written", "urges"], "see": "1"}),
    lambda her: her.post(HAND_OVER, {"parts": ["written", "urges"], "file": "1"}),
])  # fmt: skip
def test_its_queries_stay_the_same_however_long_the_diary_is(as_patient, written, count_queries, ask):
    ask(as_patient)  # so that the catalogue and the phases are in memory
    few = count_queries(lambda: ask(as_patient))
    grow(written)
    many = count_queries(lambda: ask(as_patient))
    assert few == many <= MOST_QUERIES
