"""The closer look for herself, and the bladder strip for whoever she shares her ratings with."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from django.utils.safestring import SafeString

from accounts.models import ConsentRecord, Patient
from clinical import bladder as rules
from clinical.bladder import StillThere
from clinical.red_flags import Advice, advice_for, bladder_goes_on
from clinical.trends import Comparison, days_to, fortnight_against_fortnight, week_against_week
from journal.catalogue import Catalogue
from journal.models import Symptom
from timeline.ranges import EVERYTHING, FOUR_WEEKS, RECENT_DAYS
from timeline.safety import Help, readers_of

from . import beside, strips, words
from .drawing import draw_strip
from .reading import CRAMPS, HOURS, PARTS, Diary, read, read_ratings
from .shapes import CloserView, Days, Line, Section, Signs

NAMES = {"sleep": "Sleep", "bladder": "Bladder", "cramps": "Tummy cramps"}
CHOICES = (Days(FOUR_WEEKS, "28 days"), Days(EVERYTHING, "All", is_everything=True))
Compare = Callable[[Mapping, date], Comparison]
COMPARES = {week_against_week: words.COMPARES_WEEKS, fortnight_against_fortnight: words.COMPARES_FORTNIGHTS}


def build(patient: Patient, *, today: date, wanted: str = "", shown: str = "") -> CloserView:
    """Everything on her page. `wanted` is the code of the days to show, `shown` the number of the answer that other
    things are put beside; unknown ones give the default. At most six queries, however long the diary is; two more for
    numbers to call when there is advice."""
    everything = wanted == EVERYTHING
    diary = read(patient, today, everything)
    trouble = _still_there(diary, today)
    strong_cramps, cramps_on = _strong_cramps(diary, today)
    return CloserView(
        sleep=_section(diary, "sleep", today, everything, week_against_week),
        bladder=_section(diary, "bladder", today, everything, fortnight_against_fortnight),
        cramps=_section(diary, "cramps", today, everything, fortnight_against_fortnight),
        together=beside.view_of(diary, patient, today, shown),
        ranges=CHOICES if everything or diary.earlier else (),
        everything=everything,
        signs=tuple(_signs(patient, diary, today)),
        goes_on=bladder_goes_on(*trouble.codes) if trouble else None,
        strong_cramps=strong_cramps,
        cramps_on=cramps_on,
    )


def bladder(
    patient: Patient,
    *,
    today: date,
    scope: Collection[str] | None = None,
    wanted: str = "",
    known: Catalogue | None = None,
) -> Section | None:
    """The bladder strip alone, for `timeline/_bladder.html`: of the last 28 days, or of all with `wanted` "all".
    `scope` is what a consent covers; without `ratings` in it there is no strip (None). `scope` None: she looks herself.
    Says nothing of use. At most three queries; one less for those who give the catalogue (`known`)."""
    if scope is not None and ConsentRecord.Scope.RATINGS not in scope:
        return None
    everything = wanted == EVERYTHING
    diary = read_ratings(patient, today, None if everything else RECENT_DAYS, known)
    return _section(diary, "bladder", today, everything, fortnight_against_fortnight)


def trouble_of(patient: Patient, today: date) -> StillThere | None:
    """Bladder trouble that is still there four weeks after stopping, for the letter; None when there is none."""
    return _still_there(read(patient, today, everything=False), today)


def _section(diary: Diary, part: str, today: date, everything: bool, compare: Compare) -> Section:
    answers = strips.answers_to(diary, PARTS[part])
    span = strips.everything(answers.values(), today) if everything else strips.four_weeks(today)
    strip = strips.strip_of(NAMES[part], answers, span, tall=(HOURS,))
    if not strip.rows:
        return Section(asked=diary.was_asked(part))
    compared = tuple(_compared(answers, today, compare))
    how = words.how_to_read(strip, nights=part == "sleep")
    return Section(
        asked=True,
        svg=SafeString(draw_strip(strip, part)),
        strip=strip,
        lines=(*compared, *_yes_or_no(answers, span)),
        notes=(*how, COMPARES[compare]) if compared else how,
        not_answered=strips.unanswered(answers, span),
        table=strips.table_of(strip),
    )


def _compared(answers: Mapping[Symptom, strips.Answers], today: date, compare: Compare) -> Iterator[Line]:
    """A sentence for each number that was answered in the days it is about."""
    for symptom, told in answers.items():
        of_two = compare(told, today)
        if symptom.scale != Symptom.Scale.BOOL and (of_two.days_now or of_two.days_before):
            yield Line(symptom.label, words.compared(symptom, of_two))


def _yes_or_no(answers: Mapping[Symptom, strips.Answers], span: tuple[date, date]) -> Iterator[Line]:
    """A sentence for each yes-or-no question that was answered in the days shown."""
    for symptom, told in answers.items():
        near = strips.in_span(told, span)
        if symptom.scale == Symptom.Scale.BOOL and near:
            yield Line(symptom.label, words.yes_or_no(near, with_year=span[0].year != span[1].year))


def _still_there(diary: Diary, today: date) -> StillThere | None:
    return rules.still_there(diary.ratings, diary.last_use, diary.precision, today)


def _signs(patient: Patient, diary: Diary, today: date) -> Iterator[Signs]:
    """Advice on signs of the last week, as the page after a check-in gives it: the most urgent sign first, and those
    last told of on the same day together."""
    by_day: dict[date, dict[str, bool]] = {}
    for code, day in rules.signs(diary.ratings, today).items():
        by_day.setdefault(day, {})[code] = True
    readers, lines = (tuple(readers_of(patient)), Help(patient, {})) if by_day else ((), None)
    for day in sorted(by_day, key=lambda day: rules.CANNOT_PEE not in by_day[day]):
        groups = Help(patient, by_day[day], advice_for(by_day[day])).urgent
        yield Signs(day, day == today, tuple(groups), lines, readers)


def _strong_cramps(diary: Diary, today: date) -> tuple[Advice | None, date | None]:
    for day in reversed(days_to(today, rules.SIGN_DAYS)):
        strength = rules.number_in(diary.ratings.get(day, {}), CRAMPS)
        for advice in advice_for({CRAMPS: strength}):
            return advice, day
    return None, None
