"""Words to tap, so that a plan can be made without typing (brief 6.2, 6.3). Her own come beside them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "quick.json"


@dataclass(frozen=True)
class Group:
    """Some of the words, under a name of their own (empty: they need none)."""

    name: str
    words: tuple[str, ...]


@cache
def _lists() -> dict[str, tuple[Group, ...]]:
    told = json.loads(FILE.read_text())
    return {code: tuple(Group(name, tuple(words)) for name, words in groups.items()) for code, groups in told.items()}


def quick_list(code: str) -> tuple[Group, ...]:
    """The words of one section, in groups; none where only her own make sense."""
    return _lists().get(code, ())
