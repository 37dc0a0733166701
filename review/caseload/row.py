"""A line as HTML. In a template it would take more time than all the rest of the page: a list has fifty of them, with
a dozen cells each."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.safestring import SafeString, mark_safe

from .. import ages
from .lines import FlagWords, Line

ROW = (
    '<tr><td class="needs">{needs}</td>'
    '<th scope="row"><a href="{address}">{name}</a> <span class="short">{code}</span></th>'
    '<td class="where" data-is="Where">{where}</td>'
    '<td{silent} data-is="Last entry">{last}</td>'
    '<td class="kept" data-is="Last 7 days">{kept}</td>{sparks}'
    '<td class="totals" data-is="Totals">{totals}</td>'
    '<td{read} data-is="Unread">{unread}</td>'
    '<td{read} data-is="Waiting">{waiting}</td>'
    '<td{loud} data-is="Review">{due}</td></tr>'
)
FLAG = (
    '<p class="asks {severity}"><b><span aria-hidden="true">{sign}</span> {word}</b> {title}'
    ' <span class="age">{age}</span>{taken}{why}</p>'
)
NOT_SHARED = "".join(f'<td class="none" data-is="{label}, 14 d">not shared</td>' for label in ("Craving", "Low mood"))
AGE = "\0"  # where one stands in a row: a sign that no text of the database can hold
LOUD, NONE = ' class="loud"', ' class="none"'


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table, finished but for how old things are: `texts` with an age between each two, which is counted
    from one of `moments`."""

    texts: tuple[str, ...]
    moments: tuple[datetime, ...]

    def at(self, now: datetime) -> SafeString:
        """As it is shown now."""
        told = [ages.told(now - moment) + text for moment, text in zip(self.moments, self.texts[1:], strict=True)]
        return mark_safe(self.texts[0] + "".join(told))  # noqa: S308  escaped below


def row(line: Line) -> Row:
    """The line as a row of the table. Words that people chose are escaped here."""
    standing = line.standing
    filled = ROW.format(
        needs=_needs(line),
        address=line.address,
        name=escape(standing.name),
        code=standing.who.short_code,
        where=_where(line),
        silent=LOUD if standing.is_silent else "",
        last=line.last,
        kept=_kept(line),
        sparks=_sparks(line),
        totals="".join(f"<span>{total}</span> " for total in line.totals),
        read="" if standing.unread else NONE,
        unread=standing.unread,
        waiting=AGE if standing.waiting_since else "–",
        loud=LOUD if standing.is_due else "",
        due=line.due,
    )
    waiting = [standing.waiting_since] if standing.waiting_since else []
    return Row(tuple(filled.split(AGE)), (*(flag.since for flag in line.flags), *waiting))


def _needs(line: Line) -> str:
    if line.nothing:
        return f'<span class="none">{line.nothing}</span>'
    more = f'<p class="more">and {line.more} more</p>' if line.more else ""
    return "".join(map(_flag, line.flags)) + more


def _flag(flag: FlagWords) -> str:
    return FLAG.format(
        severity=flag.severity,
        sign=flag.sign,
        word=flag.word,
        title=escape(flag.title),
        age=AGE,
        taken=f' <span class="tag">{escape(flag.taken)}</span>' if flag.taken else "",
        why=f'<span class="why">{escape(flag.why)}</span>' if flag.why else "",
    )


def _where(line: Line) -> str:
    position = line.standing.position
    phase = f' <span class="phase">{escape(position.phase.name)}</span>' if position else ""
    return line.where + phase


def _kept(line: Line) -> str:
    state = f"<span>{escape(line.standing.paused or line.state)}</span>"
    return f"{state} <span>{line.missed} of {line.missed_of} missed</span>" if line.missed_of else state


def _sparks(line: Line) -> str:
    return "".join(
        f'<td class="graph" data-is="{spark.label}, 14 d">{spark.svg}<b aria-hidden="true">{spark.last}</b></td>'
        if spark.answered
        else f'<td class="none" data-is="{spark.label}, 14 d">no answers</td>'
        for spark in line.sparklines
    ) or NOT_SHARED
