"""From what was read to the page: a section for each part that has something to say."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from accounts.models import Patient
from clinical import days, missed
from clinical import summary as rules
from clinical.bladder import BLOOD, CANNOT_PEE, NIGHT_TRIPS, PAIN
from clinical.phases import local_day, position
from clinical.urges import in_words, what_worked
from journal.models import Symptom
from journal.models.entry import SELF_HARM
from timeline import words as timeline_words
from timeline.standing import since

from . import parts, texts, words
from .reading import Read, read
from .shapes import ChangeRow, Fact, Note, Section, Summary, notes_section

SHOWN_WHEN_NEVER = BLOOD  # a no to it is worth a line; not being able to pee is told when it happened
MOST_WORKED = 3
NOTES_OFFERED, MOST_NOTES = 6, 3


def build(patient: Patient, *, today: date, scope: Collection[str] | None = None, own: bool = True) -> Summary:
    """Her 28 days to `today`. `scope` is what a consent covers (`ratings`, `use`, …); None: she makes it herself.
    `own`: it is for her own eyes; otherwise what she did in an urge isn't told in words of her own, unless `scope` has
    her notes, and she chooses what goes in (`Summary.only`).

    Twelve queries at most with those of the page around it, however long the diary is.
    """
    open_parts = parts.open_to(scope)
    own_words = own or (scope is not None and parts.Scope.NOTES in scope)
    with_counts = patient.sees_day_number or scope is not None
    return _Build(patient, read(patient, today, own_words), today, with_counts).summary(open_parts)


class _Build:
    """One page in the making."""

    def __init__(self, patient: Patient, found: Read, today: date, with_counts: bool):
        self.patient, self.found, self.today, self.with_counts = patient, found, today, with_counts
        self.first = rules.first_day(today)

    def summary(self, open_parts: Collection[str]) -> Summary:
        """The page, with the parts that are open."""
        notes = tuple(self._notes()) if parts.NOTES in open_parts else ()
        made = [*self._sections(), *notes_section(notes[:MOST_NOTES])]
        return Summary(
            dates=words.dates(self.first, self.today),
            sections=tuple(section for section in made if section.code in open_parts),
            standing=words.STANDING,
            notes=notes[:NOTES_OFFERED],
            question=self.found.question if parts.QUESTION in open_parts else "",
        )

    def _sections(self) -> Iterable[Section]:
        made = (
            (parts.QUESTION, "Question for this visit", self._question()),
            (parts.WHERE, "Where things stand", self._where()),
            (parts.WRITTEN, "Days written", self._written()),
        )
        yield from _with_facts(made)
        yield from self._changes()
        made = (
            (parts.BLADDER, "Bladder", self._bladder()),
            (parts.USE, "Ketamine use", self._use()),
            (parts.URGES, "Urges", self._urges()),
            (parts.SCORES, "Questionnaires", _terms(words.totals_of(self.found.scores))),
            (parts.SAFETY, "Thoughts of self-harm", self._safety()),
        )
        yield from _with_facts(made)

    def _question(self) -> Iterable[Fact]:
        if asked := texts.lines(self.found.question):
            yield Fact(asked)

    def _where(self) -> Iterable[Fact]:
        diary = self.found.diary
        if diary.episode is None:
            return
        where = position(diary.episode.day0, diary.episode.precision, self.today, diary.phases)
        if where:
            yield Fact(timeline_words.heading(where, since(diary, own=False), self.with_counts))
        yield Fact(timeline_words.last_use(diary.episode, own=False))

    def _written(self) -> Iterable[Fact]:
        began = local_day(self.patient.created_at, self.patient.zone)
        written = [entry.date for entry in self.found.entries]
        told = {"written": written, "pauses": self.found.pauses, "began": began}
        kept = missed.kept(**told, first=self.first, today=self.today)
        if kept.days:
            late = sum(entry.late for entry in self.found.entries)
            yield from map(Fact, words.written(kept, late, is_new=began > self.first))

    def _changes(self) -> Iterable[Section]:
        if self.found.entries:
            charted = [symptom for symptom in self.found.symptoms.values() if symptom.charted]
            found = rules.changes(map(self._measure, charted), self.today)
            rows = tuple(self._row(change) for change in found.largest)
            title = f"What changed: the last {rules.HALF_DAYS} days and the {rules.HALF_DAYS} before"
            yield Section(parts.CHANGES, title, rows=rows, caption=words.caption(found))

    def _measure(self, symptom: Symptom) -> rules.Measure:
        span = float(symptom.maximum - symptom.minimum)
        if symptom.scale == Symptom.Scale.HOURS:
            span = rules.HOURS_SPAN
        return rules.Measure(symptom.code, span, self.found.numbers(symptom.code))

    def _row(self, change: rules.Change) -> ChangeRow:
        symptom = self.found.symptoms[change.code]
        before, now = words.mean(symptom, change.before), words.mean(symptom, change.now)
        return ChangeRow(words.label(symptom), *before, *now, words.difference(symptom, change))

    def _bladder(self) -> Iterable[Fact]:
        for symptom in self._known(NIGHT_TRIPS, PAIN):
            if spread := rules.spread(self.found.numbers(symptom.code)):
                yield Fact(words.spread(symptom, spread), symptom.label)
        for symptom in self._known(BLOOD, CANNOT_PEE):
            told = rules.yes_days(self.found.truths(symptom.code))
            if told.yes or (told.answered and symptom.code == SHOWN_WHEN_NEVER):
                yield Fact(words.yes_days(told), symptom.label)

    def _known(self, *codes: str) -> list[Symptom]:
        """Those that the catalogue has words for."""
        return [self.found.symptoms[code] for code in codes if code in self.found.symptoms]

    def _use(self) -> Iterable[Fact]:
        diary = self.found.diary
        used_on, prescribed_on = self._in_time(diary.used_on), self._in_time(diary.prescribed_on)
        told = {"answers": diary.said_used, "used_on": used_on, "prescribed_on": prescribed_on}
        totals = days.totals(**told, today=self.today)
        if totals.told or prescribed_on:
            only_prescribed = len(prescribed_on - used_on)
            yield from _terms(words.use(totals, only_prescribed, rules.SUMMARY_DAYS))

    def _in_time(self, on: Iterable[date]) -> set[date]:
        return {day for day in on if self.first <= day <= self.today}

    def _urges(self) -> Iterable[Fact]:
        urges = self.found.urges
        both = [urge for urge in urges if urge.after is not None]
        if urges:
            yield Fact(words.urges(len(urges)), "Written down")
        if both:
            yield Fact(words.rated(rules.before_and_after(urges)), "Rated again")
        for worked in what_worked(urges)[:MOST_WORKED]:
            yield Fact(in_words(self.found.words(worked.code), worked))

    def _safety(self) -> Iterable[Fact]:
        """How often each answer was given: plain facts, without a level of anything (brief 4.2)."""
        answers = Counter(self.found.numbers(SELF_HARM).values())
        for symptom in self._known(SELF_HARM):
            if set(answers) - {None}:
                yield from _terms(words.steps(symptom, answers))

    def _notes(self) -> Iterable[Note]:
        for entry in self.found.entries:
            if told := texts.beginning(entry.note):
                yield Note(entry.date, words.day_of(entry.date), told)


def _with_facts(made: Iterable[tuple[str, str, Iterable[Fact]]]) -> Iterable[Section]:
    for code, title, facts in made:
        if told := tuple(facts):
            yield Section(code, title, told)


def _terms(pairs: Iterable[tuple[str, str]]) -> Iterable[Fact]:
    return (Fact(text, term) for term, text in pairs)
