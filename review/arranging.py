"""Writing about a patient, and arranging things for one: notes, marks on the timeline, replies, pauses, when to look
again, and entries made in error. Nothing of it can be deleted, and every write leaves a line in the access log."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AccessLog, Clinician, Patient
from journal.models import Entry, Pause
from journal.pauses import AlreadyPaused

from .models import ClinicianNote, EnteredInError, PauseByTeam, Reply, ReviewPlan, TimelineEvent
from .services import log

What = AccessLog.What


class DoneBefore(Exception):
    """Somebody was first: a row can be corrected or taken back once."""


def _signed(clinician: Clinician, patient: Patient) -> dict:
    return {"patient": patient, "clinician": clinician, "clinician_name": str(clinician)}


@transaction.atomic
def write_note(
    *, clinician: Clinician, patient: Patient, note: str, corrects: ClinicianNote | None = None
) -> ClinicianNote:
    """Keep a note, or one that takes the place of `corrects`, which stays. Raises DoneBefore."""
    row = ClinicianNote(**_signed(clinician, patient), note=note, corrects=corrects)
    _once(row)
    log(clinician, patient, What.ACTION, f"note {row.pk}")
    return row


@transaction.atomic
def put_event(*, clinician: Clinician, patient: Patient, day: date, kind: str, note: str) -> TimelineEvent:
    """Put something on the patient's timeline."""
    event = TimelineEvent.objects.create(**_signed(clinician, patient), day=day, kind=kind, note=note)
    log(clinician, patient, What.ACTION, f"event {event.pk}")
    return event


@transaction.atomic
def take_event_back(*, clinician: Clinician, event: TimelineEvent) -> None:
    """Take an event off the timeline again; the row stays. Raises DoneBefore."""
    fields = {"day": event.day, "kind": event.kind, "takes_back": event}
    _once(TimelineEvent(**_signed(clinician, event.patient), **fields))
    log(clinician, event.patient, What.ACTION, f"event {event.pk}")


def _once(row) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise DoneBefore from error


@transaction.atomic
def send_reply(*, clinician: Clinician, patient: Patient, note: str, entry: Entry | None = None) -> Reply:
    """A line to the patient, about an entry or in general. It stands in the journal; nothing is sent anywhere."""
    reply = Reply.objects.create(**_signed(clinician, patient), note=note, entry=entry)
    log(clinician, patient, What.REPLY, str(reply.pk))
    return reply


@transaction.atomic
def plan_reviews(*, clinician: Clinician, patient: Patient, every_days: int, today: date) -> ReviewPlan:
    """How often `clinician` means to look at `patient` from today on; 0 is no fixed time."""
    fields = {"every_days": every_days, "looked_on": today, "set_at": timezone.now()}
    plan, _ = ReviewPlan.objects.update_or_create(patient=patient, clinician=clinician, defaults=fields)
    log(clinician, patient, What.ACTION, "review plan")
    return plan


@transaction.atomic
def pause_for(*, clinician: Clinician, patient: Patient, reason: str, ends_on: date, today: date) -> Pause:
    """Pause `patient` from today to `ends_on`. Raises AlreadyPaused when another pause holds on some of these days."""
    other = Pause.objects.filter(patient=patient).between(today, ends_on).first()
    if other:
        raise AlreadyPaused(other)
    pause = Pause.objects.create(patient=patient, reason=reason, starts_on=today, ends_on=ends_on)
    PauseByTeam.objects.create(**_signed(clinician, patient), pause=pause)
    log(clinician, patient, What.ACTION, f"pause {pause.pk}")
    return pause


@transaction.atomic
def end_pause(*, clinician: Clinician, patient: Patient, today: date) -> bool:
    """End the pause that holds today, if `clinician` set it, with the day before. Whether there was one."""
    set_by_her = PauseByTeam.objects.filter(patient=patient, clinician=clinician).values("pause")
    running = Pause.objects.filter(patient=patient, pk__in=set_by_her).on(today)
    ended = running.update(ends_on=today - timedelta(days=1), ended_at=timezone.now())
    if ended:
        log(clinician, patient, What.ACTION, "pause ended")
    return bool(ended)


@transaction.atomic
def set_error_state(*, clinician: Clinician, entry: Entry, holds: bool, note: str) -> bool:
    """Say that an entry was made in error and why, or that it counts again. False when that stood already."""
    before = EnteredInError.objects.filter(patient=entry.patient_id, entry=entry).order_by("-pk").first()
    if bool(before and before.holds) == holds:
        return False
    EnteredInError.objects.create(**_signed(clinician, entry.patient), entry=entry, holds=holds, note=note)
    log(clinician, entry.patient, What.ACTION, f"entry {entry.pk}")
    return True
