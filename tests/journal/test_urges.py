"""An urge: kept at once and once only, rated again within a day, and told in her own numbers."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import rls
from journal.models import OwnTag, Reason, Supporter, Tag, Urge
from journal.tagging import Chips
from journal.urges import Experience, rate_again, told, unfinished
from tests.people import make_urge

NOW = timezone.now
TOOLS = Urge.Tool.values


def begin(client, before=7, tool="breathing", **more):
    told = {"before": before, "tool": tool, "client_id": uuid4()} | more
    return client.post("/journal/urge/", {name: value for name, value in told.items() if value is not None})


def again(client, urge, after=4, **more):
    return client.post(f"/journal/urge/{urge.pk}/", {"after": after, "strategies": ["", "walk"]} | more)


def page(client, address="/journal/urge/"):
    return client.get(address).content.decode()


def test_a_number_and_a_tool_are_kept_at_once(as_patient, patient):
    answer = begin(as_patient, 7, "grounding")
    urge = Urge.objects.get()
    assert (urge.patient, urge.before, urge.tool, urge.after) == (patient, 7, "grounding", None)
    assert answer.url == f"/journal/urge/{urge.pk}/"


def test_a_double_tap_makes_one_urge(as_patient):
    name = uuid4()
    first, second = (begin(as_patient, client_id=name) for _ in range(2))
    assert Urge.objects.count() == 1 and first.url == second.url


def test_the_same_urge_with_another_tool_opens_that_tool(as_patient):
    name = uuid4()
    begin(as_patient, client_id=name)
    assert begin(as_patient, tool="delay", client_id=name).url.endswith("?tool=delay")
    assert Urge.objects.get().tool == "breathing"


@pytest.mark.parametrize("before", [None, "", "11", "-1", "skip", "4.5"])
def test_without_a_number_nothing_is_kept_and_the_page_says_so(as_patient, before):
    answer = begin(as_patient, before)
    assert answer.status_code == 422 and not Urge.objects.exists()
    assert "Please tap a number." in answer.content.decode()


def test_a_script_is_told_where_the_tool_is(as_patient):
    sent = {"before": 7, "tool": "delay", "client_id": uuid4()}
    answer = as_patient.post("/journal/urge/", sent, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["next"]) == (201, f"/journal/urge/{Urge.objects.get().pk}/")


def test_a_script_is_told_what_is_missing(as_patient):
    answer = as_patient.post("/journal/urge/", {"tool": "delay"}, headers={"Accept": "application/json"})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["before"])


@pytest.mark.parametrize("tool", [*TOOLS, ""])
def test_every_tool_leads_to_the_second_number(as_patient, patient, tool):
    text = page(as_patient, f"/journal/urge/{make_urge(patient, tool=tool).pk}/")
    assert 'name="after"' in text and 'name="minutes"' in text and 'name="strategies"' in text
    assert [code for code in TOOLS if f'href="?tool={code}"' in text] == [code for code in TOOLS if code != tool]


def test_what_was_opened_is_among_what_she_did(as_patient, patient):
    text = page(as_patient, f"/journal/urge/{make_urge(patient, tool='breathing').pk}/?tool=delay")
    marked = [code for code in TOOLS if f'value="{code}" autocomplete="off" checked' in text]
    assert sorted(marked) == ["breathing", "delay"]


def test_having_seen_the_list_of_people_is_not_having_called_anybody(as_patient, patient):
    text = page(as_patient, f"/journal/urge/{make_urge(patient, tool='call').pk}/")
    assert text.count('name="strategies" value="call"') == 1 and 'off" checked' not in text


def test_every_tool_is_also_something_one_can_have_done(db):
    assert set(Tag.objects.filter(kind="coping", code__in=TOOLS).values_list("code", flat=True)) == set(TOOLS)


def test_the_second_number_is_kept_with_what_she_did(as_patient, patient):
    own = OwnTag.objects.create(patient=patient, kind="coping", label="Fed the cat")
    urge = make_urge(patient, minutes_ago=20)
    again(as_patient, urge, 4, strategies=["", "walk", own.code], minutes="12")
    urge.refresh_from_db()
    assert (urge.before, urge.after, urge.minutes) == (7, 4, 12)
    assert set(urge.strategies) == {"walk", own.code} and urge.ended_at


def test_minutes_left_empty_are_counted(as_patient, patient):
    urge = make_urge(patient, minutes_ago=20)
    again(as_patient, urge)
    urge.refresh_from_db()
    assert urge.minutes == 20


def test_sent_twice_the_first_second_number_stays(as_patient, patient):
    urge = make_urge(patient)
    again(as_patient, urge, 4)
    assert again(as_patient, urge, 9).status_code == 302
    urge.refresh_from_db()
    assert urge.after == 4


def test_a_second_number_that_is_none_is_asked_for_and_the_rest_stays(as_patient, patient):
    urge = make_urge(patient)
    answer = again(as_patient, urge, "", minutes="12")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="12"' in text and 'value="walk" autocomplete="off" checked' in text


@pytest.mark.parametrize("minutes", ["-1", "1441", "soon"])
def test_impossible_minutes_are_asked_about(as_patient, patient, minutes):
    urge = make_urge(patient)
    assert again(as_patient, urge, minutes=minutes).status_code == 422
    urge.refresh_from_db()
    assert urge.after is None


def test_words_that_are_not_on_the_list_are_left_out(as_patient, patient, other_patient):
    theirs = OwnTag.objects.create(patient=other_patient, kind="coping", label="Theirs")
    urge = make_urge(patient)
    again(as_patient, urge, strategies=["walk", "made-up", "bored", theirs.code])
    urge.refresh_from_db()
    assert urge.strategies == ["walk"]


def test_after_a_day_an_urge_stays_as_it_is(as_patient, patient):
    urge = make_urge(patient, minutes_ago=24 * 60 + 1)
    assert "This was a while ago" in page(as_patient, f"/journal/urge/{urge.pk}/")
    assert again(as_patient, urge).status_code == 400
    assert not rate_again(patient=patient, urge=urge, after=4, strategies=[], minutes=None)
    urge.refresh_from_db()
    assert urge.after is None


def test_both_numbers_stand_on_the_calm_page(as_patient, patient):
    urge = make_urge(patient, after=4, minutes=20)
    assert "<h1>7 then, 4 now. 20 minutes.</h1>" in page(as_patient, f"/journal/urge/{urge.pk}/")


@pytest.mark.parametrize(("minutes", "words"), [
    (None, "7 then, 4 now."), (0, "7 then, 4 now. Within a minute."), (1, "7 then, 4 now. 1 minute."),
    (119, "7 then, 4 now. 119 minutes."), (300, "7 then, 4 now. About 5 hours."),
])  # fmt: skip
def test_the_time_it_took_is_said_in_words(minutes, words):
    assert told(Urge(before=7, after=4, minutes=minutes)) == words


@pytest.mark.parametrize(("before", "after", "first"), [(8, 4, False), (9, 4, False), (9, 9, True), (3, 4, True)])
def test_people_come_first_when_it_is_strongest_or_has_grown(as_patient, patient, before, after, first):
    urge = make_urge(patient, before=before, after=after)
    assert ("You don't have to be alone" in page(as_patient, f"/journal/urge/{urge.pk}/")) == first


@pytest.mark.parametrize(("before", "first"), [(8, False), (9, True)])
def test_people_come_first_beside_a_tool_when_it_is_strongest(as_patient, patient, before, first):
    text = page(as_patient, f"/journal/urge/{make_urge(patient, before=before).pk}/")
    assert ("You don't have to be alone" in text) == first
    assert not first or text.index("You don't have to be alone") < text.index("Breathe with me")


@pytest.mark.parametrize(("after", "more"), [(4, False), (5, True)])
def test_while_it_is_strong_the_next_tool_is_one_tap_away(as_patient, patient, after, more):
    text = page(as_patient, f"/journal/urge/{make_urge(patient, after=after).pk}/")
    assert (f'name="before" value="{after}"' in text) == more


def test_an_urge_of_the_last_hours_is_asked_about_again(as_patient, patient):
    urge = make_urge(patient, minutes_ago=200)
    assert f'href="/journal/urge/{urge.pk}/#again"' in page(as_patient)


@pytest.mark.parametrize("fields", [{"minutes_ago": 241}, {"after": 4}])
def test_an_older_or_finished_one_is_not(as_patient, patient, fields):
    make_urge(patient, **fields)
    assert "#again" not in page(as_patient)


def test_a_delay_says_the_time_of_her_own_clock(as_patient, patient):
    urge = make_urge(patient, tool="delay", minutes_ago=5)
    over = (urge.at + timedelta(minutes=15)).astimezone(ZoneInfo("Europe/London"))
    text = page(as_patient, f"/journal/urge/{urge.pk}/")
    assert f"Wait until <b>{over:%H:%M}</b>" in text
    left = int(text.split('data-left="')[1].split('"')[0])
    assert 590 <= left <= 600


def test_a_delay_that_is_over_says_so(as_patient, patient):
    assert "15 minutes are over" in page(as_patient, f"/journal/urge/{make_urge(patient, 'delay', 16).pk}/")


def three_walks(patient, **fields):
    return [make_urge(patient, **({"after": 4, "strategies": ["walk"], "minutes": 20} | fields)) for _ in range(3)]


def test_her_own_numbers_stand_there_from_three_uses_on(as_patient, patient):
    three_walks(patient)
    make_urge(patient, after=0, strategies=["music"])
    text = page(as_patient)
    assert "Walk: 3 times. From 7.0 to 4.0 on average, after about 20 minutes." in text
    assert "Music: " not in text


def test_what_did_not_lower_it_is_not_said_to_have_worked(as_patient, patient):
    three_walks(patient, after=8)
    assert "Walk: 3 times" not in page(as_patient)
    assert "Walk: 3 times. From 7.0 to 8.0 on average" in page(as_patient, "/journal/urge/worked/")


def test_nobody_elses_numbers_are_counted(as_patient, patient, other_patient):
    theirs = three_walks(other_patient)
    waiting = make_urge(other_patient)
    assert "Walk: 3 times" not in page(as_patient) + page(as_patient, "/journal/urge/worked/")
    assert Experience(patient).rated == [] and len(Experience(other_patient).rated) == len(theirs)
    assert unfinished(patient, NOW()) is None and unfinished(other_patient, NOW()) == waiting


def test_an_urge_is_rated_again_by_nobody_else(patient, other_patient):
    urge = make_urge(patient)
    assert not rate_again(patient=other_patient, urge=urge, after=4, strategies=[], minutes=None)
    urge.refresh_from_db()
    assert urge.after is None


def test_her_own_words_are_named_as_she_wrote_them(patient):
    own = OwnTag.objects.create(patient=patient, kind="coping", label="Fed the cat")
    three_walks(patient, strategies=[own.code])
    assert Experience(patient).lines(Chips(patient).words)[0].words.startswith("Fed the cat: 3 times.")


def test_the_list_pages_back_and_names_each_urge_once(as_patient, patient):
    at = datetime(2026, 3, 1, tzinfo=ZoneInfo("UTC"))
    made = {make_urge(patient, at=at + timedelta(hours=n // 2)).pk for n in range(45)}
    seen, address = [], "/journal/urge/worked/"
    while address:
        answer = as_patient.get(address)
        seen += [urge.pk for urge, *_ in answer.context["urges"]]
        older = answer.context["older"]
        address = older and f"/journal/urge/worked/?before={older.pk}"
    assert len(seen) == 45 and set(seen) == made


@pytest.mark.parametrize("tool", TOOLS)
def test_no_page_grows_with_her_urges(as_patient, patient, count_queries, tool):
    urge = make_urge(patient, tool=tool, minutes_ago=1)
    done = make_urge(patient, after=4)
    three_walks(patient)
    Supporter.objects.create(patient=patient, name="Jo", phone="123")
    pages = ["/journal/urge/", f"/journal/urge/{urge.pk}/", f"/journal/urge/{done.pk}/", "/journal/urge/worked/",
             "/journal/urge/reasons/", "/journal/urge/people/"]  # fmt: skip
    few = [count_queries(lambda address=address: as_patient.get(address)) for address in pages]
    for n in range(30):
        make_urge(patient, after=n % 10, strategies=["walk", "music"])
        Reason.objects.create(patient=patient, text=f"Reason {n}")
        Supporter.objects.create(patient=patient, name=f"Jo {n}", phone="123")
    assert [count_queries(lambda address=address: as_patient.get(address)) for address in pages] == few


def test_another_number_under_the_same_name_is_another_urge(as_patient):
    form = {"tool": "breathing", "client_id": uuid4()}
    for before in (7, 9, 9, 7):
        begin(as_patient, before, **form)
    assert sorted(Urge.objects.values_list("before", flat=True)) == [7, 9]


def test_an_urge_of_somebody_else_is_not_there(as_other_patient, patient):
    urge = make_urge(patient)
    assert as_other_patient.get(f"/journal/urge/{urge.pk}/").status_code == 404
    assert again(as_other_patient, urge).status_code == 404
    assert as_other_patient.get(f"/journal/urge/worked/?before={urge.pk}").status_code == 404


@pytest.mark.parametrize("name", ["urge", "urge_worked", "urge_reasons", "urge_people"])
def test_staff_find_nothing_here(as_clinician, as_stranger, as_administrator, name):
    for client in (as_clinician, as_stranger, as_administrator):
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name), {"before": 5}).status_code == 404


def test_the_caseload_is_met_by_its_clinician_and_words_and_people_by_nobody(patient, clinician, stranger):
    make_urge(patient)
    Reason.objects.create(patient=patient, text="To sleep again")
    Supporter.objects.create(patient=patient, name="Jo", phone="123")
    for who, urges in ((clinician, 1), (stranger, 0)):
        with rls.acting_as(rls.CLINICIAN, who.pk):
            assert [model.objects.count() for model in (Urge, Reason, Supporter)] == [urges, 0, 0]
