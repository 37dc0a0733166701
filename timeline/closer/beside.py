"""What goes together, as finished values: for one answer she chooses, her days with something beside her other days."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString

from accounts.models import Patient
from clinical.together import (
    LOOK_BACK_DAYS,
    MINIMUM_A_SIDE,
    MINIMUM_ANSWERED,
    SHORT_NIGHT,
    Day,
    SideBySide,
    Together,
    together,
)
from clinical.trends import days_to, one_decimal
from journal.models import Symptom
from journal.tagging import Chips

from . import words
from .dots import draw_dots
from .reading import CRAVING, HOURS, Diary, Written, answer_in
from .shapes import Beside, DotRow, Dots, Table, TableRow, TogetherView
from .strips import LEAST_COUNT, LEAST_HOURS, NOTHING, RATING_TOP

# Tags that tell of use itself are never put beside anything.
OF_USE = frozenset({"comedown", "hangover", "drink_or_drugs"})
LEAST_TOPS = {Symptom.Scale.NRS10: RATING_TOP, Symptom.Scale.HOURS: LEAST_HOURS, Symptom.Scale.COUNT: LEAST_COUNT}


def view_of(diary: Diary, patient: Patient, today: date, shown: str) -> TogetherView:
    """The view for the answer with the number `shown`; the first one, craving, where there is no such number."""
    lately = _lately(diary, today)
    offered = outcomes(diary, lately)
    choices = tuple((str(number), symptom.label) for number, symptom in enumerate(offered, start=1))
    chosen = shown if shown in dict(choices) else "1"
    if not offered:
        return TogetherView("", (), "", nothing=words.nothing_beside(MINIMUM_A_SIDE))
    symptom = offered[int(chosen) - 1]
    found = together(_days(diary, lately, symptom), with_nights=symptom.group != Symptom.Group.SLEEP)
    if not found.rows:
        return TogetherView(symptom.label, choices, chosen, nothing=_why_nothing(symptom, found))
    tags = _tags(found, Chips(patient, diary.catalogue))
    rows = tuple(
        _beside(symptom, row, tag, number) for number, (row, tag) in enumerate(zip(found.rows, tags, strict=True))
    )
    return TogetherView(symptom.label, choices, chosen, rows, table=_table(symptom, found, tags))


def outcomes(diary: Diary, lately: Sequence[Written]) -> list[Symptom]:
    """The answers one can look at: those that can be a line and have days enough, craving first in any case. Nothing
    on harm or use is among them: those are no lines, and safety is left out as a group."""
    charted = [each for each in diary.catalogue.symptoms if each.active and each.charted]
    fit = [each for each in charted if each.group != Symptom.Group.SAFETY]
    enough = [each for each in fit if each.code == CRAVING or _answered(each, lately) >= MINIMUM_ANSWERED]
    return sorted(enough, key=lambda symptom: symptom.code != CRAVING)


def _lately(diary: Diary, today: date) -> list[Written]:
    days = days_to(today, LOOK_BACK_DAYS)
    return [written for written in diary.days if days[0] <= written.date <= days[-1]]


def _answered(symptom: Symptom, lately: Sequence[Written]) -> int:
    return sum(answer_in(written.ratings, symptom) is not None for written in lately)


def _days(diary: Diary, lately: Sequence[Written], symptom: Symptom) -> list[Day]:
    slept = diary.symptoms([HOURS])
    return [
        Day(
            date=written.date,
            outcome=answer_in(written.ratings, symptom),
            tags=frozenset(written.triggers) - OF_USE,
            hours_slept=answer_in(written.ratings, slept[0]) if slept else None,
        )
        for written in lately
    ]


def _why_nothing(symptom: Symptom, found: Together) -> str:
    return words.nothing_beside(MINIMUM_A_SIDE) if found.is_enough else words.too_few(symptom.label, found.answered)


def _tags(found: Together, chips: Chips) -> list[str]:
    return ["" if row.code == SHORT_NIGHT else chips.words(row.code) for row in found.rows]


def _beside(symptom: Symptom, row: SideBySide, tag: str, number: int) -> Beside:
    sentence = words.side_by_side(symptom, row, tag)
    labels = words.dots_label(row, tag)
    sides = ((row.days_with, row.mean_with), (row.other_days, row.mean_of_others))
    rows = [
        DotRow(label, tuple(day.outcome for day in days), mean.value)
        for label, (days, mean) in zip(labels, sides, strict=True)
    ]
    highest = max(value for each in rows for value in each.values)
    heading = words.heading_of(row.code, tag)
    dots = Dots(heading, f"{sentence} {words.TABLE_BELOW}", max(LEAST_TOPS[symptom.scale], highest), tuple(rows))
    return Beside(heading, sentence, SafeString(draw_dots(dots, f"beside-{number}")))


def _table(symptom: Symptom, found: Together, tags: Sequence[str]) -> Table:
    """A line for each day that is a dot in one of the pictures, newest first."""
    sides = [(_dates(row.days_with), _dates(row.other_days)) for row in found.rows]
    days = {day.date: day for row in found.rows for day in (*row.days_with, *row.other_days)}
    one_year = min(days).year == max(days).year
    rows = [
        TableRow(
            words.short_date(date_, with_year=not one_year),
            (f"{one_decimal(days[date_].outcome):g}", *(_side(date_, *each) for each in sides)),
        )
        for date_ in sorted(days, reverse=True)
    ]
    columns = (symptom.label, *(words.heading_of(row.code, tag) for row, tag in zip(found.rows, tags, strict=True)))
    return Table(columns, tuple(rows), year=str(max(days).year) if one_year else "")


def _dates(days: Sequence[Day]) -> frozenset[date]:
    return frozenset(day.date for day in days)


def _side(day: date, days_with: frozenset[date], other_days: frozenset[date]) -> str:
    return "yes" if day in days_with else "other" if day in other_days else NOTHING
