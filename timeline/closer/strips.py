"""From answers to strips: which days, which rows, and the same numbers as a table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from clinical.trends import mean_of, one_decimal
from journal.models import Symptom
from timeline import ticks
from timeline.ranges import RECENT_DAYS

from . import words
from .reading import Answer, Diary
from .shapes import Row, Slot, Strip, Table, TableRow

# A slot is a day up to here, so that it is 5 px wide on a phone; then it stands for one week, or for several, so that
# a strip never has more than MOST_SLOTS.
DAILY_UP_TO_DAYS = 63
STEPS = (7, 28, 84, 364)
MOST_SLOTS = 140
# The ends of the scales: ratings have theirs (brief 1.1), hours and counts grow with what was answered.
RATING_TOP, LEAST_HOURS, HOURS_STEP, LEAST_COUNT = 10, 12, 4, 4
NOTHING = "–"
Scale = Symptom.Scale

Answers = Mapping[date, Answer]


def four_weeks(today: date) -> tuple[date, date]:
    """The days shown unless all are asked for."""
    return today - timedelta(days=RECENT_DAYS - 1), today


def everything(answers: Iterable[Answers], today: date) -> tuple[date, date]:
    """From the first answer to today; to the last answer where that lies further back than four weeks."""
    days = [day for each in answers for day in each]
    first, last = min(days, default=today), max(days, default=today)
    if last < four_weeks(today)[0]:
        return first, last
    return min(first, four_weeks(today)[0]), max(last, today)


def step_for(first: date, last: date) -> int:
    """How many days a slot stands for."""
    days = (last - first).days + 1
    if days <= DAILY_UP_TO_DAYS:
        return 1
    return next((step for step in STEPS if days / step <= MOST_SLOTS), STEPS[-1])


def strip_of(name: str, answers: Mapping[Symptom, Answers], span: tuple[date, date], tall: Sequence[str] = ()) -> Strip:
    """The questions that were answered in `span`, one row each. Those whose code is in `tall` have a grid."""
    first, last = span
    step = step_for(first, last)
    slots = {symptom: slots_of(symptom, answers[symptom], span, step) for symptom in answers}
    rows = [_row(symptom, slots[symptom], symptom.code in tall) for symptom in answers if _is_answered(slots[symptom])]
    return Strip(
        title=name,
        description=words.strip_described(first, last),
        first=first,
        last=last,
        step=step,
        rows=tuple(rows),
        ticks=ticks.by_date(first, last),
    )


def slots_of(symptom: Symptom, answers: Answers, span: tuple[date, date], step: int) -> tuple[Slot, ...]:
    """A slot for each `step` days of `span`, the last one cut off at its end. Each has the answers of its own days and
    of no other."""
    first, last = span
    starts = [first + timedelta(days=days) for days in range(0, (last - first).days + 1, step)]
    told: list[list[Answer]] = [[] for _ in starts]
    for day, answer in answers.items():
        if first <= day <= last:
            told[(day - first).days // step].append(answer)
    ends = [min(start + timedelta(days=step - 1), last) for start in starts]
    return tuple(_slot(symptom, *slot) for slot in zip(starts, ends, told, strict=True))


def _slot(symptom: Symptom, first: date, last: date, told: list[Answer]) -> Slot:
    if not told:
        return Slot(first, last)
    if symptom.scale == Scale.BOOL:
        return Slot(first, last, sum(told), len(told))
    return Slot(first, last, mean_of(told, minimum=1).value, len(told))


def _is_answered(slots: Iterable[Slot]) -> bool:
    return any(slot.answered for slot in slots)


def _row(symptom: Symptom, slots: tuple[Slot, ...], tall: bool) -> Row:
    return Row(symptom.label, words.caption(symptom), slots, _top(symptom, slots), tall)


def _top(symptom: Symptom, slots: Iterable[Slot]) -> float:
    highest = max((slot.value for slot in slots if slot.value is not None), default=0)
    if symptom.scale == Scale.BOOL:
        return 0
    if symptom.scale == Scale.NRS10:
        return RATING_TOP
    if symptom.scale == Scale.HOURS:
        return max(LEAST_HOURS, -int(-highest // HOURS_STEP) * HOURS_STEP)
    return max(LEAST_COUNT, highest)


def table_of(strip: Strip) -> Table:
    """The numbers of the strip. Slots without any answer have no line."""
    columns = list(zip(*(row.slots for row in strip.rows), strict=True))
    told = [slots for slots in columns if _is_answered(slots)]
    one_year = bool(told) and told[0][0].first.year == told[-1][0].last.year
    bools = [not row.top for row in strip.rows]
    rows = (_table_row(slots, bools, strip.step, one_year) for slots in reversed(told))
    year = str(told[0][0].first.year) if one_year else ""
    return Table(tuple(row.label for row in strip.rows), tuple(rows), strip.step, year)


def _table_row(slots: Sequence[Slot], bools: Sequence[bool], step: int, one_year: bool) -> TableRow:
    cells = tuple(_cell(slot, is_bool, step) for slot, is_bool in zip(slots, bools, strict=True))
    return TableRow(words.short_date(slots[0].first, with_year=not one_year), cells)


def _cell(slot: Slot, is_bool: bool, step: int) -> str:
    if slot.value is None:
        return NOTHING
    if is_bool and step == 1:
        return "yes" if slot.value else "no"
    number = f"{slot.value:g}" if is_bool else f"{one_decimal(slot.value):g}"
    many = f" of {slot.answered}" if is_bool else f" ({slot.answered})"
    return number + (many if step > 1 else "")


def in_span(answers: Answers, span: tuple[date, date]) -> dict[date, Answer]:
    """The answers of some days."""
    return {day: answer for day, answer in answers.items() if span[0] <= day <= span[1]}


def unanswered(answers: Mapping[Symptom, Answers], span: tuple[date, date]) -> tuple[str, ...]:
    """The questions without an answer in `span`."""
    return tuple(symptom.label for symptom in answers if not in_span(answers[symptom], span))


def answers_to(diary: Diary, codes: Iterable[str]) -> dict[Symptom, Answers]:
    """Each of these questions with its answers."""
    return {symptom: diary.answers(symptom) for symptom in diary.symptoms(codes)}
