"""Which matches are raised: once an occasion, not again within the cooldown, a higher one in place of a lower."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from .facts import Match, Numbers, numbers_of, subject_of
from .rules import NO_COOLDOWN, RANK, RULES

# Rules over silence: while one flag about a silence stands, another about the same silence would tell nothing new.
ONE_STANDING = frozenset({"missed_acute", "missed_later", "plan_overdue"})


@dataclass(frozen=True)
class Raised:
    """A flag that is there already. `stands`: nobody has closed it, and no higher one took it over."""

    pk: int
    code: str
    about: str
    severity: str
    day: date
    stands: bool


@dataclass(frozen=True)
class Decision:
    """A match to raise, and the flags it takes over."""

    match: Match
    takes_over: tuple[int, ...] = ()


def decide(
    matches: Iterable[Match], raised: Collection[Raised], shared: Collection[Collection[str]], numbers: Numbers
) -> list[Decision]:
    """What to raise of `matches`. `raised` are her flags so far, `shared` the kinds of consent that each clinician has:
    one of them must have all that a match needs, or it is dropped without a trace."""
    known, found = list(raised), []
    for match in sorted(matches, key=lambda each: (each.day, -RANK[each.severity])):
        may_be_shown = any(set(match.needs) <= set(kinds) for kinds in shared)
        if not may_be_shown or any(_holds_back(old, match, numbers) for old in known):
            continue
        found.append(Decision(match, tuple(old.pk for old in known if old.pk and _is_below(old, match))))
        known.append(Raised(0, match.code, match.about, match.severity, match.day, stands=True))
    return found


def _is_same(old: Raised, match: Match) -> bool:
    return old.code == match.code and subject_of(old.about) == match.subject


def _is_below(old: Raised, match: Match) -> bool:
    is_lower = RANK[old.severity] < RANK[match.severity]
    return _is_same(old, match) and old.stands and is_lower and old.day <= match.day


def _holds_back(old: Raised, match: Match, numbers: Numbers) -> bool:
    if not _is_same(old, match) or RANK[old.severity] < RANK[match.severity]:
        return False
    if old.about == match.about:
        return True
    cooldown = (numbers_of(match.code, numbers) or {}).get("cooldown_days", RULES[match.code].cooldown)
    if match.code in ONE_STANDING and old.stands:
        return True
    apart = abs((match.day - old.day).days)
    return old.stands and not apart if cooldown == NO_COOLDOWN else apart < cooldown
