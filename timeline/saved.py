"""After a check-in: where the day lies, one point on the band, one thing that fits; help first where it is needed."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from accounts.decorators import patient_only
from accounts.models import ConsentRecord, Patient
from clinical.phases import Phase as PhaseRule
from clinical.phases import Position, position
from journal.days import today_of
from journal.models import Entry, Episode
from journal.models.entry import SELF_HARM, USED
from resources.services import crisis_lines, suggest

from .models import Phase

HARD = 5  # on a scale of 0 to 10: from here on a symptom may bring up something that fits (brief 6.4 for craving)
WIDTH, PART_GAP = 360, 4
LAST_PART_SHARE = 1.4
POINT_ROOM = 11  # so that the point never hangs over an end
LONGEST_LINE = 12  # letters of a name that fit on one line
OPEN_PHASE_SHOWN_DAYS = 150  # the last phase has no end; the band shows it to about day 180 (brief 2.1)


@dataclass(frozen=True)
class Part:
    """A phase on the band: its place from left to right."""

    code: str
    name: str
    x: float
    width: float

    @property
    def lines(self) -> list[str]:
        """Its name, on two lines when it is long."""
        words = self.name.split(" ")
        if len(self.name) <= LONGEST_LINE or len(words) == 1:
            return [self.name]
        half = (len(words) + 1) // 2
        return [" ".join(words[:half]), " ".join(words[half:])]

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return self.x + self.width / 2


def band_parts(phases: list[PhaseRule]) -> list[Part]:
    """The phases side by side. The open one is wider, as its name is longer: the band says which one, not how long."""
    shares = [1 if phase.end_day is not None else LAST_PART_SHARE for phase in phases]
    unit = (WIDTH - PART_GAP * (len(phases) - 1)) / sum(shares)
    parts, x = [], 0.0
    for phase, share in zip(phases, shares, strict=True):
        parts.append(Part(phase.code, phase.name, round(x, 1), round(unit * share, 1)))
        x += unit * share + PART_GAP
    return parts


def point_on_band(where: Position, phases: list[PhaseRule]) -> float:
    """How far from the left the day lies, within its phase's part."""
    part = band_parts(phases)[phases.index(where.phase)]
    last = where.phase.end_day if where.phase.end_day is not None else where.phase.start_day + OPEN_PHASE_SHOWN_DAYS
    share = (where.day - where.phase.start_day + 0.5) / (last - where.phase.start_day + 1)
    x = part.x + part.width * min(share, 1)
    return round(min(max(x, part.x + POINT_ROOM), part.x + part.width - POINT_ROOM), 1)


@patient_only
def saved(request, day):
    """The entry of `day` is kept; this says so, and what it may call for."""
    patient = request.patient
    entry = get_object_or_404(Entry, patient=patient, date=day)
    phases = list(Phase.objects.all())
    where = _position(patient, entry, [phase.rule for phase in phases])
    in_danger = bool(entry.ratings.get(SELF_HARM))
    context = {
        "entry": entry,
        "position": where,
        "phase": next((phase for phase in phases if where and phase.code == where.phase.code), None),
        "band": _band(where, [phase.rule for phase in phases]),
        "used": entry.ratings.get(USED) is True,
        "in_danger": in_danger,
        "show_day_counts": patient.show_day_counts,
        "lines": crisis_lines(patient.country) if in_danger else None,
        "resource": None if in_danger else _something_that_fits(patient, entry, where),
        "readers": _readers(patient),
        "is_today": day == today_of(patient),
        "tab": "today",
    }
    return render(request, "timeline/saved.html", context)


def _position(patient: Patient, entry: Entry, phases: list[PhaseRule]) -> Position | None:
    episode = Episode.objects.filter(patient=patient).current().first()
    if not episode or not episode.day0 or entry.date < episode.day0:
        return None
    return position(episode.day0, episode.precision, entry.date, phases)


def _band(where: Position | None, phases: list[PhaseRule]) -> str:
    if where is None:
        return ""
    context = {"parts": band_parts(phases), "x": point_on_band(where, phases), "width": WIDTH, "position": where}
    return render_to_string("timeline/_band.html", context)


def _something_that_fits(patient: Patient, entry: Entry, where: Position | None):
    numbers = {code: value for code, value in entry.ratings.items() if type(value) in (int, float)}
    hard = sorted((code for code, value in numbers.items() if value >= HARD), key=lambda code: -numbers[code])
    hard = [code for code in hard if code != "sleep_hours"]
    phase = where.phase.code if where else ""
    return suggest(phase=phase, country=patient.country, symptoms=hard)


def _readers(patient: Patient) -> list[tuple[str, str, bool]]:
    """Who reads her entries: name, when, and whether the answer about harming herself is among what they see."""
    consents = ConsentRecord.objects.in_force().filter(patient=patient).select_related("clinician")
    return [
        (given.clinician.name, given.clinician.commitment, ConsentRecord.Scope.SAFETY in given.scope)
        for given in consents
    ]
