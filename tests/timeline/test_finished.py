"""A finished page is kept while nothing it rests on has changed, and is nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Response
from journal.days import today_of
from journal.models import Entry, Episode, Urge, UseEvent
from tests.people import make_episode, make_patient
from tests.timeline.diaries import ago, use, write, write_daily
from timeline import finished as kept_pages
from timeline.builder import build, finished
from timeline.models import ChartNote, Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    finished.forget()
    sam = make_patient()
    make_episode(sam, day0=ago(sam, 9))
    write_daily(sam, 9)
    return sam


def page(patient, **asked):
    return build(patient, **{"today": today_of(patient)} | asked)


def edit(patient):
    Entry.objects.filter(patient=patient, date=ago(patient, 3)).update(ratings={"craving": 1})


def answer_a_questionnaire(patient):
    Response.objects.create(patient=patient, instrument="phq9", version="1", day=ago(patient, 1), answers={})


CHANGES = {
    "a day more": lambda sam: write(sam, {9: {"craving": 2}}),
    "an edit": edit,
    "a day less": lambda sam: sam.entries.filter(date=ago(sam, 2)).delete(),
    "use": lambda sam: use(sam, 4),
    "use taken back": lambda sam: UseEvent.objects.filter(patient=sam).update(taken_back_at=timezone.now()),
    "another last use": lambda sam: Episode.objects.filter(patient=sam).update(day0=ago(sam, 20)),
    "an urge": lambda sam: Urge.objects.create(patient=sam, before=5),
    "a note": lambda sam: ChartNote.objects.create(patient=sam, date=ago(sam, 1), text="x"),
    "a questionnaire": answer_a_questionnaire,
    "a phase": lambda sam: Phase.objects.filter(code="acute").update(name="Week one"),
    "the text of a phase": lambda sam: Phase.objects.filter(code="acute").update(expect="More."),
    "a choice": lambda sam: setattr(sam, "chart_symptoms", ["anxiety"]),
    "a hidden count": lambda sam: setattr(sam, "hidden_clocks", ["since"]),
    "another time zone": lambda sam: setattr(sam, "time_zone", "Asia/Tokyo"),
}


def test_looking_again_asks_one_query_and_gives_the_same_page(sam, django_assert_num_queries):
    first = page(sam)
    with django_assert_num_queries(1):
        assert page(sam) is first


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_page_is_made_anew(sam, change):
    use(sam, 6)
    before = page(sam)
    CHANGES[change](sam)
    assert page(sam) is not before


@pytest.mark.parametrize("asked", [{"wanted": "28"}, {"compare": True}, {"scope": ("ratings",)}, {"scope": ()}])
def test_whoever_asks_for_something_else_gets_something_else(sam, asked):
    assert page(sam) is not page(sam, **asked)


def test_tomorrow_is_another_page(sam):
    assert page(sam).heading != page(sam, today=today_of(sam) + timedelta(days=1)).heading


def test_two_people_who_wrote_the_same_have_two_pages(sam):
    other = make_patient()
    make_episode(other, day0=ago(other, 9))
    write_daily(other, 9)
    assert page(sam) is not page(other)


def test_what_others_said_is_never_kept(sam, settings):
    settings.OTHERS_BAND, sam.show_others = True, True
    assert page(sam) is not page(sam)


def test_what_is_kept_again_is_the_newest():
    some = kept_pages.Finished(most=2)
    for name in ("a", "b", "a", "c"):
        some.keep(name, name)
    assert (some.get("a"), some.get("b")) == ("a", None)


def test_there_is_a_most_and_the_oldest_goes_first():
    some = kept_pages.Finished(most=2)
    for number in range(3):
        some.keep(number, f"page {number}")
    assert (len(some), some.get(0), some.get(2)) == (2, None, "page 2")


def test_an_old_one_is_let_go_of_though_nothing_has_changed(monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST_SECONDS", -1)
    some = kept_pages.Finished()
    some.keep(1, "page")
    assert (some.get(1), len(some)) == (None, 0)
