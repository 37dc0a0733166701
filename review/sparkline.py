"""Fourteen days in the height of a line: for the eye, with the same in words for whoever doesn't see it."""

from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 96, 28, 3
TOP_OF_SCALE = 10


@dataclass(frozen=True)
class Sparkline:
    """One symptom over the last days, oldest first; None where there is no answer, which stays a gap."""

    label: str
    values: tuple[float | None, ...]

    @property
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
    def line(self) -> str:
        """The path of the line: days next to each other are joined, gaps are left open."""
        steps, is_drawing = [], False
        for place, value in enumerate(self.values):
            if value is not None:
                steps.append(f"{'L' if is_drawing else 'M'}{self._x(place):.1f} {self._y(value):.1f}")
            is_drawing = value is not None
        return "".join(steps)

    @property
    def dots(self) -> str:
        """The path of the dots, one a day: lines of no length, which their round ends make dots."""
        told = [(place, value) for place, value in enumerate(self.values) if value is not None]
        return "".join(f"M{self._x(place):.1f} {self._y(value):.1f}h.01" for place, value in told)

    def _x(self, place: int) -> float:
        return EDGE + place * (WIDTH - 2 * EDGE) / max(len(self.values) - 1, 1)

    def _y(self, value: float) -> float:
        return HEIGHT - EDGE - min(max(value, 0), TOP_OF_SCALE) * (HEIGHT - 2 * EDGE) / TOP_OF_SCALE
