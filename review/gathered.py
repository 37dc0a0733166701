"""What else is kept about a patient and belongs on the page about one: many small tables, read by one statement."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from accounts import rows
from accounts.models import Clinician, Patient
from assessments.models import MOST_SHOWN as RESPONSES_SHOWN
from assessments.models import Asked, Response
from flags.models import Flag, FlagStep
from journal.models import Entry, OwnTag, Pause, Urge
from plans.models import Plan

from .access import Scope, Sharing
from .models import ClinicianNote, EnteredInError, PauseByTeam, Reply, ReviewPlan, TimelineEvent
from .models.reading import BY_HER_TEAM

EntryVersion = Entry.history.rel.related_model
URGES = Scope.URGES
URGES_SHOWN, NOTES_SHOWN, REPLIES_SHOWN, PAUSES_SHOWN = 12, 60, 30, 4


def of_patient(model: type[models.Model], condition: str = "true", *, order: str) -> str:
    """The statement for one patient's rows of a table. It is our own where the ORM takes longer to word twelve of them
    than the database to answer."""
    return f"SELECT * FROM {model._meta.db_table} WHERE patient_id = %(patient)s AND {condition} ORDER BY {order}"  # noqa: S608


ALWAYS = {
    Asked: of_patient(Asked, BY_HER_TEAM, order="asked_at DESC"),
    Pause: of_patient(Pause, order=f"starts_on DESC, id DESC LIMIT {PAUSES_SHOWN}"),
    PauseByTeam: of_patient(PauseByTeam, order="id"),
    ClinicianNote: of_patient(ClinicianNote, BY_HER_TEAM, order=f"at DESC, id DESC LIMIT {NOTES_SHOWN}"),
    TimelineEvent: of_patient(TimelineEvent, BY_HER_TEAM, order="day, id"),
    Reply: of_patient(Reply, BY_HER_TEAM, order=f"at DESC, id DESC LIMIT {REPLIES_SHOWN}"),
    ReviewPlan: of_patient(ReviewPlan, "clinician_id = %(clinician)s", order="id"),
}
# `Plan.objects.shown_to` of one patient: she showed it while a link by which she is reached today was there.
SHOWN_PLANS = of_patient(Plan, "shared_at >= %(since)s", order="kind")


@dataclass(frozen=True)
class Gathered:
    """Rows, as far as they are shared. What clinicians wrote is of her and her team; the plan is her own."""

    own_tags: list[OwnTag]
    responses: list[Response]
    asked: list[Asked]
    urges: list[Urge]
    plans: list[Plan]
    pauses: list[Pause]
    set_by: dict[int, PauseByTeam]
    notes: list[ClinicianNote]
    events: list[TimelineEvent]
    replies: list[Reply]
    plan: ReviewPlan | None
    errors: dict[int, EnteredInError]
    versions: dict[int, list]
    steps: dict[int, list[FlagStep]]


def gather(
    patient: Patient,
    clinician: Clinician,
    sharing: Sharing,
    *,
    entries: Sequence[Entry] = (),
    flags: Sequence[Flag] = (),
) -> Gathered:
    """All of it, with the versions of `entries` and the steps of `flags`. One query."""
    given = {"patient": patient.pk, "clinician": clinician.pk, "since": sharing.since}
    given |= {"entries": [each.pk for each in entries], "flags": [each.pk for each in flags]}
    found = defaultdict(list, rows.gather(_wanted(sharing, bool(entries), bool(flags)), given))
    versions: dict[int, list] = {}
    for version in found[EntryVersion]:
        versions.setdefault(version.pgh_obj_id, []).append(version)
    steps: dict[int, list[FlagStep]] = {}
    for step in found[FlagStep]:
        steps.setdefault(step.flag_id, []).append(step)
    return Gathered(
        own_tags=found[OwnTag],
        responses=found[Response],
        asked=found[Asked],
        urges=found[Urge],
        plans=found[Plan],
        pauses=found[Pause],
        set_by={row.pause_id: row for row in found[PauseByTeam]},
        notes=found[ClinicianNote],
        events=standing_events(found[TimelineEvent]),
        replies=found[Reply],
        plan=next(iter(found[ReviewPlan]), None),
        errors={row.entry_id: row for row in found[EnteredInError]},  # the newest comes last, and holds
        versions=versions,
        steps=steps,
    )


def _wanted(sharing: Sharing, entries: bool, flags: bool) -> dict[type[models.Model], str]:
    """The statements, by model. What isn't shared isn't among them."""
    scope = sharing.scope
    wanted = dict(ALWAYS)
    if not sharing.emergency:
        wanted[Plan] = SHOWN_PLANS
    if Scope.NOTES in scope:
        wanted[OwnTag] = of_patient(OwnTag, order="id")
    if Scope.QUESTIONNAIRES in scope:
        wanted[Response] = of_patient(Response, order=f"day DESC, instrument LIMIT {RESPONSES_SHOWN}")
    if URGES in scope:
        wanted[Urge] = of_patient(Urge, order=f"at DESC, id DESC LIMIT {URGES_SHOWN}")
    if entries:
        wanted[EnteredInError] = of_patient(EnteredInError, "entry_id = ANY(%(entries)s)", order="id")
        wanted[EntryVersion] = of_patient(EntryVersion, "pgh_obj_id = ANY(%(entries)s)", order="pgh_id")
    if flags:
        wanted[FlagStep] = of_patient(FlagStep, "flag_id = ANY(%(flags)s)", order="at, id")
    return wanted


def standing_events(events: Sequence[TimelineEvent]) -> list[TimelineEvent]:
    """Events that nobody has taken back."""
    taken_back = {event.takes_back_id for event in events if event.takes_back_id}
    return [event for event in events if not event.takes_back_id and event.pk not in taken_back]
