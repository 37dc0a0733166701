"""Finding: words and filters that combine, what each further filter would leave, and a word that was meant.

However large the directory is, a search reads few rows. Of those that have the words, the first `RANKED` the database
comes upon are ranked; of those that only pass the filters, the first in the editors' order are taken. `MOST` are shown,
and what is more than that is said to be more.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from django.db.models import Case, IntegerField, Value, When

from resources import countries, search, spelling, topics, vocabulary
from resources.models import Resource

MOST = 300
RANKED = 500
FEW = 5  # with fewer, a word may have been misspelt even though something was found
# The column each filter looks at.
COLUMNS = {
    "kind": "kind", "topic": "symptoms", "phase": "phases", "country": "countries", "audience": "audience",
    "cost": "cost",
}
# Without words, what fits somebody's night stands before what is only listed: first to read, then to do, then to call.
NEAREST = (
    vocabulary.ARTICLE, "self_help_tool", "bladder_health", "peer_support", "helpline", "professional_treatment",
    "family_support", "education", vocabulary.CRISIS_LINE, "research_article",
)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; "" for what was left open. `home` is the country of hers that goes first among what
    the words find; unlike `country` it leaves nothing out."""

    words: str = ""
    kind: str = ""
    topic: str = ""
    phase: str = ""
    country: str = ""
    audience: str = ""
    cost: str = ""
    home: str = ""


FILTERS = tuple(each.name for each in fields(Asked) if each.name not in ("words", "home"))


@dataclass(frozen=True)
class Found:
    """The keys of what was found, best first, and for each filter how many rows each of its values would leave.
    `meant`: the words that were searched instead, when those typed found nothing or little."""

    pks: list[int]
    counts: dict[str, Counter]
    more: bool = False
    meant: str = ""
    any_word: bool = False


@dataclass
class _Tried:
    rows: list[tuple]
    query: object = None
    meant: str = ""
    any_word: bool = field(default=False)


def find(asked: Asked) -> Found:
    """What fits everything that was asked."""
    tried = _try(asked)
    own = _counts(tried.rows)
    counts = {name: _without(name, asked, tried.query) if getattr(asked, name) else own[name] for name in FILTERS}
    pks = [row[0] for row in tried.rows[:MOST]]
    return Found(pks, counts, len(tried.rows) > MOST, tried.meant, tried.any_word)


def _try(asked: Asked) -> _Tried:
    """With every word, then with the words that were probably meant, then with any of them."""
    if not asked.words:
        return _Tried(_rows(asked, None))
    query = search.every_word(asked.words)
    tried = _Tried(_rows(asked, query), query)
    meant = (spelling.corrected(search.fold(asked.words)) or "") if len(tried.rows) < FEW else ""
    if meant:
        query = search.every_word(meant)
        tried = max(tried, _Tried(_rows(asked, query), query, meant), key=lambda each: len(each.rows))
    if not tried.rows:
        query = search.any_word(meant or asked.words)
        tried = _Tried(_rows(asked, query), query, meant, any_word=True)
    return tried


def _rows(asked: Asked, query) -> list[tuple]:
    """More than we show, so that we know when there is more."""
    rows = _few(_filtered(asked, query, FILTERS), query)
    if query is not None:
        rows = rows.best_first(query, asked.home)
    elif asked.topic or asked.phase:
        rows = rows.order_by(_nearness(), "position", "name")
    else:
        rows = rows.order_by("position", "name")
    return list(rows.values_list("pk", *COLUMNS.values()))


def _few(rows, query):
    return rows.first_few(MOST + 1, "position", "name") if query is None else rows.first_few(RANKED)


def _filtered(asked: Asked, query, names: Iterable[str]):
    rows = Resource.objects.published()
    for name in names:
        value = getattr(asked, name)
        if value:
            rows = getattr(rows, f"for_{name}")(value) if hasattr(rows, f"for_{name}") else rows.filter(**{name: value})
    return rows if query is None else rows.matching(query)


def _without(name: str, asked: Asked, query) -> Counter:
    """The counts of a filter that is set: as if it were not."""
    others = [other for other in FILTERS if other != name]
    rows = _few(_filtered(asked, query, others), query)
    return _count(name, rows.values_list(COLUMNS[name], flat=True))


def _counts(rows: list[tuple]) -> dict[str, Counter]:
    return {name: _count(name, (row[place] for row in rows)) for place, name in enumerate(COLUMNS, 1)}


def _count(name: str, values: Iterable) -> Counter:
    """How many rows each value of a filter fits. A row without a country or a phase fits them all."""
    if name not in EVERYWHERE:
        return Counter(values)
    found = Counter(tuple(value) for value in values)  # few different ones among many rows
    counts = Counter()
    for value, rows in found.items():
        counts.update(dict.fromkeys(EVERYWHERE[name](value), rows))
    return counts


TOPICS = {code: frozenset(topics.near(code)) for code in topics.HARD}
EVERYWHERE = {
    "topic": lambda symptoms: [code for code, fits in TOPICS.items() if not fits.isdisjoint(symptoms)],
    "country": lambda places: places or countries.NAMES,
    "phase": lambda phases: phases or vocabulary.PHASES,
}


def _nearness() -> Case:
    whens = [When(kind=kind, then=Value(place)) for place, kind in enumerate(NEAREST)]
    return Case(*whens, default=Value(len(NEAREST)), output_field=IntegerField())
