"""What clinicians put on a patient's timeline: a row of letters under the chart, and the words they stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.safestring import SafeString

from timeline import labels
from timeline.frame import EDGE, WIDTH, Frame
from timeline.markup import text, upright
from timeline.shapes import Chart

from .models import TimelineEvent

HEIGHT, BASELINE = 20, 15


@dataclass(frozen=True)
class EventLine:
    """An event. `letter` is where it stands under the chart; empty outside the days shown."""

    event: TimelineEvent
    letter: str

    @property
    def by(self) -> str:
        """Who put it there, without the service."""
        return self.event.clinician_name.partition(",")[0]

    @property
    def words(self) -> str:
        """What it is: “Change of a dose: from 40 to 30”."""
        kind = self.event.get_kind_display()
        return f"{kind}: {self.event.note}" if self.event.note else kind


@dataclass(frozen=True)
class EventStrip:
    """The row (`svg` markup, empty when none lies in the days shown), the events in it, and those of other days."""

    svg: SafeString
    lines: tuple[EventLine, ...]
    others: tuple[EventLine, ...]


def strip_of(chart: Chart | None, events: Sequence[TimelineEvent]) -> EventStrip:
    """The row that fits under `chart`: the same days from left to right."""
    inside = [event for event in events if chart and chart.axis.first <= event.day <= chart.axis.last]
    inside = inside[-len(ascii_uppercase) :]
    lines = tuple(EventLine(event, letter) for event, letter in zip(inside, ascii_uppercase, strict=False))
    outside = tuple(EventLine(event, "") for event in events if event not in inside)
    return EventStrip(SafeString(_draw(chart, lines) if lines else ""), lines, outside)


def _draw(chart: Chart, lines: Iterable[EventLine]) -> str:
    frame, taken, parts = Frame(chart), labels.Label("", -WIDTH, -WIDTH), []
    for line in lines:
        x = frame.middle(line.event.day)
        parts.append(upright("tick", x, 0, 3))
        label = labels.centred(line.letter, x, EDGE, WIDTH - EDGE)
        if not label.meets(taken):
            taken = label
            parts.append(text(label.text, label.x, BASELINE, "noted", "" if label.anchor == "start" else label.anchor))
    head = f'<svg class="chart event-strip" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
    return f"{head}{''.join(parts)}</svg>"
