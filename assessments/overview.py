"""Her questionnaires on one page: what is due, what became of her totals, and what she answered so far."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Patient
from clinical.instruments import Instrument

from .due import Standing, standings
from .models import Response
from .wording import band_label, total_words, what_changed

SHOWN_AT_ONCE = 6


@dataclass(frozen=True)
class Row:
    """One time she answered."""

    day: date
    total: int | None
    band: str


@dataclass(frozen=True)
class Card:
    """One instrument. `sentence` says what became of the newest total; `rows` are the newest first."""

    standing: Standing
    sentence: str
    rows: tuple[Row, ...]

    @property
    def instrument(self) -> Instrument:
        """What it is."""
        return self.standing.instrument

    @property
    def newest(self) -> tuple[Row, ...]:
        """The rows that stand open."""
        return self.rows[:SHOWN_AT_ONCE]

    @property
    def earlier(self) -> tuple[Row, ...]:
        """Those behind a line."""
        return self.rows[SHOWN_AT_ONCE:]

    @property
    def has_gaps(self) -> bool:
        """Whether there is a time without a total."""
        return any(row.total is None for row in self.rows)

    @property
    def has_bands(self) -> bool:
        """Whether a total has a label."""
        return any(row.band for row in self.rows)


def overview(patient: Patient) -> list[Card]:
    """A card for each instrument that is offered: first those that are due. Three queries."""
    answered: dict[str, list[Response]] = {}
    for response in Response.objects.filter(patient=patient).newest():
        answered.setdefault(response.instrument, []).append(response)
    cards = [_card(each, answered.get(each.instrument.key, [])) for each in standings(patient)]
    return sorted(cards, key=lambda card: not card.standing.due.is_due)


def _card(standing: Standing, responses: list[Response]) -> Card:
    sentence = ""
    if responses:
        newest, *earlier = responses
        sentence = what_changed(newest, with_total(earlier)) or _alone(newest)
    rows = (Row(each.day, each.total, band_label(each.definition, each.total)) for each in responses)
    return Card(standing, sentence, tuple(rows))


def _alone(newest: Response) -> str:
    if newest.total is None:
        return "Last time something was left out, so there is no total."
    return f"Your total was {total_words(newest)}."


def with_total(responses: list[Response]) -> Response | None:
    """The first of them that has a total."""
    return next((response for response in responses if response.total is not None), None)
