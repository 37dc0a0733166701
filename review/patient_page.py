"""The page about one patient as finished values."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import AccessLog, Clinician, Patient
from flags.models import Flag
from journal import wording
from journal.models import Entry, Urge
from journal.urges import told as urge_told
from plans.models import Plan
from resources import countries
from timeline import closer
from timeline.builder import build as build_timeline
from timeline.closer.shapes import Section
from timeline.reading import Known, known
from timeline.shapes import TimelineView

from . import entries_sql, flag_view, questionnaires
from .access import Sharing
from .beside import Beside, beside_of
from .entry_view import EntryView, view_of
from .events import EventStrip, strip_of
from .flag_view import FlagView, Group, grouped
from .gathered import URGES, Gathered, gather
from .questionnaires import Table

ENTRIES_A_PAGE = 14
What = AccessLog.What


@dataclass(frozen=True)
class UrgeView:
    """An urge: when (by her clock), how it went, and what she did."""

    at: datetime
    words: str
    did: str


@dataclass(frozen=True)
class PatientPage:
    """Everything on the page. `older` is the day from which the next entries go back (None: these are the first).
    `flagged` are the entries of the days on which a flag stands, by day."""

    timeline: TimelineView
    events: EventStrip
    groups: tuple[Group, ...]
    closed: tuple[FlagView, ...]
    flagged: dict[date, EntryView]
    entries: tuple[EntryView, ...]
    older: date | None
    unread: int
    country: str
    questionnaires: tuple[Table, ...]
    urges: tuple[UrgeView, ...] | None
    bladder: Section | None
    beside: Beside
    plans: tuple[Plan, ...]

    @property
    def has_safety_plan(self) -> bool:
        """Whether a safety plan is shown to her."""
        return any(plan.kind == Plan.Kind.SAFETY for plan in self.plans)

    @property
    def looks(self) -> list[str]:
        """What of it is logged beside the page itself."""
        shown = {
            What.FLAGS: self.groups or self.closed,
            What.QUESTIONNAIRES: any(table.lines for table in self.questionnaires),
            What.URGES: self.urges,
            What.HISTORY: any(view.changed for view in (*self.entries, *self.flagged.values())),
        }
        return [what for what, is_shown in shown.items() if is_shown]


def build(
    *, patient: Patient, clinician: Clinician, sharing: Sharing, today: date, before: date | None, wanted: str
) -> PatientPage:
    """The page of `patient`, with the entries before a day, or the newest ones. A fixed number of queries."""
    return _Page(patient, clinician, sharing, today).build(before, wanted)


class _Page:
    """One page in the making."""

    def __init__(self, patient: Patient, clinician: Clinician, sharing: Sharing, today: date):
        self.patient, self.clinician, self.sharing, self.today = patient, clinician, sharing, today
        self.scope, self.now = sharing.scope, timezone.now()

    def build(self, before: date | None, wanted: str) -> PatientPage:
        """Everything."""
        patient, kept = self.patient, known(self.patient)
        flags = flag_view.shown_of(Flag.objects.filter(patient=patient), self.scope, self.now)
        days = {flag.day for flag in flags if flag.state in Flag.STANDING}
        found = entries_sql.read(
            patient, self.clinician, self.sharing, before=before, many=ENTRIES_A_PAGE + 1, days=days
        )
        more = gather(patient, self.clinician, self.sharing, entries=found, flags=flags)
        views = self._views(found, kept, more)
        listed = [view for view in views if before is None or view.entry.date < before]
        timeline = build_timeline(patient, today=self.today, scope=self.scope, wanted=wanted, kept=kept)
        told = [self._flag(flag, kept, more) for flag in flags]
        standing = [view for view in told if view.flag.state in Flag.STANDING]
        return PatientPage(
            timeline=timeline,
            events=strip_of(timeline.chart, more.events),
            groups=grouped(standing),
            closed=tuple(view for view in told if view.flag.state == Flag.State.CLOSED),
            flagged={view.entry.date: view for view in views if view.entry.date in days},
            entries=tuple(listed[:ENTRIES_A_PAGE]),
            older=listed[ENTRIES_A_PAGE - 1].entry.date if len(listed) > ENTRIES_A_PAGE else None,
            unread=found[0].unread_in_all if found else self._unread(),
            country=countries.name(patient.country) if patient.country else "not said",
            questionnaires=questionnaires.tables_of(patient, more.responses, more.asked, self.scope),
            urges=self._urges(kept, more) if URGES in self.scope else None,
            bladder=closer.bladder(patient, today=self.today, scope=self.scope, known=kept.catalogue),
            beside=beside_of(patient, more, self.today),
            plans=tuple(more.plans),
        )

    def _unread(self) -> int:
        """How many entries wait, when none is on the page."""
        newest = entries_sql.read(self.patient, self.clinician, self.sharing, many=1)
        return newest[0].unread_in_all if newest else 0

    def _words(self, kept: Known, more: Gathered) -> wording.Words:
        return wording.tag_words(kept.catalogue.tags, more.own_tags)

    def _views(self, found: list[Entry], kept: Known, more: Gathered) -> list[EntryView]:
        words = self._words(kept, more)
        return [
            view_of(
                entry,
                self.patient,
                self.sharing,
                kept.catalogue.symptoms,
                words,
                versions=more.versions.get(entry.pk, ()),
                error=more.errors.get(entry.pk),
                replies=[reply for reply in more.replies if reply.entry_id == entry.pk],
            )
            for entry in found
        ]

    def _flag(self, flag: Flag, kept: Known, more: Gathered) -> FlagView:
        steps = more.steps.get(flag.pk, ())
        return flag_view.view_of(flag, steps, self.patient, kept.catalogue.symptoms, self.now)

    def _urges(self, kept: Known, more: Gathered) -> tuple[UrgeView, ...]:
        words = self._words(kept, more)
        return tuple(self._urge(urge, words) for urge in more.urges)

    def _urge(self, urge: Urge, words: wording.Words) -> UrgeView:
        at = timezone.localtime(urge.at, self.patient.zone)
        did = ", ".join(map(words, urge.strategies)) or (urge.get_tool_display() if urge.tool else "")
        return UrgeView(at, urge_told(urge), did)


__all__ = ["ENTRIES_A_PAGE", "EntryView", "PatientPage", "build", "view_of"]
