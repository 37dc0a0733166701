"""Who sees whom is said twice, in Django and in the database. Both say the same in any world of teams, covers,
hand-overs, consents and emergencies, however they ended."""

import json
import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import rls, teams
from accounts.models import BreakGlass, CareLink, Clinician, ConsentRecord, Cover, Membership, Patient
from journal.models import Episode
from review.access import sharing_with
from tests import people

DAY = timedelta(days=1)
WORLDS = range(24)


class World:
    """Everything that access can rest on, thrown together at random."""

    def __init__(self, seed: int):
        self.any, self.scopes = random.Random(seed), random.Random(-1 - seed)  # noqa: S311  seeds, not secrets
        self.now, self.today = timezone.now(), timezone.now().date()
        self.teams = [people.make_team() for _ in range(2)]
        self.clinicians = [people.make_clinician() for _ in range(4)]
        self.patients = [people.make_patient() for _ in range(6)]
        for patient in self.patients:
            people.make_episode(patient)
        for clinician in self.clinicians:
            self.belong(clinician)
        for _ in range(6):
            self.cover()
        for patient in self.patients * 2:
            self.share(patient)
        for _ in range(8):
            self.break_glass()
        self.close_accounts()

    def one(self, *of):
        return self.any.choice(of)

    def belong(self, clinician):
        for team in self.any.sample(self.teams, self.one(0, 1, 1, 2)):
            started = self.now + self.one(-9, -9, -9, 1) * DAY
            ended = self.one(None, None, None, self.now - DAY, self.now + 2 * DAY)
            role = self.one(*Membership.Role.values)
            if ended is None or ended > started:
                Membership.objects.create(
                    team=team, clinician=clinician, started_at=started, ended_at=ended, role=role
                )

    def cover(self):
        covered, covering = self.any.sample(self.clinicians, 2)
        days = {"starts_on": self.today + self.one(-3, -1, 0, 0, 1) * DAY, "ends_on": self.today + 2 * DAY}
        if self.any.random() < 0.2:
            days = {"starts_on": self.today - 3 * DAY, "ends_on": self.today - DAY}
        ended = self.one(None, None, None, self.now)
        Cover.objects.create(team=self.one(*self.teams), covered=covered, covering=covering, ended_at=ended, **days)

    def share(self, patient):
        holder = self.one(*self.clinicians, *self.teams)
        if patient.care_links.filter(**{"clinician" if holder in self.clinicians else "team": holder}).exists():
            return
        expires = self.today + self.one(0, 9, 9, -1) * DAY
        within = self.one(None, *self.teams, *self.teams) if holder in self.clinicians else None
        given = {"emergency": self.one(True, False), "scope": self.scopes.sample(people.EVERYTHING, 3)}
        link = people.make_link(patient, holder, within=within, expires_on=expires, **given)
        if within and self.any.random() < 0.4:
            link.clinician, link.handed_over = holder, True
        link.ended_at = self.one(None, None, None, self.now)
        link.save()
        if self.any.random() < 0.2:
            given = link.consents.get()
            same = {name: getattr(given, name) for name in ("patient", "link", "clinician", "team", "expires_on")}
            ConsentRecord.objects.create(**same, emergency=given.emergency, revokes=given)

    def break_glass(self):
        started = self.now - timedelta(hours=self.one(1, 1, 9))
        BreakGlass.objects.create(
            patient=self.one(*self.patients),
            clinician=self.one(*self.clinicians),
            reason="Found unconscious.",
            started_at=started,
            ends_at=started + timedelta(hours=8),
            ended_at=self.one(None, None, self.now),
        )

    def close_accounts(self):
        for clinician in self.clinicians:
            if self.any.random() < 0.15:
                clinician.user.is_active = self.one(True, False)
                clinician.user.is_staff = not clinician.user.is_active
                clinician.user.save()


@pytest.fixture
def world(request, cast):
    return World(request.param)


def each_world(test):
    return pytest.mark.parametrize("world", WORLDS, indirect=True)(test)


def keys(rows, column="pk"):
    return set(rows.values_list(column, flat=True))


@each_world
def test_the_database_shows_the_patients_that_the_query_finds(world):
    for clinician in Clinician.objects.all():
        found = keys(Patient.objects.visible_to(clinician.user))
        with rls.acting_as(rls.CLINICIAN, clinician.pk):
            assert keys(Patient.objects.all()) == found
            assert keys(Episode.objects.all(), "patient") == found & {each.pk for each in world.patients}


@each_world
def test_it_takes_writing_about_those_only_who_are_cared_for(world):
    for clinician in Clinician.objects.all():
        found = keys(Patient.objects.cared_for_by(clinician.user))
        with rls.acting_as(rls.CLINICIAN, clinician.pk), connection.cursor() as cursor:
            cursor.execute("SELECT unnest(rt_cared_for())")
            assert {key for (key,) in cursor.fetchall()} == found
        assert found <= keys(Patient.objects.visible_to(clinician.user))


@each_world
def test_it_shows_the_consents_on_which_that_stands(world):
    for clinician in Clinician.objects.filter(user__is_active=True, user__is_staff=True):
        reaching = ConsentRecord.objects.reaching(clinician)
        agreed = ConsentRecord.objects.for_emergencies().filter(
            patient__in=BreakGlass.objects.in_force_for(clinician).values("patient")
        )
        found = keys(reaching) | keys(agreed)
        with rls.acting_as(rls.CLINICIAN, clinician.pk):
            assert keys(ConsentRecord.objects.reaching(clinician)) == keys(reaching)
            assert keys(ConsentRecord.objects.unrevoked()) >= found


@each_world
def test_it_takes_the_same_kinds_of_consent_for_shared(world):
    for clinician in Clinician.objects.filter(user__is_active=True, user__is_staff=True):
        shared = {str(patient): set(told.scope) for patient, told in sharing_with(clinician.user).items()}
        with rls.acting_as(rls.CLINICIAN, clinician.pk), connection.cursor() as cursor:
            cursor.execute("SELECT rt_shared()::text")
            told = json.loads(cursor.fetchone()[0])
        assert {patient: set(kinds) for patient, kinds in told.items()} == {k: v for k, v in shared.items() if v}


@each_world
def test_it_shows_no_consent_of_anybody_whom_nothing_leads_to(world):
    for clinician in Clinician.objects.all():
        led = CareLink.objects.open().filter(within__in=[each.pk for each in teams.Team.led_by(clinician)])
        opened = BreakGlass.objects.open().filter(clinician=clinician)
        known = keys(CareLink.objects.reaching(clinician), "patient") | keys(opened, "patient")
        with rls.acting_as(rls.CLINICIAN, clinician.pk):
            assert keys(ConsentRecord.objects.all(), "patient") <= known
            assert keys(CareLink.objects.all(), "patient") <= known | keys(led, "patient")


@each_world
def test_whom_she_reads_as_her_readers_are_those_who_reach_her(world):
    works = Clinician.objects.filter(user__is_active=True, user__is_staff=True)
    for patient in world.patients:
        reaching = {each.pk for each in works if patient in Patient.objects.cared_for_by(each.user)}
        with rls.acting_as(rls.PATIENT, patient.pk):
            assert keys(teams.readers_of(patient)) & keys(works) == reaching


def test_the_worlds_are_full_of_all_there_is(cast):
    kinds = set()
    for seed in range(12):
        world = World(seed)
        for clinician in Clinician.objects.exclude(pk__in=[cast["clinician"].pk, cast["stranger"].pk]):
            links = CareLink.objects.standing().reaching(clinician)
            kinds |= {("own", link.handed_over) for link in links.filter(clinician=clinician)}
            kinds |= {"team" if link.team else "cover" for link in links.exclude(clinician=clinician)}
            opened = BreakGlass.objects.in_force_for(clinician)
            kinds |= {"emergency" for _ in opened.exclude(patient__in=links.values("patient"))}
        assert world.patients
    assert kinds == {("own", False), ("own", True), "team", "cover", "emergency"}
