"""A clinician without a link to her, a patient and an administrator: none of them learns that she exists."""

import pytest
from django.contrib import admin

from accounts import rls
from accounts.models import AccessLog, Invitation
from review.base import CaseloadAdmin
from review.models import EntryReview
from tests.review import walk

UNKNOWN = 999_999


@pytest.fixture
def addresses(rows, patient, clinician):
    known = {"pk": patient.pk, "code": patient.code, "username": patient.user.username, "clinician": clinician.pk}
    return walk.everything(rows, **known)


def found_in(client, path, secrets):
    """What an address tells. What stands in the address itself is an echo, and tells nothing."""
    answer = client.get(path)
    told = answer.content.decode() + str(answer.headers) + str(answer.cookies)
    return {secret for secret in secrets if secret in told and secret not in path}


def test_a_stranger_finds_nothing_at_any_address(guards, as_stranger, addresses, secrets, others_entry):
    wrong = {path: found for path in addresses if (found := found_in(as_stranger, path, secrets))}
    assert wrong == {}


def test_the_walk_would_find_her(as_clinician, addresses, secrets):
    found = set().union(*(found_in(as_clinician, path, secrets) for path in addresses))
    assert {"Robin", "Walked by the sea.", "Sit on the old bench."} <= found


@pytest.mark.parametrize("model", walk.patient_admins(), ids=str)
def test_her_rows_answer_a_stranger_like_rows_that_never_were(guards, as_stranger, rows, model):
    hers = [as_stranger.get(path).status_code for path in walk.pages_of(model, rows[model].pk)]
    nobodys = [as_stranger.get(path).status_code for path in walk.pages_of(model, UNKNOWN)]
    assert hers == nobodys
    assert set(hers) <= {404, 405}


def test_a_stranger_changes_nothing_by_post(guards, as_stranger, rows, others_entry):
    paths = [path for model in walk.patient_admins() for path in walk.pages_of(model, rows[model].pk)]
    answers = [as_stranger.post(path, {"post": "yes", "version": "2030-01-01T00:00:00+00:00"}) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert not EntryReview.objects.exists()
    assert Invitation.objects.count() == 1


def test_a_stranger_marks_nothing_by_ticking_it(guards, as_stranger, entry, others_entry):
    ticked = {"action": "mark_as_read", "_selected_action": [entry.pk], "seen": "2030-01-01T00:00:00+00:00"}
    as_stranger.post("/admin/journal/entry/", ticked)
    as_stranger.post("/admin/journal/entry/", ticked | {"select_across": "1"})
    assert [review.entry for review in EntryReview.objects.all()] == [others_entry]


@pytest.mark.parametrize("who", ["as_patient", "as_other_patient"])
def test_for_patients_there_is_no_admin(who, request, addresses):
    client = request.getfixturevalue(who)
    known = ["/admin/login/", "/admin/logout/", "/admin/password_change/", "/admin/accounts/user/"]
    assert {client.get(path).status_code for path in [*addresses, *known]} == {404}
    assert client.post("/admin/accounts/invitation/add/").status_code == 404


def test_an_administrator_sees_no_diary(guards, as_administrator, rows, addresses, secrets):
    elsewhere = [path for path in addresses if not path.startswith("/admin/autocomplete/")]
    assert {path: told for path in elsewhere if (told := found_in(as_administrator, path, secrets))} == {}
    hers = [path for model in rows for path in addresses if path.startswith(walk.home(model))]
    assert {as_administrator.get(path).status_code for path in hers} <= {404, 405}


def test_visitors_are_sent_to_the_one_log_in_page(client, addresses):
    answers = [client.get(path) for path in [*addresses, "/admin/login/"]]
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url.partition("?")[0] for answer in answers} == {"/accounts/login/"}


def test_every_admin_of_patients_rows_stands_on_the_one_base():
    loose = [model for model in walk.patient_admins() if not isinstance(admin.site._registry[model], CaseloadAdmin)]
    assert walk.patient_admins() and loose == []


def test_the_access_log_is_not_in_the_admin():
    assert AccessLog in rls.patient_models()
    assert AccessLog not in admin.site._registry


@pytest.mark.parametrize("model", walk.patient_admins(), ids=str)
def test_filters_are_of_the_kind_that_offers_only_the_caseload(model):
    for each in admin.site._registry[model].list_filter:
        assert isinstance(each, type) and issubclass(each, admin.SimpleListFilter), each
