"""What a crisis line shows changes by two hands, and what it shows meanwhile is what it showed."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from resources import two_people
from resources.models import Change, CrisisLine, Resource
from resources.two_people import NotAnyMore, NotYou, Person
from tests.people import make_user
from tests.resources.test_admin import change, typed

pytestmark = pytest.mark.django_db
KIM, SAM = Person(1, "kim"), Person(2, "sam")
NEW_NUMBER = {"number_display": "116 124", "tel": "116124"}


@pytest.fixture
def samaritans():
    return CrisisLine.objects.get(slug="gb-samaritans")


@pytest.fixture
def as_second(cast):
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def number() -> str:
    return CrisisLine.objects.get(slug="gb-samaritans").tel


def put_forward(client):
    address = change(CrisisLine, "gb-samaritans")
    client.post(address, typed(client, address) | NEW_NUMBER)
    return Change.objects.get()


def decide(client, waiting, decision="live"):
    return client.post(reverse("admin:resources_decide", args=[waiting.pk]), {"decision": decision}, follow=True)


def test_a_change_waits_and_the_line_stays(as_administrator, client):
    waiting = put_forward(as_administrator)
    assert waiting.after == NEW_NUMBER
    assert number() == "116123"
    assert 'href="tel:116124"' not in client.get("/help-now/?country=GB").text


def test_whoever_put_it_forward_can_not_let_it_go_live(as_administrator):
    waiting = put_forward(as_administrator)
    assert "somebody else has to let it go live" in decide(as_administrator, waiting).text
    assert number() == "116123"


def test_the_second_person_lets_it_go_live_and_it_counts_as_checked(as_administrator, as_second, client):
    decide(as_second, put_forward(as_administrator))
    line = CrisisLine.objects.get(slug="gb-samaritans")
    assert (line.tel, line.verified_on) == ("116124", timezone.localdate())
    assert " and " in line.verified_by
    assert 'href="tel:116124"' in client.get("/help-now/?country=GB").text


def test_the_second_person_may_leave_it_as_it_is(as_administrator, as_second):
    waiting = put_forward(as_administrator)
    decide(as_second, waiting, "no")
    assert number() == "116123"
    assert "already" in decide(as_second, waiting).text


def test_the_page_of_the_line_shows_what_waits_and_offers_the_second_person_the_button(as_administrator, as_second):
    put_forward(as_administrator)
    address = change(CrisisLine, "gb-samaritans")
    assert "Let it go live" in as_second.get(address).text
    hers = as_administrator.get(address).text
    assert "116 124" in hers
    assert "Let it go live" not in hers


@pytest.mark.parametrize("fields", [{"status": "suspended"}, {"note": "Other words."}, {"status": "retired"}])
def test_taking_a_line_down_or_rewording_it_takes_two_as_well(as_administrator, fields):
    address = change(CrisisLine, "gb-samaritans")
    as_administrator.post(address, typed(as_administrator, address) | fields)
    assert Change.objects.get().after == fields
    assert CrisisLine.objects.get(slug="gb-samaritans").status == "active"


def test_a_crisis_entry_of_the_directory_is_held_to_the_same(as_administrator):
    address = change(Resource, "samaritans")
    as_administrator.post(address, typed(as_administrator, address) | NEW_NUMBER)
    assert Change.objects.get().after == NEW_NUMBER
    assert Resource.objects.get(slug="samaritans").tel == "116123"


def test_no_other_kind_of_entry_is_a_way_round(as_administrator):
    address = change(Resource, "samaritans")
    as_administrator.post(address, typed(as_administrator, address) | NEW_NUMBER | {"kind": "helpline"})
    assert Resource.objects.get(slug="samaritans").kind == "crisis_line"
    address = change(Resource, "frank")
    as_administrator.post(address, typed(as_administrator, address) | {"kind": "crisis_line"})
    assert Resource.objects.get(slug="frank").kind == "helpline"


def test_an_editors_note_needs_nobody_else(as_administrator):
    address = change(CrisisLine, "gb-samaritans")
    as_administrator.post(address, typed(as_administrator, address) | {"editor_note": "Ask Kim."})
    assert CrisisLine.objects.get(slug="gb-samaritans").editor_note == "Ask Kim."
    assert not Change.objects.exists()


def test_a_new_line_is_a_draft_until_the_second_person(as_administrator, as_second):
    fields = typed(as_administrator, change(CrisisLine, "gb-shout")) | {"slug": "gb-new", "name": "New line"}
    as_administrator.post(reverse("admin:resources_crisisline_add"), fields)
    assert CrisisLine.objects.get(slug="gb-new").status == "draft"
    decide(as_second, Change.objects.get())
    assert CrisisLine.objects.get(slug="gb-new").status == "active"


def test_a_later_change_takes_the_place_of_the_one_that_waits(samaritans):
    first = two_people.propose(samaritans, {"note": "One."}, KIM)
    second = two_people.propose(samaritans, {"note": "Two."}, SAM)
    first.refresh_from_db()
    assert first.state == Change.State.DECLINED
    assert two_people.waiting_for(samaritans) == second


def test_nothing_waits_where_nothing_changes(samaritans):
    assert two_people.propose(samaritans, {"note": samaritans.note}, KIM) is None


def test_what_was_not_part_of_a_change_may_not_have_changed_either(cast):
    frank = Resource.objects.get(slug="frank")
    waiting = two_people.propose(frank, {"kind": "crisis_line"}, KIM)
    Resource.objects.filter(pk=frank.pk).update(**NEW_NUMBER)  # by one hand, as it is no crisis line yet
    with pytest.raises(NotAnyMore, match="changed since"):
        two_people.approve(waiting, SAM)
    assert Resource.objects.get(slug="frank").kind == "helpline"


def test_a_line_that_has_changed_meanwhile_is_not_overwritten(samaritans):
    waiting = two_people.propose(samaritans, {"note": "One."}, KIM)
    CrisisLine.objects.filter(pk=samaritans.pk).update(note="Another.")
    with pytest.raises(NotAnyMore, match="changed since"):
        two_people.approve(waiting, SAM)


def test_a_change_that_no_longer_fits_is_refused_in_words(samaritans):
    waiting = two_people.propose(samaritans, {"evidence": "R"}, KIM)
    with pytest.raises(NotAnyMore, match="unconfirmed"):
        two_people.approve(waiting, SAM)


def test_two_people_who_decide_at_once_are_not_both_heard(samaritans):
    waiting = two_people.propose(samaritans, {"note": "One."}, KIM)
    two_people.approve(waiting, SAM)
    with pytest.raises(NotAnyMore, match="already"):
        two_people.decline(waiting, KIM)


def test_the_same_hand_is_refused_whatever_the_code_says(samaritans):
    waiting = two_people.propose(samaritans, {"note": "One."}, KIM)
    with pytest.raises(NotYou):
        two_people.approve(waiting, KIM)
    with pytest.raises(IntegrityError, match="takes_two_people"), transaction.atomic():
        Change.objects.filter(pk=waiting.pk).update(state="live", decided_by=KIM.pk)


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_patient", "client"])
def test_nobody_else_decides_or_checks(request, as_administrator, who):
    waiting, other = put_forward(as_administrator), request.getfixturevalue(who)
    line = waiting.line
    for address in (reverse("admin:resources_decide", args=[waiting.pk]),
                    reverse("admin:resources_crisisline_checked", args=[line.pk])):
        assert other.post(address, {"decision": "live"}).status_code in (302, 403, 404)
    assert number() == "116123"
    assert CrisisLine.objects.get(pk=line.pk).verified_on is None


@pytest.mark.parametrize("model, slug", [(CrisisLine, "gb-samaritans"), (Resource, "frank")])
def test_nothing_is_deleted(as_administrator, model, slug):
    row = model.objects.get(slug=slug)
    address = reverse(f"admin:resources_{model._meta.model_name}_delete", args=[row.pk])
    assert as_administrator.post(address, {"post": "yes"}).status_code in (403, 404)
    assert model.objects.filter(pk=row.pk).exists()
