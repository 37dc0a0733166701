"""The chips of a day: what made it harder, and what helped; those of everybody, and her own."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from accounts.models import Patient

from .catalogue import Catalogue, catalogue
from .models import OwnTag, Tag
from .models.tag import OWN

Kind = Tag.Kind
HERS = "Your own"


@dataclass(frozen=True)
class Chip:
    """One of them: the code that entries keep, and its words."""

    code: str
    label: str
    group: str


class Chips:
    """What she can tap, by kind. One query beside the catalogue's stamp, however many there are; `known` is the
    catalogue, for those who have it."""

    def __init__(self, patient: Patient, known: Catalogue | None = None):
        self.hidden = set(patient.hidden_tags)
        own = list(OwnTag.objects.filter(patient=patient))
        self.hidden |= {tag.code for tag in own if tag.hidden_at}
        self.known: dict[str, list[Chip]] = {kind: [] for kind in Kind.values}
        for tag in own:
            self.known[tag.kind].append(Chip(tag.code, tag.label, HERS))
        for tag in (known or catalogue()).tags:
            self.known[tag.kind].append(Chip(tag.code, tag.label, tag.group))
            if not tag.active:
                self.hidden.add(tag.code)

    def offered(self, kind: str, chosen: Collection[str] = ()) -> list[tuple[str, list[Chip]]]:
        """The chips of `kind` in their groups; hidden ones only where they were chosen already."""
        chips = [chip for chip in self.known[kind] if chip.code not in self.hidden or chip.code in chosen]
        return [(group, list(them)) for group, them in groupby(chips, key=lambda chip: chip.group)]

    def sorted_out(self, kind: str, sent: Collection[str]) -> list[str]:
        """Those of `sent` that there are, each once, in the order of the list."""
        return [chip.code for chip in self.known[kind] if chip.code in sent]

    def words(self, code: str) -> str:
        """A chip in words; of one that is gone, its code as words."""
        for chips in self.known.values():
            for chip in chips:
                if chip.code == code:
                    return chip.label
        return "own words" if code.startswith(OWN) else code.replace("-", " ").replace("_", " ")
