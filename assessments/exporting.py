"""All answers to questionnaires as a CSV file, and as plain data. `docs/formats.md` describes both."""

import csv
import io
from collections.abc import Iterable

from clinical.instruments import Instrument, Item

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


def responses_document(responses: Iterable[Response]) -> dict:
    """The questionnaires that were answered, in their words, and the answers by code, the oldest first."""
    responses = sorted(responses, key=lambda each: (each.day, each.instrument))
    asked = {(each.instrument, each.version): each.definition for each in responses}
    return {
        "questionnaires": [_questionnaire(each) for each in asked.values()],
        "responses": [_response(each) for each in responses],
    }


def _questionnaire(instrument: Instrument) -> dict:
    return {
        "key": instrument.key,
        "version": instrument.version,
        "title": instrument.title,
        "items": [_question(item) for item in instrument.items],
        "copyright": instrument.copyright,
    }


def _question(item: Item) -> dict:
    options = {str(option.score): option.text for option in item.options}
    return {"code": item.code, "text": item.text, "options": options, "summed": item.summed}


def _response(response: Response) -> dict:
    names = ("day", "version", "answers", "safe_now", "total", "recorded_at", "updated_at", "revision")
    return {"questionnaire": response.instrument} | {name: getattr(response, name) for name in names}


def _which(response: Response) -> tuple:
    return response.day.isoformat(), response.definition.title, response.version


def _answer(item: Item, response: Response) -> tuple:
    option = item.option(response.answers[item.code])
    return (option.text, option.score) if option else ("skipped", "")
