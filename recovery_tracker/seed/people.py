"""Accounts, care links and consents of the invented."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from accounts.models import CareLink, Clinician, ConsentRecord, Patient, User
from accounts.rls import service_role
from journal.models import Episode, Pause

from . import rows
from .shape import Shape

NAMES = ("Ada", "Ben", "Cleo", "Dev", "Esi", "Finn", "Gia", "Hal", "Ines", "Jay", "Kaya", "Leo", "Mina", "Ned", "Oona")
ZONES = ("Europe/London", "Europe/London", "America/Chicago", "Australia/Melbourne")
MOMENTS = ("adult_confirmed_at", "welcomed_at", "created_at")
PAUSED_EVERY, LESS_EVERY, UNKNOWN_EVERY = 17, 9, 13  # people to one who paused, shares less, has no date of last use
LESS = ["ratings", "use"]
YEAR = timedelta(days=365)


def is_there(shape: Shape) -> bool:
    """Whether they were written already."""
    return User.objects.filter(username=shape.clinician).exists()


def write(shape: Shape, now: datetime, password: str, *, is_demo: bool) -> None:
    """Everybody, or nothing; on the connection of the tables' owner. With `is_demo` they can log in only where the
    demo runs."""
    with transaction.atomic(), rows.without_triggers(), service_role():
        _write(shape, now, {"password": make_password(password), "is_demo": is_demo})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which the database does by itself after a while


def _write(shape: Shape, now: datetime, common: dict) -> None:
    began = now - timedelta(days=shape.days + 1)
    clinicians = [_clinician(name, common, began) for name in (shape.clinician, f"{shape.name}-other")]
    users = (User(username=shape.patient(number), date_joined=began, **common) for number in range(shape.patients))
    patients = Patient.objects.bulk_create(
        _patient(user, number, began) for number, user in enumerate(User.objects.bulk_create(users))
    )
    _care(shape, patients, clinicians, now, began)
    Episode.objects.bulk_create(_episode(patient, number, now) for number, patient in enumerate(patients))
    Pause.objects.bulk_create(_pause(patient, now) for patient in patients[5::PAUSED_EVERY])
    rows.write(shape, [patient.pk for patient in patients], clinicians[0], now)


def _clinician(name: str, common: dict, began: datetime) -> Clinician:
    user = User.objects.create(username=name, is_staff=True, date_joined=began, **common)
    return Clinician.objects.create(user=user, name=name.title().replace("-", " "), organisation="Seed Service")


def _patient(user: User, number: int, began: datetime) -> Patient:
    fields = {"chosen_name": f"{NAMES[number % len(NAMES)]} {number}", "time_zone": ZONES[number % len(ZONES)]}
    fields |= dict.fromkeys(MOMENTS, began) | {"country": "GB", "goal": "stop", "show_day_counts": True}
    return Patient(user=user, **fields)


def _care(shape: Shape, patients: list[Patient], clinicians: list[Clinician], now: datetime, began: datetime) -> None:
    whose = [clinicians[number >= shape.hers] for number in range(len(patients))]
    pairs = zip(patients, whose, strict=True)
    links = [CareLink(patient=patient, clinician=clinician, started_at=began) for patient, clinician in pairs]
    everything = list(ConsentRecord.Scope.values)
    ConsentRecord.objects.bulk_create(
        ConsentRecord(
            patient_id=link.patient_id,
            link=link,
            clinician_id=link.clinician_id,
            signed_name="Invented",
            scope=everything if number % LESS_EVERY else LESS,
            purpose="care",
            recipient=str(link.clinician),
            signed_at=began,
            expires_on=(now + YEAR).date(),
        )
        for number, link in enumerate(CareLink.objects.bulk_create(links))
    )


def _episode(patient: Patient, number: int, now: datetime) -> Episode:
    if number % UNKNOWN_EVERY == 0:
        return Episode(patient=patient, day0=None, precision=Episode.Precision.UNKNOWN)
    return Episode(patient=patient, day0=(now - timedelta(days=2 + number * 7 % 180)).date())


def _pause(patient: Patient, now: datetime) -> Pause:
    first, last = now - timedelta(days=3), now + timedelta(days=4)
    return Pause(patient=patient, reason=Pause.Reason.HOSPITAL, starts_on=first.date(), ends_on=last.date())
