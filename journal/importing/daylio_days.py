"""Daylio's rows as days, the way she chose."""

from collections import Counter, defaultdict
from collections.abc import Mapping as Map
from datetime import date
from decimal import Decimal

from journal.models import Symptom
from journal.models.entry import NOTE_LENGTH

from .daylio import NEW_COPING, NEW_TRIGGER, Choice, Diary, Moment, key_of
from .daylio_cells import clock, number_of
from .found import Day, Omitted, Reading
from .mapping import COPING, TAGS, TRIGGERS, day_of
from .tags import Kind, NewTag, TagWords
from .values import READERS, BadCell, RatingReader, Reader

NEW = {NEW_TRIGGER: Kind.TRIGGER, NEW_COPING: Kind.COPING}
LISTS = {kind: name for name, kind in TAGS.items()}  # a kind of tag, and where entries keep it
MOOD = ""  # beside the names of scales, which are never empty


def readers_of(choice: Choice, symptoms: Map[str, Symptom]) -> dict[str, Reader]:
    """What reads each scale, by its key."""
    return {
        key: READERS[symptoms[to.to].scale](symptoms[to.to], low=to.low, high=to.high, turned=to.turned)
        for key, to in choice.scales.items()
        if to
    }


class DaylioReader:
    """Reads a diary by a choice into a `Reading`."""

    def __init__(self, diary: Diary, choice: Choice, symptoms: Map[str, Symptom], tags: TagWords, today: date):
        self.diary, self.choice, self.tags, self.today = diary, choice, tags, today
        self.readers = readers_of(choice, symptoms)
        if choice.symptom:
            self.readers[MOOD] = RatingReader(symptoms[choice.symptom])
        self.reading, self.left, self.days = Reading(), Counter(), defaultdict(list)
        self.moods = {mood.name.casefold(): choice.moods.get(mood.key) for mood in diary.moods}
        self.activities = {each.name.casefold(): choice.activities.get(each.key, "") for each in diary.activities}
        self.scales = {name.casefold(): key_of(name) for name in diary.scale_names}

    def read(self) -> Reading:
        """The days, the oldest first."""
        for moment in self.diary.moments:
            day = day_of(self.reading, moment.row, self.diary.date_column, moment.date_text, moment.day, self.today)
            if day:
                self.days[day].append(moment)
        for day, moments in sorted(self.days.items()):
            told = self._told(moments)
            if told:
                self.reading.days[day] = told
                self.reading.joined += len(moments) > 1
            else:
                self.reading.silent += len(moments)
        self.reading.omitted = [Omitted(kind, name, count) for (kind, name), count in self.left.most_common()]
        self.reading.new_tags = list(self.tags.new.values())
        return self.reading

    def _told(self, moments: list[Moment]) -> Day | None:
        """What a day's moments come to; None when that is nothing."""
        answers, tags = defaultdict(list), {TRIGGERS: {}, COPING: {}}
        for moment in moments:
            self._hear_mood(moment, answers)
            self._hear_scales(moment, answers)
            for name in moment.activities:
                for kind, tag in self._tag(moment, name):
                    tags[LISTS[kind]][tag] = True
        ratings = {self.readers[key].symptom.code: self.readers[key].settle(told) for key, told in answers.items()}
        lists, note = {name: tuple(chosen) for name, chosen in tags.items()}, self._note(moments)
        return Day(ratings, note, **lists) if ratings or note or any(lists.values()) else None

    def _hear_mood(self, moment: Moment, answers: Map[str, list]) -> None:
        value = self.moods.get(moment.mood.casefold()) if self.choice.symptom else None
        if value is not None:
            answers[MOOD].append(Decimal(value))
        elif moment.mood:
            self.left["mood", moment.mood] += 1

    def _hear_scales(self, moment: Moment, answers: Map[str, list]) -> None:
        for name, value in moment.scales.items():
            key = self.scales.get(name.casefold())
            if key not in self.readers:
                self.left["scale", name] += 1
                continue
            try:
                answer = self.readers[key].read(number_of(value)[0])
            except BadCell as problem:
                self.reading.leave_out(moment.row, name, str(problem))
            else:
                answers[key].append(answer)

    def _tag(self, moment: Moment, name: str) -> list[tuple[str, str | NewTag]]:
        """The tag an activity becomes, with its kind, if it becomes one."""
        to = self.activities.get(name.casefold(), "")
        try:
            if to in NEW:
                return [(NEW[to], self.tags.named(NEW[to], name))]
        except BadCell as problem:
            self.reading.leave_out(moment.row, "activities", str(problem))
            return []
        if to in self.tags.kinds:
            return [(self.tags.kinds[to], to)]
        if not self.choice.name_activities:
            self.left["activity", name] += 1
        return []

    def _note(self, moments: list[Moment]) -> str:
        """The notes of a day: with their times where there are several, and the activities if she wants them there."""
        written = [moment for moment in moments if moment.text]
        if not self.choice.notes:
            self.left["note", ""] += len(written)
            written = []
        parts = [self._timed(moment) if len(written) > 1 else moment.text for moment in written]
        names = dict.fromkeys(name for moment in moments for name in moment.activities)
        if self.choice.name_activities and names:
            parts.append(f"Activities: {', '.join(names)}")
        note = "\n".join(parts)
        if len(note) > NOTE_LENGTH:
            why = f"the note is longer than {NOTE_LENGTH:,} letters. The end is left out"
            self.reading.leave_out(moments[-1].row, "note", why)
        return note[:NOTE_LENGTH]

    @staticmethod
    def _timed(moment: Moment) -> str:
        return moment.text if moment.minute is None else f"{clock(moment.minute)} {moment.text}"
