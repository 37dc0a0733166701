"""Rows read by a statement of our own, for the few that every page asks for: what `objects.raw` works out each time
about the table is worked out once. And which texts from a form can name a row at all."""

from functools import lru_cache

from django.db import connection, models

MOST_DIGITS = 18  # of the number of a row


def names_a_row(text: str) -> bool:
    """Whether a text that somebody sent can be the number of a row."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def read(model: type[models.Model], statement: str, parameters: list) -> list:
    """The rows of `model` that `statement` finds, as its instances. It selects every column of the table, in any
    order (`SELECT *`). The row rules hold here as everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names, places = _as_fields(model, tuple(column.name for column in cursor.description))
        return [model.from_db(connection.alias, names, _values(row, places)) for row in cursor.fetchall()]


def _values(row: tuple, places: tuple) -> list:
    return [convert(row[place], None, connection) if convert else row[place] for place, convert in places]


@lru_cache(maxsize=50)
def _as_fields(model: type[models.Model], columns: tuple[str, ...]) -> tuple[list[str], tuple]:
    """The model's fields, and for each where its value stands in a row, and what makes of it what we work with."""
    fields = model._meta.concrete_fields
    places = tuple((columns.index(field.column), getattr(field, "from_db_value", None)) for field in fields)
    return [field.attname for field in fields], places
