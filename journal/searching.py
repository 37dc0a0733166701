"""Finding her own words again. Notes are ciphertext in the database, so each is read in memory, used and let go: the
newest first, a part at a time, until enough are found. Nothing of it is kept.

A note is found when each word of the question begins one of its words; capitals and accents don't matter. In scripts
that don't put spaces between words, or that put their articles in front (letters without capitals), a word may stand
anywhere. Own words that she tapped for a day are searched with that day's note.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from accounts.models import Patient

from .models import Entry, OwnTag

MOST_HITS = 100  # the newest; one more word finds fewer
CHUNK = 200  # entries in memory at a time
BEFORE, AFTER = 40, 100  # letters around a word that was found
MOST_PIECES = 3
WORD = re.compile(r"\w+")
UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i"})  # accents that are no mark of their own

Part = tuple[str, bool]  # a piece of text, and whether it is what was looked for


@dataclass(frozen=True)
class Hit:
    """A day that was found: pieces of its note, and the own words that were tapped for it."""

    day: date
    note: list[Part]
    own: list[Part]


@dataclass(frozen=True)
class Found:
    """The newest hits; `is_all` says whether there are no others."""

    hits: list[Hit]
    is_all: bool


def plain(text: str) -> str:
    """The text without capitals and accents."""
    text = text.casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(UNDECOMPOSED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(question: str) -> list[str]:
    """The words to look for, each once."""
    return list(dict.fromkeys(WORD.findall(plain(question))))


def search(patient: Patient, question: str) -> Found:
    """Her days whose words hold those of `question`, the newest first. Two queries."""
    patterns = [_pattern(word) for word in words_of(question)]
    own = {tag.code: tag.label for tag in OwnTag.objects.filter(patient=patient)}
    hits = list(islice(_hits(_days(patient, own), patterns), MOST_HITS + 1))
    return Found(hits[:MOST_HITS], len(hits) <= MOST_HITS)


def _pattern(word: str) -> re.Pattern:
    anywhere = unicodedata.category(word[0]) == "Lo"
    return re.compile(word if anywhere else rf"(?<!\w){word}")  # letters and digits only: nothing to escape


def _days(patient: Patient, own: dict[str, str]) -> Iterator[tuple[date, str, list[str]]]:
    """Each of her days with its note and its own words."""
    entries = Entry.objects.filter(patient=patient).order_by("-date")
    if not own:
        rows = entries.values_list("date", "note").iterator(chunk_size=CHUNK)
        yield from ((day, note, []) for day, note in rows)
        return
    for day, note, *lists in entries.values_list("date", "note", "triggers", "coping").iterator(chunk_size=CHUNK):
        yield day, note, [own[code] for codes in lists for code in codes if code in own]


def _hits(days: Iterable[tuple[date, str, list[str]]], patterns: Sequence[re.Pattern]) -> Iterator[Hit]:
    for day, note, own in days:
        if not (note or own):
            continue
        text = plain("\n".join([note, *own]))
        if all(pattern.search(text) for pattern in patterns):
            yield Hit(day, _pieces(note, patterns), _marked(", ".join(own), patterns))


def _places(text: str, patterns: Sequence[re.Pattern]) -> list[tuple[int, int]]:
    """Where the words of `text` stand that were looked for."""
    words = ((word.span(), plain(word[0])) for word in WORD.finditer(text))
    return [span for span, word in words if any(pattern.search(word) for pattern in patterns)]


def _marked(text: str, patterns: Sequence[re.Pattern]) -> list[Part]:
    """All of a text, or nothing of it when none of the words is in it."""
    places = _places(text, patterns)
    return _parts(text, 0, len(text), places) if places else []


def _pieces(note: str, patterns: Sequence[re.Pattern]) -> list[Part]:
    """What stands around the words in a note; how it begins, when none of them is in it."""
    note = unicodedata.normalize("NFC", " ".join(note.split()))
    places = _places(note, patterns)
    windows: list[tuple[int, int]] = []
    for begin, end in places or [(0, 0)]:
        first, last = _whole_words(note, begin - BEFORE, end + AFTER)
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(last, windows[-1][1]))
        elif len(windows) < MOST_PIECES:
            windows.append((first, last))
    return _joined(note, windows, places)


def _whole_words(text: str, first: int, last: int) -> tuple[int, int]:
    """The window, no longer than asked for, cut between words where there is a space to cut at."""
    first, last = max(first, 0), min(last, len(text))
    if first:
        first = max(text.find(" ", first, first + BEFORE // 2) + 1, first)
    if last < len(text):
        cut = text.rfind(" ", last - BEFORE // 2, last)
        last = cut if cut > 0 else last
    return first, last


def _joined(text: str, windows: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> list[Part]:
    """The windows one after another, with a sign wherever something is left out."""
    parts: list[Part] = []
    for first, last in windows:
        parts += [(" … " if parts else "… ", False)] if first else []
        parts += _parts(text, first, last, places)
    return parts + ([(" …", False)] if windows[-1][1] < len(text) else [])


def _parts(text: str, first: int, last: int, places: Sequence[tuple[int, int]]) -> list[Part]:
    """The text from `first` to `last`, cut into what was looked for and the rest."""
    parts, at = [], first
    for begin, end in places:
        if first <= begin and end <= last:
            parts += [(text[at:begin], False), (text[begin:end], True)]
            at = end
    return [part for part in [*parts, (text[at:last], False)] if part[0]]
