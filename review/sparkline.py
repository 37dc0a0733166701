"""Fourteen days in the height of a line: for the eye, with the same in words for whoever doesn't see it."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.safestring import mark_safe

WIDTH, HEIGHT, EDGE = 96, 28, 3
TOP_OF_SCALE = 10
GRID = f"M0 {HEIGHT - EDGE + 0.5}h{WIDTH}M0 {EDGE + 0.5}h{WIDTH}"


@dataclass(frozen=True)
class Sparkline:
    """One symptom over the last days, oldest first; None where there is no answer, which stays a gap."""

    label: str
    values: tuple[float | None, ...]

    @cached_property
    def answered(self) -> list[float]:
        """The answers, without the gaps."""
        return [value for value in self.values if value is not None]

    @property
    def last(self) -> str:
        """The newest answer, as it was given."""
        return f"{self.answered[-1]:g}" if self.answered else ""

    @property
    def words(self) -> str:
        """The same as a sentence."""
        days = f"{self.label}, last {len(self.values)} days"
        if not self.answered:
            return f"{days}: no answers"
        low, high, many = min(self.answered), max(self.answered), len(self.answered)
        span = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        return f"{days}: {many} answer{'' if many == 1 else 's'}, {span}, newest {self.last}"

    @property
    def svg(self) -> str:
        """The picture, finished: a template would take longer for it than for the rest of a line of the caseload."""
        return mark_safe(  # noqa: S308  numbers, and a label of ours
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{self.words}"><path class="grid" d="{GRID}"/>'
            f'<path class="l1" d="{self.line}"/><path class="dots d1" d="{self.dots}"/></svg>'
        )

    @property
    def line(self) -> str:
        """The path of the line: days next to each other are joined, gaps are left open."""
        steps, is_drawing, last = [], False, len(self.values) - 1
        for place, value in enumerate(self.values):
            if value is not None:
                steps.append(("L" if is_drawing else "M") + _point(place, last, value))
            is_drawing = value is not None
        return "".join(steps)

    @property
    def dots(self) -> str:
        """The path of the dots: of the newest answer, and of days that no line joins. They are lines of no length,
        which their round ends make dots."""
        shown, joined, last = [], False, len(self.values) - 1
        around = zip((None, *self.values), self.values, (*self.values[1:], None), strict=False)
        for place, (before, value, after) in enumerate(around):
            if value is not None and before is None and after is None:
                shown.append(place)
            joined = place if value is not None else joined
        newest = [joined] if self.answered and joined not in shown else []
        return "".join(f"M{_point(place, last, self.values[place])}h.01" for place in [*shown, *newest])


@lru_cache(maxsize=1000)
def _point(place: int, last: int, value: float) -> str:
    """Where a value stands: each is worked out once, as there are few."""
    x = EDGE + place * (WIDTH - 2 * EDGE) / max(last, 1)
    y = HEIGHT - EDGE - min(max(value, 0), TOP_OF_SCALE) * (HEIGHT - 2 * EDGE) / TOP_OF_SCALE
    return f"{x:.1f} {y:.1f}"
