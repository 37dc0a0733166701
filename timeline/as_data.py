"""The timeline as data. `docs/formats.md` describes the shape; raise `FORMAT` when it changes."""

from datetime import date

from .shapes import Axis, Chart, Series, TimelineView

FORMAT = "recovery-tracker-timeline/1"


def of(view: TimelineView) -> dict:
    """Everything the page shows, as what JSON has. Days are ISO dates; an unanswered day is null, never 0."""
    return {
        "format": FORMAT,
        "position": _position(view),
        "clocks": [{"code": clock.code, "value": int(clock.value), "label": clock.label} for clock in view.clocks],
        "ranges": [{"code": each.code, "first": each.first, "last": each.last} for each in view.ranges],
        "range": view.range.code if view.range else None,
        "phases": [
            {"code": row.code, "name": row.name, "start_day": row.start_day, "end_day": row.end_day,
             "peak_end_day": row.peak_end_day} for row in view.phases
        ],
        "chart": _chart(view.chart, view.legend) if view.chart else None,
        "symptoms": [
            {"code": each.code, "label": each.label, "expected": each.expected, "comparison": each.sentence}
            for each in (*view.each, *view.others_of_hers)
        ],
    }  # fmt: skip


def _position(view: TimelineView) -> dict | None:
    where = view.position
    if where is None:
        return None
    shown = any(clock.code == "since" for clock in view.clocks)
    return {"phase": where.phase.code, "approximate": where.approximate, "day": where.day if shown else None}


def _chart(chart: Chart, legend: tuple[Series, ...]) -> dict:
    return {
        "axis": _axis(chart.axis),
        "bands": [
            {"phase": band.code, "first": band.first, "last": band.last, "peak_last": band.peak_last}
            for band in chart.bands
        ],
        "today": chart.now,
        "series": [_series(series) for series in legend],
        "used": list(chart.used),
        "urges": list(chart.urges),
        "notes": [{"date": each.day, "text": each.text} for each in chart.noted],
        "scores": [
            {"title": each.title, "points": [{"date": day, "total": total} for day, total in each.points]}
            for each in chart.scores
        ],
    }


def _axis(axis: Axis) -> dict[str, date | int]:
    return {"first": axis.first, "last": axis.last, "step": axis.step}


def _series(series: Series) -> dict:
    return {
        "code": series.code,
        "label": series.label,
        "points": [
            {"date": point.day, "value": point.value, "answered": point.answered, "late": point.late}
            for point in series.points
        ],
        "line": [[{"date": day, "value": value} for day, value in piece] for piece in series.pieces],
        "others": [{"date": each.day, "lower": each.lower, "upper": each.upper} for each in series.others],
    }
