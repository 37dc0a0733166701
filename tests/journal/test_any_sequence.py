"""Whatever she does in whatever order: one entry a day, no day to come, counts that add up, and nothing is deleted."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinical.days import totals
from journal.days import today_of, why_not
from journal.models import Entry, Episode, UseEvent
from journal.services import record_entry
from journal.use import explain_use, set_last_use
from tests.people import make_patient

# Both nights on which clocks change, with days around them; and zones on either side of the date line.
BEGINS = [datetime(2026, 3, 27, 22, tzinfo=UTC), datetime(2026, 10, 23, 22, tzinfo=UTC)]
ZONES = [
    "Europe/London", "America/New_York", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu", "Australia/Lord_Howe",
]  # fmt: skip
DAYS = st.sampled_from([0, 1, 0, 1, 0, 1, -1, 6])  # few, so that things happen to the same day
STEPS = st.one_of(
    st.tuples(st.just("save"), DAYS, st.sampled_from(["yes", "no", "skip", None]), st.integers(0, 2)),
    st.tuples(st.just("save"), DAYS, st.sampled_from(["yes", "no"]), st.integers(0, 2)),
    st.tuples(st.just("explain"), DAYS, st.booleans(), st.sampled_from([True, False, None])),
    st.tuples(st.just("correct"), DAYS, st.sampled_from(["exact", "about", "using"])),
    st.tuples(st.just("move"), st.sampled_from(ZONES)),
    st.tuples(st.just("wait"), st.integers(1, 40)),
)


@dataclass
class Expected:
    """The same in a few obvious lines: what she said, in the order in which she said it."""

    stated: tuple[date | None, str] | None = None
    days: dict[date, dict] = field(default_factory=dict)
    uses: dict[tuple[date, bool], list] = field(default_factory=dict)  # (day, prescribed): restarts, back, since
    versions: int = 0

    def standing(self, day):
        return [key for key, use in self.uses.items() if key[0] == day and not use[1]]

    def tell(self, day, prescribed, restarts):
        self.uses[day, prescribed] = [restarts, False, True]

    def save(self, day, used, craving):
        before = self.days.get(day)
        after = (before or {}) | {"used": {"yes": True, "no": False}.get(used), "craving": craving}
        self.versions += after != before
        self.days[day] = after
        if after != before and used == "yes" and not self.standing(day):
            self.tell(day, False, None)
        if after != before and used == "no":
            for key in self.standing(day):
                self.uses[key][1] = True

    def explain(self, day, prescribed, restarts):
        if not self.standing(day):
            return
        for key in self.standing(day):
            self.uses[key][1] = True
        self.tell(day, prescribed, restarts)

    def correct(self, day0, precision):
        if self.counting_from() == day0 and self.precision() == precision:
            return
        self.stated = (day0, precision)
        for use in self.uses.values():
            use[2] = False  # said before the correction

    def precision(self):
        if self.stated is None:
            return None
        return self.stated[1] if self.counting_from() == self.stated[0] else "exact"

    def counting_from(self):
        if self.stated is None or self.stated[0] is None:
            return None
        moves = [
            day for (day, prescribed), (restarts, back, since) in self.uses.items()
            if since and not back and (restarts if restarts is not None else not prescribed)
        ]  # fmt: skip
        return max([self.stated[0], *moves])


def run(client, patient, clock, steps):
    told, began = Expected(), today_of(patient)
    for name, *step in steps:
        clock.shift(timedelta(seconds=1))
        if name == "wait":
            clock.shift(timedelta(hours=step[0]))
        elif name == "move":
            patient.time_zone = step[0]
            patient.save()
        else:
            day = began + timedelta(days=step[0])
            ACTS[name](client, patient, told, day, *step[1:])
            assert current_day0(patient) == ([told.counting_from()] if told.stated else [])
    hold(patient, told)


def save(client, patient, told, day, used, craving):
    data = {"craving": str(craving)} | ({"used_ketamine": used} if used else {})
    if why_not(day, today_of(patient)):
        assert client.post(f"/journal/{day}/", data).status_code == 400
        return
    answer = {"yes": True, "no": False}.get(used)
    ratings = {"used_ketamine": answer, "craving": craving}
    record_entry(patient=patient, day=day, ratings=ratings, note="", used=answer, why="check-in")
    told.save(day, used, craving)


def explain(client, patient, told, day, prescribed, restarts):
    explain_use(patient=patient, day=day, prescribed=prescribed, restarts_count=restarts)
    told.explain(day, prescribed, restarts)


def correct(client, patient, told, day, precision):
    if day <= today_of(patient):
        day0 = None if precision == "using" else day
        set_last_use(patient=patient, precision=precision, day0=day0)
        told.correct(day0, precision)


ACTS = {"save": save, "explain": explain, "correct": correct}


def hold(patient, told):
    """Compare what is kept with what was said."""
    entries = {entry.date: entry for entry in Entry.objects.filter(patient=patient)}
    assert {day: each.ratings["craving"] for day, each in entries.items()} == {
        day: said["craving"] for day, said in told.days.items()
    }
    assert Entry.history.rel.related_model.objects.filter(patient=patient).count() == told.versions
    assert UseEvent.objects.filter(patient=patient).count() == len(told.uses)
    add_up(entries, told)


def current_day0(patient):
    return [episode.day0 for episode in Episode.objects.filter(patient=patient).current()]


def add_up(entries, told):
    answers = {day: entry.ratings.get("used_ketamine") for day, entry in entries.items()}
    standing = [(key, use) for key, use in told.uses.items() if not use[1]]
    used = {day for (day, prescribed), _ in standing if not prescribed}
    doses = {day for (day, prescribed), _ in standing if prescribed}
    counted = totals(answers=answers, used_on=used, prescribed_on=doses, today=date(2027, 1, 1))
    assert counted.told == counted.not_using + len(used | ({d for d, a in answers.items() if a} - doses))
    assert counted.not_using == len({d for d, a in answers.items() if a is False} - used - doses)


class _Undo(Exception):
    """Takes an example back."""


LATER = [("wait", 48), ("correct", -1, "exact")]  # so that there is a count to move, and days to write about


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    begin=st.sampled_from(BEGINS),
    lead=st.sampled_from([LATER, LATER, []]),
    steps=st.lists(STEPS, min_size=8, max_size=20),
)
def test_any_sequence_keeps_what_was_said(db, client, begin, lead, steps):
    with time_machine.travel(begin, tick=False) as clock:
        try:
            with transaction.atomic():
                patient = make_patient()
                client.force_login(patient.user)
                run(client, patient, clock, [*lead, *steps])
                raise _Undo
        except _Undo:
            pass
