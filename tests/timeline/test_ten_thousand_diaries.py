"""The builder against a slow and obvious computation: ten thousand diaries made up at random, with gaps, skipped
answers, days written later, use, lapses, and weeks where days would be too fine."""

import random
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from clinical.expectations import Expectation
from clinical.phases import DEFAULT_PHASES
from journal.models import Episode, Symptom
from timeline.answers import Answers
from timeline.builder import Asked, Page
from timeline.catalogue import shipped_rows
from timeline.content import Content
from timeline.happenings import Happenings
from timeline.models import Phase
from timeline.reading import Diary
from timeline.shapes import Noted, Scores

DIARIES, PARTS = 10_000, 8
TODAY = date(2026, 11, 22)
SHORT, LONG, SHARE_OF_LONG = (0, 1, 2, 3, 5, 8, 13, 20, 29, 40, 61), (90, 150, 199, 201, 230, 400, 1200), 0.08
SYMPTOMS = tuple(
    Symptom(code=code, label=label, scale=scale, group="body")
    for code, label, scale in [("a", "<Craving & co>", "nrs10"), ("b", "Hours slept", "hours"), ("c", "Trips", "count"),
                               ("d", "Low mood", "nrs10")]
)  # fmt: skip
ROWS = ({name: value for name, value in row.items() if name != "position"} for row in shipped_rows())
CONTENT = Content(tuple(Phase(**row) for row in ROWS), {("acute", "a"): Expectation("acute", "a", "peak", "us")})


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def made_up(dice: random.Random):
    """A diary, and its answers as day → symptom → value."""
    length = dice.choice(LONG if dice.random() < SHARE_OF_LONG else SHORT)
    days = [back for back in range(length - 1, -1, -1) if dice.random() > dice.choice([0, 0.1, 0.4])]
    values = {ago(back): {each.code: answer(dice, each) for each in SYMPTOMS if dice.random() > 0.1} for back in days}
    said = {day: dice.choice([None, False, False, False, False, True]) for day in values}
    used = frozenset(ago(dice.randrange(length)) for _ in range(dice.choice([0, 0, 1, 2]))) if length else frozenset()
    last_use = dice.choice([None, 0, 3, 12, 60, 700])
    precision = dice.choice(["exact", "exact", "about"]) if last_use is not None else dice.choice(["unknown", "using"])
    episode = Episode(pk=1, day0=None if last_use is None else ago(last_use), precision=precision)
    happened = Happenings(used, frozenset(), *marks(dice, length))
    diary = Diary(CONTENT, SYMPTOMS, SYMPTOMS[:3], said, next(iter(said), None), happened, (episode,))
    return diary, values


def answer(dice: random.Random, symptom: Symptom):
    if dice.random() < 0.15:
        return None
    return dice.randrange(49) / 2 if symptom.scale == "hours" else dice.choice([*range(11), 6.25, 3.333])


def marks(dice: random.Random, length: int):
    urges = sorted(ago(dice.randrange(length + 1)) for _ in range(dice.randrange(4)))
    noted = tuple(Noted(1, ago(dice.randrange(length + 1)), "<b>&") for _ in range(dice.randrange(2)))
    return tuple(urges), noted, (Scores("PHQ", "PHQ-9", ((ago(length // 2), 12),)),)


def columns(values) -> Answers:
    days = sorted(values)
    by_code = {each.code: [values[day].get(each.code) for day in days] for each in SYMPTOMS}
    return Answers(days, [day.day % 5 == 0 for day in days], by_code)


def rounded(values: list) -> float:
    return int(sum(float(value) for value in values) / len(values) * 10 + 0.5) / 10


def answered(values, code, days) -> list:
    return [value for day in days if (value := values.get(day, {}).get(code)) is not None]


def slow_points(values, code, axis, anchor) -> dict:
    if not axis.weekly:
        shown = {day: values[day].get(code) for day in sorted(values) if axis.first <= day <= axis.last}
        return {day: None if value is None else rounded([value]) for day, value in shown.items()}
    weeks: dict = {}
    for day in sorted(values):
        if axis.first <= day <= axis.last:
            weeks.setdefault(anchor + timedelta(days=(day - anchor).days // axis.step * axis.step), []).append(day)
    means = {week: answered(values, code, days) for week, days in weeks.items()}
    return {week: rounded(given) if given else None for week, given in means.items()}


def slow_line(values, code, axis, anchor) -> dict:
    if axis.weekly:
        weeks = slow_points(values, code, axis, anchor)
        all_of = {week: [week + timedelta(days=n) for n in range(axis.step)] for week in weeks}
        inside = {week: [day for day in days if axis.first <= day <= axis.last] for week, days in all_of.items()}
        return {week: weeks[week] for week in weeks if len(answered(values, code, inside[week])) >= axis.step / 7 * 4}
    line = {}
    for day in sorted(values):
        week = answered(values, code, [day - timedelta(days=n) for n in range(7)])
        if axis.first <= day <= axis.last and values[day].get(code) is not None and len(week) >= 4:
            line[day] = rounded(week)
    return line


def check_series(view, values, anchor):
    axis = view.chart.axis
    for series in view.legend:
        points = {point.day: point.value for point in series.points}
        assert points == pytest.approx(slow_points(values, series.code, axis, anchor), abs=0.0501)
        assert dict(pair for piece in series.pieces for pair in piece).keys() == slow_line(
            values, series.code, axis, anchor
        ).keys()
        step = timedelta(days=axis.step)
        assert all(b[0] - a[0] == step for piece in series.pieces for a, b in zip(piece, piece[1:], strict=False))


def check_picture(view):
    markup = view.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    ElementTree.fromstring(markup)  # noqa: S314
    drawn = sum(path.count("M") for path in re.findall(r'<path class="(?:dots|late) [^"]*" d="([^"]*)"', view.svg))
    assert drawn == sum(point.value is not None for series in view.legend for point in series.points)


def check_table(view):
    shown = {(row.day, place): text for row in view.table.rows for place, text in enumerate(row.values)}
    for place, series in enumerate(view.legend):
        for point in series.points:
            assert shown[point.day, place] == ("–" if point.value is None else f"{point.value:g}")
    assert len({row.day for row in view.table.rows}) == len(view.table.rows) == view.table_html.count("<tr>")


def check_counts(view, diary):
    used = {day for day, said in diary.said_used.items() if said} | diary.used_on
    told = used | {day for day, said in diary.said_used.items() if said is False}
    clocks = {clock.code: int(clock.value) for clock in view.clocks}
    assert clocks.get("without", len(told - used)) == len(told - used)
    assert clocks.get("since") == ((TODAY - diary.episode.day0).days if view.position else None)


@pytest.mark.parametrize("part", range(PARTS))
def test_it_agrees_with_a_slow_and_obvious_computation(part):
    for number in range(part, DIARIES, PARTS):
        dice = random.Random(number)
        diary, values = made_up(dice)
        page = Page(Asked(diary, TODAY), dice.choice(["", "28", "90", "180", "all", "since", "phase"]))
        view = page.view(columns(values))
        if view.chart is None:
            assert not values and not diary.used and view.position is None
            continue
        check_series(view, values, page.day0 or page.span.first)
        check_picture(view)
        check_counts(view, diary)
        if view.table:
            check_table(view)
        assert view.position is None or view.position.phase in DEFAULT_PHASES
