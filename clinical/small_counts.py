"""Counts of people, or of what they did, as they may be shown to somebody who sees none of them: few is only "few"."""

from collections.abc import Sequence

FEWEST = 5  # a count of one to four could be about a single person (a judgement; statistics offices use 5 to 10)
FEW = f"< {FEWEST}"


def is_few(count: int) -> bool:
    """Whether a count could be about a single person. None at all is no person."""
    return 0 < count < FEWEST


def told(count: int) -> str:
    """One count, by itself."""
    return FEW if is_few(count) else f"{count:,}"


def told_together(counts: Sequence[int]) -> list[str]:
    """Counts that stand beside each other and add up to something that may be known: where one alone is few it could be
    worked out from the others, so that the smallest of those is only told as few, too."""
    hidden = {place for place, count in enumerate(counts) if is_few(count)}
    if len(hidden) == 1:
        others = [place for place, count in enumerate(counts) if count and place not in hidden]
        hidden |= {min(others, key=lambda place: counts[place])} if others else set()
    return ["few" if place in hidden and not is_few(counts[place]) else told(counts[place])
            for place in range(len(counts))]  # fmt: skip
