"""However access ends, it has ended for every address with the next request: to read, to write and to take out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import sharing
from accounts.models import BreakGlass, ConsentRecord, Cover
from flags.models import Flag
from tests import people
from tests.review import walk
from tests.review.exports import REASON

YESTERDAY = timezone.now() - timedelta(days=1)


def run_out(patient, viewer):
    patient.consents.update(expires_on=YESTERDAY.date())


def taken_back(patient, viewer):
    given = patient.consents.get()
    told = {name: getattr(given, name) for name in ("patient", "link", "clinician", "team", "expires_on")}
    ConsentRecord.objects.create(**told, revokes=given)


def stopped(patient, viewer):
    sharing.end_sharing(patient=patient, link=patient.care_links.get())


def link_ended(patient, viewer):
    patient.care_links.update(ended_at=timezone.now())


def closed(patient, viewer):
    type(viewer.user).objects.filter(pk=viewer.pk).update(is_active=False)


def no_longer_staff(patient, viewer):
    type(viewer.user).objects.filter(pk=viewer.pk).update(is_staff=False)


def left(patient, viewer):
    viewer.memberships.update(ended_at=timezone.now())


def cover_over(patient, viewer):
    Cover.objects.update(starts_on=YESTERDAY.date(), ends_on=YESTERDAY.date())


def cover_ended(patient, viewer):
    Cover.objects.update(ended_at=timezone.now())


def opened_too_long_ago(patient, viewer):
    started = timezone.now() - timedelta(hours=9)
    BreakGlass.objects.update(started_at=started, ends_at=started + timedelta(hours=8))


ALWAYS = [run_out, taken_back, stopped, link_ended, closed, no_longer_staff]
ENDINGS = {
    "herself": ALWAYS,
    "team": [*ALWAYS, left],
    "cover": [*ALWAYS, left, cover_over, cover_ended],
    "emergency": [*ALWAYS[1:], left, opened_too_long_ago],
}
# Of all the ways to ask for a list, some: the others are walked as a stranger, to whom whoever lost access is one.
ASKED = ("q=Robin", "unread=on", "days=7", "reading=unread", "change/?range=all")
CASES = [(way, end) for way, ends in ENDINGS.items() for end in ends]


@pytest.fixture
def reach(patient, clinician):
    """Lets a clinician reach `patient` in one of the ways, and gives the clinician."""

    def made(way):
        if way == "herself":
            return clinician
        viewer = people.make_clinician(name="Jo Viewer")
        team = people.make_team(clinician, viewer)
        if way == "team":
            patient.care_links.update(team=team, clinician=None)
            patient.consents.update(team=team, clinician=None)
        if way == "cover":
            patient.care_links.update(within=team)
            days = {"starts_on": YESTERDAY.date(), "ends_on": timezone.now().date()}
            Cover.objects.create(team=team, covered=clinician, covering=viewer, **days)
        if way == "emergency":
            patient.consents.update(emergency=True)
            told = {"reason": "Found unconscious.", "ends_at": timezone.now() + timedelta(hours=8)}
            BreakGlass.objects.create(patient=patient, clinician=viewer, **told)
        return viewer

    return made


def told_of_her(client, paths, secrets):
    found = {}
    for path in paths:
        answer = client.get(path)
        told = answer.content.decode() + str(answer.headers)
        if wrong := {secret for secret in secrets if secret in told and secret not in path}:
            found[path] = wrong
    return found


@pytest.mark.parametrize(("way", "end"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_with_the_next_request_nothing_is_left(reach, rows, patient, clinician, secrets, way, end):
    viewer, client = reach(way), Client()
    client.force_login(viewer.user)
    known = {"pk": patient.pk, "code": patient.code, "username": patient.user.username, "clinician": clinician.pk}
    paths = [path for path in walk.everything(rows, **known) if "?" not in path or path.endswith(ASKED)]
    assert told_of_her(client, ["/admin/"], secrets)
    end(patient, viewer)
    if way == "herself" and end in (run_out, taken_back):
        paths = [path for path in paths if "/admin/team/" not in path]  # a link that stands is ended there, by its code
    assert told_of_her(client, paths, secrets) == {}


@pytest.mark.parametrize(("way", "end"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_nothing_is_written_or_taken_out_after_it(reach, rows, patient, way, end):
    viewer, client = reach(way), Client()
    client.force_login(viewer.user)
    end(patient, viewer)
    told = {"what": "entries", "span": "all", "purpose": "care", "reason": REASON, "note": "x", "every_days": "7"}
    told |= {"flag": f"{rows[Flag].pk}:open", "version": "2030-01-01T00:00:00+00:00"}
    paths = [path for model in rows for path in walk.pages_of(model, rows[model].pk)]
    answers = {path: client.post(path, told).status_code for path in paths}
    assert {path: code for path, code in answers.items() if code not in {302, 404, 405}} == {}
    assert end in (closed, no_longer_staff) or set(answers.values()) <= {404, 405}
