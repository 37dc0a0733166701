"""Her side: a code for somebody she chose, exactly what they see, and one tap that ends it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts import privacy
from friends.models import Status, Tie
from goals.models import Goal
from tests.people import make_friend, make_goal

PAGE, INVITE = "/friends/", "/friends/invite/"
CODE = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b")


def text_of(client, page=PAGE):
    return client.get(page).content.decode()


def invited(client, **told):
    """The page that shows the code."""
    return client.post(INVITE, {"called": "My sister"} | told).url


def test_a_code_is_shown_once_and_only_its_hash_is_kept(as_patient):
    page = invited(as_patient)
    code = CODE.search(text_of(as_patient, page))[0]
    assert not CODE.search(text_of(as_patient, page))
    assert Tie.objects.waiting(code.lower().replace("-", " "), timezone.now()).exists()
    assert code.replace("-", "") not in str(Tie.objects.values().get())


def test_another_code_takes_the_place_of_the_first(as_patient):
    page = invited(as_patient)
    first = CODE.search(text_of(as_patient, page))[0]
    as_patient.post(page, {"again": "1"})
    second = CODE.search(text_of(as_patient, page))[0]
    assert not Tie.objects.waiting(first, timezone.now()) and Tie.objects.waiting(second, timezone.now())


def test_a_code_of_a_tie_that_is_taken_can_not_be_made_anew(as_patient, tie):
    as_patient.post(f"/friends/{tie.pk}/", {"again": "1"})
    assert Tie.objects.get(pk=tie.pk).code_hash == ""


def test_a_code_is_too_old_after_a_week(as_patient):
    code = CODE.search(text_of(as_patient, invited(as_patient)))[0]
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert not Tie.objects.waiting(code, timezone.now())
        assert "too old" in text_of(as_patient)


def test_she_need_not_show_anything_and_a_name_is_asked_for(as_patient):
    invited(as_patient)
    assert not Tie.objects.get().sees_status
    assert as_patient.post(INVITE, {"called": " "}).status_code == 422


def test_there_is_an_end_to_how_many_and_what_was_typed_stays(as_patient, patient):
    for _ in range(5):
        make_friend(patient)
    answer = as_patient.post(INVITE, {"called": "A sixth"})
    assert answer.status_code == 422 and "A sixth" in answer.content.decode()


def test_she_says_how_she_is_changes_it_and_says_nothing_again(as_patient, patient, tie):
    for word in ("right", "call"):
        as_patient.post(PAGE, {"status": word})
        assert Status.objects.get(patient=patient).word == word
    as_patient.post(PAGE, {"status": ""})
    assert not Status.objects.exists() and "You say nothing now" in text_of(as_patient)


def test_what_she_ticks_is_what_is_shown_and_nothing_else(as_patient, patient, tie):
    other, goal = make_friend(patient), Goal.objects.get(pk=make_goal(patient, "Call Jo").pk)
    as_patient.post(f"/friends/{tie.pk}/", {"goals": [goal.pk]})
    assert not Tie.objects.get(pk=tie.pk).sees_status
    assert list(Goal.objects.filter(seen_by__contains=[tie.pk])) == [goal]
    assert not Goal.objects.filter(seen_by__contains=[other.pk])


def test_a_goal_of_somebody_else_can_not_be_shown(as_patient, other_patient, tie):
    goal = make_goal(other_patient)
    assert as_patient.post(f"/friends/{tie.pk}/", {"goals": [goal.pk]}).status_code == 422
    assert Goal.objects.get(pk=goal.pk).seen_by == []


@pytest.mark.parametrize("page", ["/friends/{}/"])
def test_one_tap_ends_it_and_twice_is_once(as_patient, tie, page):
    assert f'action="{page.format(tie.pk)}"' in text_of(as_patient)
    assert as_patient.post(page.format(tie.pk), {"stop": "1"}).url == PAGE
    assert as_patient.post(page.format(tie.pk), {"stop": "1"}).status_code == 404
    assert "My sister sees nothing since" in text_of(as_patient)


def test_her_friends_are_nobody_elses(as_other_patient, as_clinician, as_friend, tie):
    for client in (as_other_patient, as_clinician, as_friend):
        assert client.get(f"/friends/{tie.pk}/").status_code == 404
        assert client.post(f"/friends/{tie.pk}/", {"stop": "1"}).status_code == 404
    assert Tie.objects.kept().exists() and "My sister" not in text_of(as_other_patient)


def test_who_is_to_be_erased_invites_nobody(as_patient, patient, tie):
    privacy.ask_for_erasure(patient=patient, today=timezone.now().date())
    assert not Tie.objects.kept().exists()
    assert as_patient.post(INVITE, {"called": "x"}).url == "/privacy/"


def test_the_database_holds_no_name(tie):
    with connection.cursor() as cursor:
        cursor.execute("SELECT called FROM friends_tie UNION SELECT called FROM friends_line")
        told = "".join(name for (name,) in cursor.fetchall())
    assert "sister" not in told and "Robbie" not in told


def test_her_copy_holds_it_and_erasing_removes_it(as_patient, patient, tie):
    told = as_patient.get("/privacy/export.json").json()["tables"]
    assert told["friends.Tie"][0]["called"] == "My sister" and told["friends.Status"][0]["word"] == "call"
    assert len(told["goals.Goal"]) == 2 and "Robbie" not in str(told)
    privacy.erase(patient)
    assert not (Tie.objects.exists() or Status.objects.exists() or Goal.objects.exists())


def test_it_takes_the_same_number_of_queries_however_many_there_are(as_patient, patient, tie, count_queries):
    pages = (PAGE, f"/friends/{tie.pk}/")
    few = [count_queries(lambda: as_patient.get(page)) for page in pages]  # noqa: B023
    for _ in range(20):
        make_friend(patient, ended_at=timezone.now())
    assert [count_queries(lambda: as_patient.get(page)) for page in pages] == few  # noqa: B023
    assert max(few) <= 9
