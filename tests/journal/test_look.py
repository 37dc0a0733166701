"""A patient reads one of her days, and how it came to say what it says."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pghistory
import pytest

from journal.day_page import build
from journal.days import today_of
from journal.models import Entry, HeldSave, OwnTag, Pause, Tag, UseEvent
from journal.services import Told as Saved
from journal.services import hold, record_entry, settle
from tests.people import make_entry

DAY = date(2026, 3, 3)


@pytest.fixture
def read(as_patient):
    """read(day): the words of its page, tags and needless blanks aside."""

    def words(day=DAY):
        page = as_patient.get(f"/journal/{day}/look/").content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        return " ".join(re.sub(r"<[^>]*>", " ", main).split())

    return words


def save(patient, note="", day=DAY, why="check-in", **ratings):
    return record_entry(patient=patient, day=day, ratings=ratings, note=note, used=None, why=why)


def test_answers_stand_in_words_under_their_groups(read, patient):
    save(patient, low_mood=4, sleep_hours=6.5, used_other=["Alcohol"], self_harm_thoughts=1)
    page = read()
    for words in ("Mood Low mood 4 of 10", "Sleep Hours slept 6.5 h", "Other substances alcohol"):
        assert words in page
    assert page.index("Thoughts of harming yourself they passed quickly") > page.index("Other substances")


def test_a_skipped_question_is_named_and_never_nought(read, patient):
    save(patient, craving=0, low_mood=None)
    page = read()
    assert "Craving 0 of 10" in page
    assert "Skipped: Low mood. A skipped question is not a 0." in page
    assert "Anxiety" not in page


def test_none_of_several_is_an_answer(read, patient):
    save(patient, used_other=[])
    assert "Other substances none of these" in read()


def test_what_made_it_harder_and_what_helped_stand_in_their_words(read, patient):
    tag = Tag.objects.create(code="a_test", kind="trigger", group="Feelings", label="A very long test")
    own = OwnTag.objects.create(patient=patient, kind="coping", label="karaoke")
    make_entry(patient, DAY, triggers=[tag.code], coping=[own.code])
    assert "What made it harder A very long test What helped karaoke" in read()


def test_her_line_is_never_markup(as_patient, patient):
    make_entry(patient, DAY, note="<script>alert(1)</script>\nand more")
    page = as_patient.get(f"/journal/{DAY}/look/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>and more" in page


def test_marks_say_what_there_is_of_the_day(read, patient):
    make_entry(patient, DAY, note="x", same_as=DAY - timedelta(days=1))
    UseEvent.objects.create(patient=patient, date=DAY, kind="prescribed")
    assert "A prescribed dose With a note About the same as the day before" in read()


@pytest.mark.parametrize(
    ("zone", "words"), [("Europe/London", "3 March 2026 at 23:30"), ("Asia/Tokyo", "4 March 2026 at 08:30")]
)
def test_it_says_by_her_clock_when_it_was_written(read, patient, zone, words):
    patient.time_zone = zone
    patient.save()
    make_entry(patient, DAY, recorded_at=datetime(2026, 3, 3, 23, 30, tzinfo=UTC))
    assert f"Written on {words}" in read() and "(later)" not in read()


def test_it_says_that_it_was_written_later_or_brought_along(read, patient):
    make_entry(patient, DAY, late=True)
    make_entry(patient, DAY + timedelta(days=1), source="import")
    assert re.search(r"Written on .* at \d\d:\d\d \(later\)", read())
    assert "From an older diary, brought in on" in read(DAY + timedelta(days=1))


def test_a_day_that_was_never_changed_has_no_versions_to_tell(read, patient):
    save(patient, craving=6)
    assert "Versions" not in read()


def test_a_change_is_told_with_who_why_and_what_it_was(read, patient):
    save(patient, craving=6)
    save(patient, craving=4, anxiety=None)
    past = read().split("Versions of this day")[1]
    assert re.search(
        r"Changed by you, in a check-in\. Craving: 6 of 10 → , then 4 of 10 Anxiety: not asked → , then sk", past
    )
    assert past.index("Changed by you") < past.index("Written by you, in a check-in.")


def test_both_lines_of_a_change_are_there(read, patient):
    for note in ("First line.", "Second line.", ""):
        save(patient, note, craving=1)
    past = read().split("Versions of this day")[1]
    assert "Your line said: Second line. Then it was empty." in past
    assert "Your line said: First line. Then it said: Second line." in past


def test_changed_tags_and_another_day_it_was_like_are_told(read, patient):
    make_entry(patient, DAY, triggers=["gone_word"], same_as=DAY - timedelta(days=1))
    Entry.objects.update(triggers=[], coping=["own-0"], same_as=None)
    past = read().split("Versions of this day")[1]
    for words in ("What made it harder: gone word → , then –", "What helped: – → , then an own word",
                  "About the same as: 2 March 2026 → , then –"):  # fmt: skip
        assert words in past


@pytest.mark.parametrize(
    ("why", "words"), [("import", "from an older diary"), ("about the same", "by saying it was about the same")]
)
def test_why_a_version_was_made_is_said(read, patient, why, words):
    save(patient, craving=1)
    save(patient, craving=2, why=why)
    assert f"Changed by you, {words}." in read()


def test_what_somebody_else_changed_is_not_said_to_be_hers(read, patient, clinician):
    entry = save(patient, craving=1)
    with pghistory.context(user=clinician.pk, why="repair"):
        Entry.objects.filter(pk=entry.pk).update(late=False)
    assert "Changed by the service. What it says stayed the same." in read()


def hold_another(patient, note="Another line.", take=None):
    entry = save(patient, "The line.", craving=1)
    held = hold(patient=patient, day=DAY, told=Saved({"craving": 9}, note), save_id=entry.client_id, seen=0)
    if take is not None:
        settle(patient=patient, held=held, take=take)


def test_a_version_she_did_not_take_is_still_there(read, patient):
    hold_another(patient, take=False)
    past = read().split("Versions of this day")[1]
    assert "Another version, which you did not keep. Craving Craving 9 of 10 Your line Another line." in past


def test_a_version_that_waits_for_her_is_pointed_to_and_not_called_given_up(read, patient):
    hold_another(patient)
    assert "There is another version of this day. See both, and choose" in read()
    assert "did not keep" not in read()


def test_a_version_she_took_is_the_day_itself(read, patient):
    HeldSave.objects.create(
        patient=patient, date=DAY, content=json.dumps({"ratings": {"craving": 9}, "note": ""}), taken=True
    )
    save(patient, craving=9)
    assert "did not keep" not in read()


def test_the_days_beside_it_are_those_with_an_entry(as_patient, patient):
    for back in (9, 4, 0, -6, -20):
        make_entry(patient, DAY - timedelta(days=back))
    page = as_patient.get(f"/journal/{DAY}/look/").content.decode()
    assert re.findall(r'href="/journal/([\d-]+)/look/"', page) == ["2026-02-27", "2026-03-09"]
    assert f'href="/journal/{DAY}/"' in page and 'href="/journal/?month=2026-03"' in page


def test_a_day_without_an_entry_offers_one(as_patient, patient, read):
    Pause.objects.create(patient=patient, reason="not_now", starts_on=DAY, ends_on=DAY)
    UseEvent.objects.create(patient=patient, date=DAY)
    assert "Ketamine used A pause, nothing expected Nothing is written about this day." in read()
    assert f'href="/journal/{DAY}/"' in as_patient.get(f"/journal/{DAY}/look/").content.decode()


@pytest.mark.parametrize("day", ["2999-01-01", "1989-12-31"])
def test_a_day_outside_the_journal_is_refused_with_a_message(as_patient, day):
    answer = as_patient.get(f"/journal/{day}/look/")
    assert answer.status_code == 400
    assert "Not this day" in answer.content.decode()


def test_today_can_be_read(as_patient, patient):
    assert as_patient.get(f"/journal/{today_of(patient)}/look/").status_code == 200


def test_another_persons_day_is_never_shown(read, other_patient, patient):
    make_entry(other_patient, DAY, note="Hers.")
    make_entry(other_patient, DAY - timedelta(days=1))
    HeldSave.objects.create(patient=other_patient, date=DAY, content='{"ratings": {}, "note": "x"}', taken=False)
    page = read()
    assert "Nothing is written about this day." in page
    assert "Hers." not in page and "2 Mar" not in page


def test_the_builder_itself_asks_for_one_patient(patient, other_patient):
    for day in (DAY, DAY - timedelta(days=1), DAY + timedelta(days=1)):
        make_entry(other_patient, day)
    page = build(patient, DAY)
    assert (page.entry, page.earlier, page.later) == (None, None, None)
    make_entry(patient, DAY)
    HeldSave.objects.create(patient=other_patient, date=DAY, content='{"ratings": {}, "note": "x"}', taken=False)
    assert build(patient, DAY).not_kept == []


def test_staff_find_nothing(as_clinician, as_stranger, as_administrator, patient):
    make_entry(patient, DAY)
    for client in (as_clinician, as_stranger, as_administrator):
        assert client.get(f"/journal/{DAY}/look/").status_code == 404
        assert client.get("/journal/2999-01-01/look/").status_code == 404


def test_the_title_names_only_the_day(as_patient, patient):
    make_entry(patient, DAY, note="Secret.")
    page = as_patient.get(f"/journal/{DAY}/look/").content.decode()
    assert re.search("<title>(.*)</title>", page)[1] == "3 March 2026"


def test_it_asks_as_much_of_a_day_changed_often_as_of_one_never_changed(as_patient, patient, count_queries):
    save(patient, craving=1)
    few = count_queries(lambda: as_patient.get(f"/journal/{DAY}/look/"))
    for number in range(2, 10):
        save(patient, f"Line {number}.", craving=number)
        save(patient, day=DAY + timedelta(days=number), craving=number)
        OwnTag.objects.create(patient=patient, kind="coping", label=f"word {number}")
        HeldSave.objects.create(patient=patient, date=DAY, content='{"ratings": {}, "note": "x"}', taken=False)
    assert count_queries(lambda: as_patient.get(f"/journal/{DAY}/look/")) == few <= 13  # one: what came from her team
