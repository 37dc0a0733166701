"""What made a day harder and what helped, as words in a file and back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journal.cells import item_of, joined, one_line, parted
from journal.models.tag import LABEL_LENGTH, MOST_OWN_TAGS, OWN, Tag
from journal.tagging import Chip

from .values import BadCell, shown

Kind = Tag.Kind
OWN_CODE = re.compile(rf"{OWN}\d+")


@dataclass(frozen=True)
class NewTag:
    """Words that will be on a list of hers once the days are brought over."""

    kind: str
    label: str


class TagWords:
    """Her lists, for reading and writing tags by their words. `new` are words a file brings that she hasn't yet."""

    def __init__(self, known: Mapping[str, Iterable[Chip]]):
        """`known` are the chips by kind, as `Chips.known` has them."""
        self.new: dict[tuple[str, str], NewTag] = {}
        self.chips = {chip.code: chip for chips in known.values() for chip in chips}
        self.kinds = {chip.code: kind for kind, chips in known.items() for chip in chips}
        self.own = {chip.code for chip in self.chips.values() if chip.code.startswith(OWN)}
        self.shared = {(self.kinds[code], _key(chip.label)): code for code, chip in self._catalogue()}
        self.hers = {(self.kinds[code], _key(self.chips[code].label)): code for code in self.own}

    def _catalogue(self) -> list[tuple[str, Chip]]:
        return [(code, chip) for code, chip in self.chips.items() if code not in self.own]

    def cell(self, codes: Iterable[str]) -> str:
        """Tags as the cell of a table: those of everybody by code, her own by their words."""
        return joined(self._item(code) for code in codes)

    def _item(self, code: str) -> str:
        if code not in self.own:
            return item_of(code)
        label, kind = self.chips[code].label, self.kinds[code]
        taken = label in self.chips or (kind, _key(label)) in self.shared or OWN_CODE.fullmatch(label)
        return item_of(label, marked=bool(taken))

    def read(self, kind: str, cell: str) -> tuple[list[str | NewTag], list[str]]:
        """The tags in a cell, and why others can't be one."""
        tags, problems = [], []
        for text, marked in parted(cell):
            try:
                tags.append(self._tag(kind, text, marked))
            except BadCell as problem:
                problems.append(str(problem))
        return tags, problems

    def _tag(self, kind: str, text: str, marked: bool) -> str | NewTag:
        if not marked:
            if self.kinds.get(text) == kind and text not in self.own:
                return text
            if (kind, _key(text)) in self.shared:
                return self.shared[kind, _key(text)]
            if OWN_CODE.fullmatch(text):
                raise BadCell(f"{shown(text)} has no words here")
        return self.named(kind, text)

    def named(self, kind: str, words: str) -> str | NewTag:
        """Her own tag with these words: the one she has, or one to be made. Raises BadCell when it can't be made."""
        label = one_line(words)
        if (kind, _key(label)) in self.hers:
            return self.hers[kind, _key(label)]
        if len(label) > LABEL_LENGTH:
            raise BadCell(f"{shown(label)} is longer than {LABEL_LENGTH} letters")
        if (kind, _key(label)) not in self.new and len(self.own) + len(self.new) >= MOST_OWN_TAGS:
            raise BadCell(f"there is no room for {shown(label)}: you have {MOST_OWN_TAGS} words of your own")
        return self.new.setdefault((kind, _key(label)), NewTag(kind, label))

    def words(self, tag: str | NewTag) -> str:
        """A tag in words."""
        if isinstance(tag, NewTag):
            return tag.label
        return self.chips[tag].label if tag in self.chips else tag


def _key(label: str) -> str:
    return one_line(label).casefold()
