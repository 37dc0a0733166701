"""Searching in PostgreSQL: accents are folded here, the rest is full-text search with its own ranking.

The index holds each word twice: as its English stem ("meetings" finds "meeting") and as it was written, so that the
last word of a search may be unfinished ("meetin").
"""

import re
import unicodedata

from django.contrib.postgres.search import CombinedSearchVector, SearchQuery, SearchVector

ENGLISH = "english"
AS_WRITTEN = "simple"
LONGEST_QUERY = 100
# Shorter than this, "na" would also find "national" and "name".
SHORTEST_PREFIX = 3
# What casefold and decomposition leave alone.
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
UNFINISHED = re.compile(r"(?:^|(?<=\s))([a-z0-9]+)$")


def fold(text: str) -> str:
    """Small letters without accents or apostrophes: "Whānau can’t" is "whanau cant"."""
    decomposed = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(LETTERS)


def vector() -> CombinedSearchVector:
    """The stored index of a resource: its name first, then what describes it, then the searchers' own words."""
    return (
        SearchVector("search_name", weight="A", config=ENGLISH)
        + SearchVector("search_text", weight="B", config=ENGLISH)
        + SearchVector("search_words", weight="C", config=ENGLISH)
        + SearchVector("search_name", "search_text", "search_words", weight="D", config=AS_WRITTEN)
    )


def every_word(words: str) -> SearchQuery:
    """Rows with all the words, the last of which may be unfinished; quotes, "or" and a leading minus work."""
    folded = fold(words).strip()
    whole = SearchQuery(folded, config=ENGLISH, search_type="websearch")
    last = UNFINISHED.search(folded)
    if last is None or len(last[1]) < SHORTEST_PREFIX or folded.count('"') % 2:
        return whole
    begun = SearchQuery(f"{last[1]}:*", config=AS_WRITTEN, search_type="raw")
    before = folded[: last.start()].strip()
    if not before:
        return whole | begun
    return whole | (SearchQuery(before, config=ENGLISH, search_type="websearch") & begun)


def any_word(words: str) -> SearchQuery:
    """Rows with at least one of the words, for a search that no row matches in full."""
    found = re.findall(r"[a-z0-9]+", fold(words))
    return SearchQuery(" or ".join(found), config=ENGLISH, search_type="websearch")
