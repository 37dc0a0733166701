"""What the demo's clinicians wrote and arranged: notes, lines to their patients, marks on a timeline, when to look."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import AccessLog, Clinician
from review.models import ClinicianNote, EntryReview, Reply, ReviewPlan, TimelineEvent

from .actor import Actor
from .cast import JO, KIM, Share

READ_AT = 11  # o'clock, where the patient lives


@dataclass(frozen=True)
class Written:
    """By one clinician about one patient. Days are numbers of the story; `notes` are (day, first words, words after a
    correction or nothing), `replies` (day, text, about that day's entry?), `events` (day, kind, text)."""

    every_days: int
    notes: tuple[tuple[int, str, str], ...] = ()
    replies: tuple[tuple[int, str, bool], ...] = ()
    events: tuple[tuple[int, str, str], ...] = ()


KINDS = TimelineEvent.Kind
WRITTEN = {
    ("robin", KIM): Written(
        1,
        replies=((1, "I have read this, and would like to hear how you are. I will try to call you.", True),),
    ),
    ("sol", KIM): Written(
        3,
        notes=((41, "Called after the weekend. Wants to plan Fridays.", ""),
               (52, "Sister is in the picture now.", "Sister is in the picture now, and may be called.")),
        replies=((40, "Whatever happened, you are welcome here. We look at it together.", True),
                 (58, "Thank you for writing. I have read this.", True)),
        events=((12, KINDS.VISIT, "first talk"), (41, KINDS.VISIT, "by phone"), (46, KINDS.DOSE, "other sleep tablet")),
    ),
    ("marta", KIM): Written(7, replies=((14, "It is good to see you writing again.", False),)),
    ("callum", KIM): Written(
        7,
        notes=((33, "Urology referral sent.", ""),),
        events=((33, KINDS.VISIT, "GP, bladder"), (40, KINDS.TREATMENT, "bladder treatment begun")),
    ),
    ("mei", JO): Written(14, events=((20, KINDS.VISIT, "health centre"),)),
}  # fmt: skip


def write(actor: Actor, share: Share, clinician: Clinician) -> None:
    """All that this clinician wrote about this patient, with its lines in the log."""
    written = WRITTEN.get((actor.person.username, share.clinician))
    if written:
        hers = {"patient": actor.patient, "clinician": clinician, "clinician_name": str(clinician)}
        _notes(actor, written, hers)
        _replies(actor, written, hers)
        for day, kind, text in written.events:
            TimelineEvent.objects.create(**hers, day=actor.date(day), kind=kind, note=text, at=_at(actor, day))
        ReviewPlan.objects.create(
            patient=actor.patient, clinician=clinician, every_days=written.every_days, looked_on=_looked(actor, share)
        )
    _outcomes(actor, clinician)


def _at(actor: Actor, day: int) -> datetime:
    return min(actor.at(day, READ_AT), actor.now)


def _looked(actor: Actor, share: Share) -> date:
    return actor.date(share.looked)


def _notes(actor: Actor, written: Written, hers: dict) -> None:
    for day, first, better in written.notes:
        note = ClinicianNote.objects.create(**hers, note=first, at=_at(actor, day))
        if better:
            ClinicianNote.objects.create(**hers, note=better, corrects=note, at=_at(actor, day + 1))


def _replies(actor: Actor, written: Written, hers: dict) -> None:
    by_day = {entry.date: entry for entry in actor.entries}
    for day, text, is_about in written.replies:
        at, about = _at(actor, day + 1), by_day.get(actor.date(day)) if is_about else None
        reply = Reply.objects.create(**hers, note=text, entry=about, at=at)
        common = {"actor": hers["clinician"].user, "actor_name": hers["clinician_name"], "reference": str(reply.pk)}
        common |= {"patient": actor.patient, "patient_code": actor.patient.code}
        AccessLog.objects.create(at=at, what=AccessLog.What.REPLY, **common)


def _outcomes(actor: Actor, clinician: Clinician) -> None:
    """Most readings needed nothing; those of a hard day are raised at the next visit."""
    mine = EntryReview.objects.filter(patient=actor.patient, clinician=clinician)
    hard = mine.filter(entry__ratings__craving__gte=8)
    mine.exclude(pk__in=hard.values("pk")).update(outcome=EntryReview.Outcome.NOTHING)
    hard.update(outcome=EntryReview.Outcome.NEXT_VISIT)
