"""What else is kept about a patient and belongs on the page about one: many small tables, read by one statement."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts import rows
from accounts.models import Clinician, Patient
from accounts.teams import team_writers
from assessments.models import Asked, Response
from flags.models import Flag, FlagStep
from journal.models import Entry, OwnTag, Pause, Urge
from plans.models import Plan

from .access import Scope
from .models import ClinicianNote, EnteredInError, PauseByTeam, Reply, ReviewPlan, TimelineEvent

EntryVersion = Entry.history.rel.related_model
URGES = Scope.URGES
URGES_SHOWN, NOTES_SHOWN, REPLIES_SHOWN, PAUSES_SHOWN = 12, 60, 30, 4


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
    scope: Collection[str],
    *,
    entries: Sequence[Entry] = (),
    flags: Sequence[Flag] = (),
) -> Gathered:
    """All of it, with the versions of `entries` and the steps of `flags`. One query."""
    wanted = _wanted(patient, clinician, scope, [each.pk for each in entries], [each.pk for each in flags])
    found = defaultdict(list, rows.gather(wanted))
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


def _wanted(patient: Patient, clinician: Clinician, scope: Collection[str], entries: list, flags: list) -> dict:
    """The rows to read, by model. What isn't shared isn't among them."""

    def of(model, **more):
        return model.objects.filter(patient=patient, **more)

    ours = team_writers(clinician)
    wanted = {
        Asked: of(Asked).filter(ours).order_by("-asked_at"),
        Plan: Plan.objects.shown_to(clinician.user).filter(patient=patient).order_by("kind"),
        Pause: of(Pause).order_by("-starts_on", "-pk")[:PAUSES_SHOWN],
        PauseByTeam: of(PauseByTeam).order_by("pk"),
        ClinicianNote: of(ClinicianNote).filter(ours).order_by("-at", "-pk")[:NOTES_SHOWN],
        TimelineEvent: of(TimelineEvent).filter(ours).order_by("day", "pk"),
        Reply: of(Reply).filter(ours).order_by("-at", "-pk")[:REPLIES_SHOWN],
        ReviewPlan: of(ReviewPlan, clinician=clinician).order_by("pk"),
    }
    if Scope.NOTES in scope:
        wanted[OwnTag] = of(OwnTag).order_by("pk")
    if Scope.QUESTIONNAIRES in scope:
        wanted[Response] = of(Response).newest()
    if URGES in scope:
        wanted[Urge] = of(Urge).order_by("-at", "-pk")[:URGES_SHOWN]
    if entries:
        wanted[EnteredInError] = of(EnteredInError, entry__in=entries).order_by("pk")
        wanted[EntryVersion] = of(EntryVersion, pgh_obj__in=entries).order_by("pgh_id")
    if flags:
        wanted[FlagStep] = of(FlagStep, flag__in=flags).order_by("at", "pk")
    return wanted


def standing_events(events: Sequence[TimelineEvent]) -> list[TimelineEvent]:
    """Events that nobody has taken back."""
    taken_back = {event.takes_back_id for event in events if event.takes_back_id}
    return [event for event in events if not event.takes_back_id and event.pk not in taken_back]
