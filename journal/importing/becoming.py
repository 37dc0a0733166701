"""What columns and words of a file turn into, said in words."""

from collections.abc import Mapping as Map
from dataclasses import dataclass
from decimal import Decimal

from journal.models import Symptom
from journal.wording import HARDER, HELPED

from .daylio import Choice, Diary, Name, key_of
from .daylio_days import NEW, readers_of
from .mapping import COPING, NOTE, TRIGGERS, Mapping, readers
from .reading import Table
from .tags import Kind, TagWords
from .values import RatingReader, Reader, plain

LISTS = {Kind.TRIGGER: HARDER, Kind.COPING: HELPED}
NO_SYMPTOMS = {NOTE: "A note", TRIGGERS: HARDER, COPING: HELPED}


@dataclass(frozen=True)
class Becomes:
    """A column or a word of the file, what it turns into, and how."""

    name: str
    label: str
    how: str = ""


def columns_become(table: Table, mapping: Mapping, symptoms: Map[str, Symptom]) -> list[Becomes]:
    """What each column turns into."""
    by_column = readers(mapping.targets, symptoms, ours=mapping.ours)
    told = []
    for number, target in sorted(mapping.targets.items()):
        label = symptoms[target.to].label if number in by_column else NO_SYMPTOMS.get(target.to)
        told += [Becomes(table.header[number], label, _how(by_column.get(number)))] if label else []
    return told


def words_become(diary: Diary, choice: Choice, symptoms: Map[str, Symptom], tags: TagWords) -> list[Becomes]:
    """What Daylio's moods, scales, activities and notes turn into."""
    moods = [(mood.name, choice.moods.get(mood.key)) for mood in diary.moods]
    kept = ", ".join(f"“{name}” becomes {value}" for name, value in moods if value is not None)
    told = [Becomes("Moods", symptoms[choice.symptom].label, kept)] if kept and choice.symptom else []
    by_key = readers_of(choice, symptoms)
    scales = [(name, by_key[key_of(name)]) for name in diary.scale_names if key_of(name) in by_key]
    told += [Becomes(name, reader.symptom.label, _how(reader)) for name, reader in scales]
    for activity in diary.activities:
        told += _activity(activity, choice.activities.get(activity.key, ""), tags)
    return told + ([Becomes("Notes", "A note")] if choice.notes else [])


def _activity(activity: Name, to: str, tags: TagWords) -> list[Becomes]:
    if to in NEW:
        return [Becomes(activity.name, f"“{activity.name}”", LISTS[NEW[to]])]
    return [Becomes(activity.name, f"“{tags.words(to)}”", LISTS[tags.kinds[to]])] if to in tags.kinds else []


def _how(reader: Reader | None) -> str:
    if not isinstance(reader, RatingReader):
        return ""
    ends = [(reader.low, reader.converted(reader.low)), (reader.high, reader.converted(reader.high))]
    words = {reader.symptom.minimum: reader.symptom.low_word, reader.symptom.maximum: reader.symptom.high_word}
    return ", ".join(f"{plain(theirs)} becomes {plain(ours)}{_said(words, ours)}" for theirs, ours in ends)


def _said(words: Map[Decimal, str], number: Decimal) -> str:
    return f" (“{words[number]}”)" if words.get(number) else ""
