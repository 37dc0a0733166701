"""Many people at once, most of whom agreed to be counted among others, and the same quartiles made slowly."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from statistics import quantiles

from django.utils import timezone

from accounts.models import Patient, User
from journal.models import Entry, Episode, Symptom, UseEvent
from timeline.contributing import TEXT_VERSION
from timeline.models import Contribution, DayQuartiles

DAY0 = date(2026, 3, 1)
LAST_DAY = 180
_number = count(1)


def make_people(many: int, **fields) -> list[Patient]:
    """Patients who can't log in, made quickly."""
    names = [f"crowd{next(_number)}" for _ in range(many)]
    users = User.objects.bulk_create(User(username=name, **fields) for name in names)
    return Patient.objects.bulk_create(Patient(user=user, welcomed_at=timezone.now()) for user in users)


def agree(patients, **fields) -> None:
    """They agree to be counted."""
    fields = {"text_version": TEXT_VERSION} | fields
    Contribution.objects.bulk_create(Contribution(patient=patient, **fields) for patient in patients)


def stop_on(patients, day0: date = DAY0, **fields) -> None:
    """Their last use."""
    Episode.objects.bulk_create(Episode(patient=patient, day0=day0, **fields) for patient in patients)


def write_on(patient, day: int, ratings: dict, day0: date = DAY0, **fields) -> Entry:
    """An entry so many days after `day0`."""
    return Entry.objects.create(patient=patient, date=day0 + timedelta(days=day), ratings=ratings, **fields)


def crowd(many: int, day: int = 3, code: str = "craving") -> list[Patient]:
    """So many people who agreed and answered 0, 1, 2 … 10, 0 … on the same day since last use."""
    people = make_people(many)
    agree(people)
    stop_on(people)
    for number, patient in enumerate(people):
        write_on(patient, day, {code: number % 11})
    return people


def points() -> dict[tuple[str, int], tuple]:
    """What stands in the table: (symptom, day) to quartiles and people."""
    rows = DayQuartiles.objects.values_list("symptom__code", "day", "lower", "middle", "upper", "people")
    return {(code, day): tuple(rest) for code, day, *rest in rows}


def slowly(codes: set[str], least: int = 20, batch: int = 5) -> dict[tuple[str, int], tuple]:
    """The same from the raw rows, one by one and in an obvious way. `codes` are those that may be counted."""
    ranges = {row.code: (row.minimum, row.maximum) for row in Symptom.objects.filter(code__in=codes)}
    lines = defaultdict(list)
    for patient in Patient.objects.select_related("user"):
        given = patient.contributions.filter(withdrawn_at=None, text_version=TEXT_VERSION).first()
        if given and patient.user.is_active and not patient.user.is_demo and patient.erase_on is None:
            for day, (entry, since) in _days_of(patient).items():
                for code in codes & set(entry.ratings):
                    if _is_answer(entry.ratings[code], *ranges[code]):
                        place = max(since, given.agreed_at, entry.updated_at), patient.pk
                        lines[code, day].append((place, entry.ratings[code]))
    taken = {point: sorted(line)[: len(line) // batch * batch] for point, line in lines.items()}
    return {point: _quartiles([value for _, value in line]) for point, line in taken.items() if len(line) >= least}


def _is_answer(value, lowest, highest) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and lowest <= value <= highest


def _days_of(patient) -> dict[int, tuple[Entry, datetime]]:
    """Her entry for each day since last use, and since when she counts from the date behind it. Of two entries with
    the same number the later one."""
    uses = UseEvent.objects.filter(patient=patient, kind="non_prescribed", taken_back_at=None)
    uses = set(uses.values_list("date", flat=True))
    last_uses = [each for each in patient.episodes.all() if each.day0 and each.end_reason != "date_corrected"]
    over = uses | {each.day0 for each in last_uses}
    found = {}
    for entry in patient.entries.filter(source="form").order_by("date"):
        held = [each for each in last_uses if _holds(each, over, entry.date)]
        if held and (day := (entry.date - held[0].day0).days) <= LAST_DAY:
            found[day] = entry, min(each.started_at for each in held)
    return found


def _holds(episode, over: set[date], day: date) -> bool:
    """Whether days are counted from `episode` on `day`; `over` are the days on which another count begins."""
    if episode.precision != "exact" or day < episode.day0:
        return False
    return not any(episode.day0 < each <= day for each in over) and not (episode.ended_on and day >= episode.ended_on)


def _quartiles(values) -> tuple:
    exact = quantiles(sorted(values), n=4, method="inclusive")
    halves = [Decimal(str(each * 2)).quantize(Decimal(1), ROUND_HALF_UP) / 2 for each in exact]
    return (*halves, len(values))
