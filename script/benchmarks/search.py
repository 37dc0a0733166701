"""How long one search of a large directory takes a visitor: whole pages over HTTP, one after another."""

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from . import stage
from .visitors import Visitor

NAME = "search"
RESOURCES = 100_000
AT_MOST_MS = 30  # of 95 in 100 searches
ROUNDS = 5
BATCH = 5000
WARM_UP = 2
# What patients type, half of it words that stand in a great many rows; some misspelt, some with filters.
SEARCHES = (
    {"q": "cant sleep"}, {"q": "bladder pain"}, {"q": "someone to talk to"}, {"q": "na meeting"}, {"q": "mum"},
    {"q": "help"}, {"q": "group"}, {"q": "support"}, {"q": "online"}, {"q": "drugs"}, {"q": "suicide"}, {"q": "panic"},
    {"q": "meetin"}, {"q": "slepp"}, {"q": "blader pain"}, {"q": "anxity"}, {"q": "samaratins"}, {"q": "frank"},
    {"q": "ketamine bladder"}, {"q": "rehab"}, {"q": "lonely"}, {"q": "therapy"}, {"q": "0300 123 6600"},
    {"q": "leeds group"}, {"q": "family"}, {"q": "zzzz"}, {"q": "law"}, {"q": "craving"}, {"q": "mindfulness"},
    {"q": "group", "country": "GB"}, {"q": "sleep", "phase": "acute"}, {"q": "help", "kind": "helpline"},
    {"topic": "sleep"}, {"topic": "k_cramps"}, {"phase": "paws"}, {"country": "NZ"}, {"kind": "research_article"},
    {"country": "GB", "kind": "peer_support", "phase": "paws"}, {"topic": "urinary", "country": "IE"}, {},
)
TOWNS = ("Leeds", "Bristol", "Cork", "Perth", "Boston", "Wellington", "Toronto", "Lyon", "Porto", "Graz", "Oslo")
THINGS = ("Recovery", "Support", "Family", "Women", "Youth", "Evening", "Online", "Community", "Wellbeing", "Peer")
PLACES = ("Group", "Centre", "Service", "Line", "Meeting", "Clinic", "Network", "Project", "House", "Guide")
WORDS = (
    "help", "support", "drugs", "alcohol", "people", "group", "meet", "online", "free", "talk", "sleep", "worry",
    "family", "friends", "weekly", "evening", "nurse", "doctor", "advice", "counselling", "stop", "urges", "bladder",
    "health", "safe", "home", "local", "young", "women", "men", "skills", "walk", "food",
)  # fmt: skip


def measure(rounds: int = ROUNDS) -> dict[str, list[float]]:
    """How many milliseconds each search took, by itself and as a page, in the product with so many resources."""
    with stage.product() as (port, _):
        stage.open_database()
        _say(f"Writing {RESOURCES:,} resources")
        _write()
        visitor = Visitor(port)
        asked = [f"/resources/?{urlencode(words)}" for words in SEARCHES]
        for path in asked * WARM_UP:
            visitor.get(path)
        _say(f"Searching {len(asked) * rounds} times")
        pages = [_took(lambda path=path: visitor.get(path)) for _ in range(rounds) for path in asked]
        return {"the search": _alone(rounds), "the whole page": pages}


def report(measured: dict[str, Sequence[float]]) -> str:
    """A line each: the middle one, and what 95 in 100 stay under."""
    return "\n".join(_line(what, took) for what, took in measured.items())


def _line(what: str, took: Sequence[float]) -> str:
    middle, late = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    verdict = "within" if late <= AT_MOST_MS else "over"
    return (
        f"search: {RESOURCES:,} resources, {len(took)} times {what}, one after another: "
        f"median {middle:.1f} ms, p95 {late:.1f} ms ({verdict} {AT_MOST_MS} ms), longest {max(took):.1f} ms"
    )


def _alone(rounds: int) -> list[float]:
    from resources.finding import Asked, find

    asked = [Asked(**{"words" if name == "q" else name: value for name, value in each.items()}) for each in SEARCHES]
    for each in asked:
        find(each)
    return [_took(lambda each=each: find(each)) for _ in range(rounds) for each in asked]


def _took(call: Callable) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _write() -> None:
    from django.db import connection

    from resources import spelling
    from resources.models import Resource

    chance = random.Random(7)  # noqa: S311  the same directory each time
    for start in range(0, RESOURCES, BATCH):
        rows = [_row(Resource, number, chance) for number in range(start, start + BATCH)]
        Resource.objects.bulk_create(rows)
    spelling.learn_all()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE resources_resource")
        cursor.execute("VACUUM ANALYZE resources_word")
    connection.close()


def _row(model, number: int, chance: random.Random):
    from resources import countries, topics, vocabulary

    kinds = [kind for kind in vocabulary.KINDS if kind != vocabulary.ARTICLE]
    row = model(
        slug=f"many-{number}",
        name=f"{chance.choice(TOWNS)} {chance.choice(THINGS)} {chance.choice(PLACES)} {number}",
        kind=chance.choice(kinds),
        countries=chance.choices([[], [chance.choice(list(countries.NAMES))]], [1, 9])[0],
        symptoms=chance.sample(list(topics.LABELS), chance.randint(0, 3)),
        phases=chance.choices([[], ["acute"], ["subacute", "paws"]], [2, 1, 1])[0],
        description=" ".join(chance.choices(WORDS, k=14)).capitalize() + ".",
        url="https://example.org",
        status="active",
        evidence="C",
    )
    row.set_search_columns()
    return row


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
