"""Every symptom by itself: what many people notice of it in this phase, her two weeks in words, her days as a line."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from django.utils.safestring import SafeString

from clinical.phases import Position
from clinical.trends import week_against_week
from journal.models import Symptom

from . import words
from .answers import Answers
from .plotting import DAY, WEEK, Plot, most_of
from .reading import Diary
from .shapes import Chart, Each
from .small import SmallFrame, draw_small


class Eaches:
    """All of them, on one day."""

    def __init__(self, diary: Diary, position: Position | None, today: date):
        self.diary, self.position, self.today = diary, position, today

    def of(self, answers: Answers, plot: Plot, picture: Chart) -> Iterable[Each]:
        """Those she answered in the days shown, or in the last two weeks; those of the chart first."""
        frame = SmallFrame(picture.axis, picture.bands, picture.now)
        fortnight = answers.between(self.today - 2 * WEEK + DAY, self.today)
        styles = {symptom.code: style for style, symptom in enumerate(self.diary.chosen, start=1)}
        for symptom in (*self.diary.chosen, *(each for each in self.diary.charted if each.code not in styles)):
            column, recent = (each.by_code.get(symptom.code, ()) for each in (plot.near, fortnight))
            if _is_answered(column) or _is_answered(recent):
                yield self._one(symptom, fortnight.of(symptom.code), frame, plot, column, styles.get(symptom.code, 1))

    def _one(self, symptom: Symptom, recent, frame: SmallFrame, plot: Plot, column, style: int) -> Each:
        pieces, days = plot.small(symptom.code)
        highest = 0 if symptom.scale == Symptom.Scale.NRS10 else max(filter(None, column), default=0)
        return Each(
            code=symptom.code,
            label=symptom.label,
            expected=self.diary.content.sentence(self.position.phase, symptom) if self.position else "",
            sentence=words.comparison(symptom, week_against_week(recent, self.today)),
            svg=SafeString(draw_small(frame, pieces, days, most_of(symptom, highest), style)) if pieces else "",
        )


def _is_answered(column: Sequence[float | None]) -> bool:
    return column.count(None) < len(column)


def html_of(each: Iterable[Each]) -> str:
    """Each with its picture and its words."""
    return SafeString("".join([_html(one) for one in each]))


def _html(one: Each) -> str:
    words_of_it = escape(" ".join(filter(None, [one.sentence, one.expected])))
    return f'<div class="small"><h3>{escape(one.label)}</h3>{one.svg}<p>{words_of_it}</p></div>'
