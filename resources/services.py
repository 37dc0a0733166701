"""What the rest of the product asks of the directory: the lines of a country, and one thing that fits a day."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Case, IntegerField, Q, Value, When

from resources import countries, topics, vocabulary
from resources.models import CrisisLine, Resource

# Suggested after a check-in, in this order, when several fit equally well.
SUGGESTED_KINDS = [
    "self_help_tool", vocabulary.ARTICLE, "peer_support", "helpline", "bladder_health", "professional_treatment",
    "education",
]
MORE = 4  # other rows under an article
# Only these bring up a crisis line: it is not the answer to a poor night's sleep.
CRISIS_SYMPTOMS = {"self_harm_thoughts", "safe_now", "psychosis_like", "distress"}


@dataclass(frozen=True)
class Country:
    """The lines of one country, for a list of other countries."""

    name: str
    lines: list[CrisisLine]


@dataclass(frozen=True)
class Lines:
    """Whom a person in this country can reach, most urgent first. A country without a row has an empty list."""

    country: str
    name: str
    emergency: list[CrisisLine] = field(default_factory=list)
    crisis: list[CrisisLine] = field(default_factory=list)
    drugs: list[CrisisLine] = field(default_factory=list)
    other: list[CrisisLine] = field(default_factory=list)
    anywhere: list[CrisisLine] = field(default_factory=list)
    elsewhere: list[Country] = field(default_factory=list)
    today: date | None = None

    @property
    def is_thin(self) -> bool:
        """Whether the country has no emergency number or no crisis line of its own, or the check of one of those is
        long overdue: then a directory helps further. The line itself stays."""
        own = [line for line in self.crisis if line.country == self.country]
        return not self.emergency or not own or self.is_stale

    @property
    def is_stale(self) -> bool:
        """Whether somebody should have checked an emergency or crisis line long ago."""
        return bool(self.today) and any(line.is_long_overdue(self.today) for line in self.emergency + self.crisis)


def crisis_lines(country: str, today: date | None = None) -> Lines:
    """The published lines, one query: those of `country` by kind, then those of other countries, apart.

    A member of the European Union has the Union's line of a kind where it has none of its own. No other country's
    number ever stands in for a missing one.
    """
    rows = list(CrisisLine.objects.published())
    own = {kind: _of_kind(rows, country, kind) for kind in ("emergency", "crisis", "drugs", "other")}
    shown = {row.pk for lines in own.values() for row in lines}
    anywhere = [row for row in rows if row.country == countries.ELSEWHERE]
    others = [row for row in rows if row.country != countries.ELSEWHERE and row.pk not in shown]
    return Lines(country, countries.name(country), **own, anywhere=anywhere, elsewhere=_by_country(others), today=today)


def suggest(*, phase: str, country: str, symptoms: list[str]) -> Resource | None:
    """The one published resource that fits this day best, or None.

    `symptoms` are codes of the symptom list, hardest first: a resource for the first beats one for the second. Then
    come the person's own country, the kind (`SUGGESTED_KINDS`) and the position. A resource for families, for staff
    or about research is never suggested. "" for phase or country means it is not known.
    """
    rows = Resource.objects.published().for_country(country).filter(audience="patient", kind__in=_kinds_for(symptoms))
    if phase:
        rows = rows.for_phase(phase)
    if symptoms:
        rows = rows.filter(symptoms__overlap=[code for symptom in symptoms for code in topics.widened(symptom)])
    reachable = rows.exclude(~Q(kind=vocabulary.ARTICLE), tel="", sms_number="", url="")
    return reachable.order_by(*_best_first(symptoms, country)).first()


def more_on(article: Resource, country: str) -> list[Resource]:
    """A few other published rows about what an article is about: places to turn to first, those of her country before
    others, then what else there is to read."""
    rows = Resource.objects.published().filter(symptoms__overlap=article.symptoms, audience=article.audience)
    rows = rows.exclude(pk=article.pk).exclude(kind__in=[vocabulary.CRISIS_LINE, "research_article"])
    if country:
        rows = rows.for_country(country)
    ours_last = Case(When(kind=vocabulary.ARTICLE, then=1), default=0, output_field=IntegerField())
    return list(rows.order_by(ours_last, *_best_first([], country))[:MORE])


def _of_kind(rows: list[CrisisLine], country: str, kind: str) -> list[CrisisLine]:
    if country == countries.ELSEWHERE:
        return []
    own = [row for row in rows if row.country == country and row.kind == kind]
    if own or country not in countries.UNION_MEMBERS:
        return own
    return [row for row in rows if row.country == countries.UNION and row.kind == kind]


def _by_country(rows: list[CrisisLine]) -> list[Country]:
    """Grouped by country in the order of the list people choose from, the European Union last."""
    order = [*countries.NAMES, countries.UNION]
    ranked = sorted(rows, key=lambda row: (order.index(row.country), row.position))
    return [Country(countries.name(code), list(lines)) for code, lines in groupby(ranked, key=lambda row: row.country)]


def _kinds_for(symptoms: list[str]) -> list[str]:
    return [*SUGGESTED_KINDS, "crisis_line"] if CRISIS_SYMPTOMS & set(symptoms) else SUGGESTED_KINDS


def _best_first(symptoms: list[str], country: str) -> list:
    """The order of `suggest`. Crisis lines lead where they come at all."""
    fits = [Q(symptoms__overlap=topics.widened(symptom)) for symptom in symptoms]
    kinds = [Q(kind=kind) for kind in ["crisis_line", *SUGGESTED_KINDS]]
    ranks = [fits, [Q(countries__contains=[country])] if country else [], kinds]
    return [*(_rank(conditions) for conditions in ranks if conditions), "position", "slug"]


def _rank(conditions: list[Q]) -> Case:
    """The place of the first condition that holds; with no condition it would be a bare number, which SQL misreads."""
    whens = [When(condition, then=Value(place)) for place, condition in enumerate(conditions)]
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())
