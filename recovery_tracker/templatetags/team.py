"""What came back from a patient's team, on pages of floors that don't know of it. `team` stands in every context, and
is read when something of it is shown."""

from django import template

from review.events import strip_of

register = template.Library()


@register.inclusion_tag("review/_from_team.html", takes_context=True)
def from_team(context):
    """The last reading and new replies, in a few lines."""
    return {"told": context["team"]}


@register.inclusion_tag("review/_from_team_day.html", takes_context=True)
def from_team_on(context, entry):
    """What there is about one entry."""
    return {"told": context["team"].on(entry)}


@register.simple_tag(takes_context=True)
def from_team_in(context, chart):
    """What clinicians put on the timeline: a row of letters for under the chart, and their words."""
    return strip_of(chart, context["team"].events)
