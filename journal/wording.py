"""A day in words, for her own pages and for whoever she shares it with. Unanswered is said to be unanswered; it is
never 0."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .kinds import ABOUT_HARM
from .models import Entry, OwnTag, Symptom, Tag
from .models.entry import SAFE_NOW
from .models.tag import OWN

SKIPPED, NOT_ASKED, UNREADABLE, NONE_OF_THESE = "skipped", "not asked", "can't be read", "none of these"
AN_OWN_WORD = "an own word"
HARDER, HELPED, SAME_AS = "What made it harder", "What helped", "About the same as"
WITHOUT_NUMBERS = frozenset({Symptom.Scale.BOOL, Symptom.Scale.MULTI})
GROUPS = Symptom.Group.choices
Words = Callable[[str], str]  # the words of a tag, by its code


@dataclass(frozen=True)
class Answer:
    """One question and what was answered, in words. `stands_out`: the catalogue has it as a red flag, or it is about
    harming oneself; it says "look here", and nothing of how bad it is."""

    label: str
    words: str
    group: str
    stands_out: bool = False


@dataclass(frozen=True)
class Told:
    """What an entry says. `skipped` and `not_asked` are labels; `note` is None when it isn't to be told."""

    answers: tuple[Answer, ...]
    skipped: tuple[str, ...]
    not_asked: tuple[str, ...]
    triggers: tuple[str, ...]
    coping: tuple[str, ...]
    same_as: date | None
    note: str | None

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.answers or self.skipped or self.triggers or self.coping or self.same_as or self.note)

    @property
    def grouped(self) -> list[tuple[str, list[Answer]]]:
        """The answers under the names of their groups, safety last."""
        groups = ((label, [each for each in self.answers if each.group == code]) for code, label in GROUPS)
        return [(label, answers) for label, answers in groups if answers]


def tell(entry: Entry, symptoms: Iterable[Symptom], words: Words) -> Told:
    """`entry` in words, as far as `symptoms` go, in their order. Of what wasn't asked, only the questions of every day
    are named."""
    symptoms = list(symptoms)
    asked = [symptom for symptom in symptoms if symptom.code in entry.ratings]
    answered = [symptom for symptom in asked if entry.ratings[symptom.code] is not None]
    return Told(
        answers=tuple(_answer(symptom, entry.ratings[symptom.code]) for symptom in answered),
        skipped=tuple(symptom.label for symptom in asked if symptom not in answered),
        not_asked=tuple(each.label for each in symptoms if each.quick and each.active and each not in asked),
        triggers=tuple(map(words, entry.triggers)),
        coping=tuple(map(words, entry.coping)),
        same_as=entry.same_as,
        note=entry.note,
    )


def _answer(symptom: Symptom, value) -> Answer:
    label = f"{symptom.label} (higher is better)" if _needs_direction(symptom) else symptom.label
    return Answer(label, in_words(symptom, value), symptom.group, _stands_out(symptom, value))


def _stands_out(symptom: Symptom, value) -> bool:
    if symptom.code == SAFE_NOW:
        return value is False
    return (symptom.red_flag or symptom.code in ABOUT_HARM) and bool(value)


def _needs_direction(symptom: Symptom) -> bool:
    return symptom.higher_is_better and symptom.scale == Symptom.Scale.NRS10


def in_words(symptom: Symptom, value) -> str:
    """An answer as somebody would say it."""
    if value is None:
        return SKIPPED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if symptom.scale == Symptom.Scale.MULTI and isinstance(value, list):
        return ", ".join(str(word).lower() for word in value) or NONE_OF_THESE
    if symptom.scale in WITHOUT_NUMBERS or not isinstance(value, (int, float)):
        return UNREADABLE
    if symptom.scale == Symptom.Scale.ORD4:
        return symptom.choices[int(value)].lower() if 0 <= value < len(symptom.choices) else UNREADABLE
    units = {Symptom.Scale.NRS10: f" of {symptom.maximum.normalize():f}", Symptom.Scale.HOURS: " h"}
    return f"{value:g}{units.get(symptom.scale, '')}"


def said(symptom: Symptom, ratings: Mapping) -> str:
    """What `ratings` say about a question: the answer, or why there is none."""
    return in_words(symptom, ratings[symptom.code]) if symptom.code in ratings else NOT_ASKED


def tags_in_words(codes: Sequence[str], words: Words) -> str:
    """Tags as one text."""
    return ", ".join(map(words, codes)) or "–"


def day_in_words(day: date | None) -> str:
    """A day as a text says it: 3 November 2026."""
    return f"{day:%-d %B %Y}" if day else "–"


def tag_words(tags: Iterable[Tag], own: Iterable[OwnTag] = ()) -> Words:
    """The words of tags: those of the quick lists, and of one's own as far as they are given."""
    known = {tag.code: tag.label for tag in (*tags, *own)}
    return lambda code: known.get(code) or untold(code)


def untold(code: str) -> str:
    """The words of a tag of which only the code may be known."""
    return AN_OWN_WORD if code.startswith(OWN) else code.replace("-", " ").replace("_", " ")
