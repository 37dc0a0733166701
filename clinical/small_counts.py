"""What may be told about people to somebody who doesn't see them: numbers that rest on at least five of them."""

from collections.abc import Sequence

FEWEST = 5  # what rests on one to four people could be about a single one (a judgement; statistics offices use 5 to 10)
FEW = f"< {FEWEST}"


def is_few(people: int) -> bool:
    """Whether what rests on so many people could be about a single one. None at all is no person."""
    return 0 < people < FEWEST


def told(count: int, people: int | None = None) -> str:
    """A count that rests on so many people (on as many as it counts, unless given)."""
    return FEW if is_few(count if people is None else people) else f"{count:,}"


def hidden(counts: Sequence[int], people: Sequence[int]) -> frozenset[int]:
    """The places of those that aren't told, of counts that stand beside each other and add up to something that may be
    known. One hidden alone could be worked out from the others, so that the smallest of these is hidden, too."""
    found = {place for place, each in enumerate(people) if is_few(each)}
    if len(found) == 1:
        others = [place for place, count in enumerate(counts) if count and place not in found]
        found |= {min(others, key=lambda place: counts[place])} if others else set()
    return frozenset(found)
