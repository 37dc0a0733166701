"""All answers to questionnaires as a CSV file. `docs/formats.md` describes it."""

import csv
import io
from collections.abc import Iterable

from clinical.instruments import Item

from .models import Response

MARK = "\ufeff"  # spreadsheets read the letters right when the file begins with it
COLUMNS = ("date", "questionnaire", "version", "code", "question", "answer", "score", "total")


def responses_csv(responses: Iterable[Response]) -> str:
    """A row a question, the oldest first, in the words that were asked."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for response in sorted(responses, key=lambda each: (each.day, each.instrument)):
        total = "" if response.total is None else response.total
        for item in response.definition.items:
            if item.code in response.answers:
                rows.writerow([*_which(response), item.code, item.text, *_answer(item, response), total])
    return MARK + out.getvalue()


def _which(response: Response) -> tuple:
    return response.day.isoformat(), response.definition.title, response.version


def _answer(item: Item, response: Response) -> tuple:
    option = item.option(response.answers[item.code])
    return (option.text, option.score) if option else ("skipped", "")
