"""A word typed a little otherwise finds the word that was meant.

PostgreSQL's own answer, pg_trgm, is not there everywhere we run, so the words of the directory stand in a table with
what each may look like when it is misspelt: with a letter missing, or by its consonants alone. A misspelt word has one
of these in common with the word that was meant. One look-up in an index finds a handful, and only those are measured.
"""

import re
from collections import Counter
from collections.abc import Iterable

from django.apps import apps

WORD = re.compile(r"[a-z]{4,40}")  # shorter words are too alike, and numbers are not guessed
VOWELS = re.compile(r"[aeiouy]")
TWICE = re.compile(r"(.)\1+")
LONG = 6  # letters from which on two mistakes are forgiven
MOST_CANDIDATES = 200
MOST_WORDS = 6  # of a search; what stands behind is left as it was typed
BATCH = 2000


def forms(word: str) -> set[str]:
    """The word, the word without each of its letters, and "~" with its consonants."""
    without = {word[:place] + word[place + 1 :] for place in range(len(word))}
    return {word, "~" + VOWELS.sub("", TWICE.sub(r"\1", word))} | without


def distance(one: str, other: str) -> int:
    """How many letters to add, take away, change or swap with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def corrected(folded: str) -> str | None:
    """The words with those we do not know replaced by the nearest we do, or None when there is nothing to replace.
    Asks the database at most once."""
    typed = list(dict.fromkeys(WORD.findall(folded)))[:MOST_WORDS]
    if not typed:
        return None
    looks = {form for word in typed for form in forms(word)}
    rows = apps.get_model("resources.Word").objects.filter(forms__overlap=sorted(looks)).order_by("-seen", "text")
    known = list(rows.values_list("text", "seen")[:MOST_CANDIDATES])
    present = {text for text, _ in known}
    meant = {word: _nearest(word, known) for word in typed if word not in present}
    replaced = WORD.sub(lambda found: meant.get(found[0]) or found[0], folded)
    return replaced if replaced != folded else None


def _nearest(word: str, known: list[tuple[str, int]]) -> str | None:
    allowed = 2 if len(word) >= LONG else 1
    near = [(distance(word, text), -seen, text) for text, seen in known if abs(len(text) - len(word)) <= allowed]
    best = min(near, default=None)
    return best[2] if best and best[0] <= allowed else None


def words_of(row) -> set[str]:
    """The words a resource is found by."""
    return set(WORD.findall(f"{row.search_name} {row.search_text} {row.search_words}"))


def learn(rows: Iterable) -> None:
    """Remember the words of what is published; those known already stay as they are."""
    found = Counter(word for row in rows if row.status == "active" for word in words_of(row))
    _write(found, ignore_conflicts=True)


def learn_all() -> None:
    """Begin anew with the words of everything that is published now, and how many entries have each."""
    rows = apps.get_model("resources.Resource").objects.published()
    columns = ["search_name", "search_text", "search_words", "status"]
    found = Counter(word for row in rows.only(*columns).iterator(BATCH) for word in words_of(row))
    apps.get_model("resources.Word").objects.all().delete()
    _write(found)


def _write(found: Counter, **options) -> None:
    model = apps.get_model("resources.Word")
    words = [model(text=text, forms=sorted(forms(text)), seen=seen) for text, seen in sorted(found.items())]
    model.objects.bulk_create(words, batch_size=BATCH, **options)
