"""One day, to read: what it says, how it came to say that, and where the days beside it are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Patient

from .catalogue import catalogue
from .marks import Days
from .models import Entry, HeldSave, OwnTag, Symptom
from .versions import Version, versions
from .wording import Told, Words, tag_words, tell

# Why a version was made, as `record_entry` was told, in words for her.
WHY = {
    "check-in": "in a check-in",
    "about the same": "by saying it was about the same",
    "chosen of two": "when you chose between two versions",
    "import": "from an older diary",
}


@dataclass(frozen=True)
class NotKept:
    """A version she was shown and didn't take."""

    at: datetime
    told: Told


@dataclass(frozen=True)
class DayPage:
    """Everything on the page. `entry` and `told` are None, and the lists empty, when nothing is written of the day.
    Times are by her clock."""

    entry: Entry | None
    told: Told | None
    marks: list[str]
    written: datetime | None
    zone: str
    versions: list[Version]
    not_kept: list[NotKept]
    is_waiting: bool
    earlier: date | None
    later: date | None

    @property
    def has_past(self) -> bool:
        """Whether there is more than one version to tell of."""
        return len(self.versions) > 1 or bool(self.not_kept)


def build(patient: Patient, day: date) -> DayPage:
    """The page of `day`. Ten queries."""
    hers = Entry.objects.filter(patient=patient)
    entry = hers.filter(date=day).first()
    earlier = hers.filter(date__lt=day).order_by("-date").values_list("date", flat=True).first()
    later = hers.filter(date__gt=day).order_by("date").values_list("date", flat=True).first()
    days = Days(patient, day, day)
    if entry is None:
        said = [mark.full.capitalize() for mark in days.marks(day)]
        return DayPage(None, None, said, None, patient.time_zone, [], [], False, earlier, later)
    held = list(HeldSave.objects.filter(patient=patient, date=day))
    known = catalogue()
    symptoms, words = known.symptoms, tag_words(known.tags, OwnTag.objects.filter(patient=patient))
    return DayPage(
        entry=entry,
        told=tell(entry, symptoms, words),
        marks=days.told(day),
        written=timezone.localtime(entry.recorded_at, patient.zone),
        zone=patient.time_zone,
        versions=_versions(entry, patient, symptoms, words),
        not_kept=[_not_kept(each, patient, symptoms, words) for each in held if each.taken is False],
        is_waiting=any(each.settled_at is None for each in held),
        earlier=earlier,
        later=later,
    )


def _versions(entry: Entry, patient: Patient, symptoms: Sequence[Symptom], words: Words) -> list[Version]:
    events = entry.history.order_by("pgh_id")
    return versions(events, patient=patient, symptoms=symptoms, words=words, with_note=True, by=_by)


def _by(is_hers: bool, why: str) -> str:
    if not is_hers:
        return "by the service"
    return f"by you, {WHY.get(why, why)}" if why else "by you"


def _not_kept(held: HeldSave, patient: Patient, symptoms: Sequence[Symptom], words: Words) -> NotKept:
    return NotKept(timezone.localtime(held.arrived_at, patient.zone), tell(_as_entry(held), symptoms, words))


def _as_entry(held: HeldSave) -> Entry:
    """What was held, as an entry that is never saved. Tags that weren't asked are none."""
    told = held.told
    tags = {name: told.get(name) or [] for name in ("triggers", "coping")}
    return Entry(ratings=told["ratings"], note=told["note"], **tags)
