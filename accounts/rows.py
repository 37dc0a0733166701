"""Rows read by a statement of our own, for the few that every page asks for: what `objects.raw` works out each time
about the table is worked out once. And which texts from a form can name a row at all."""

import json
from collections.abc import Mapping
from functools import lru_cache

from django.db import connection, models

MOST_DIGITS = 18  # of the number of a row


def names_a_row(text: str) -> bool:
    """Whether a text that somebody sent can be the number of a row."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def read(model: type[models.Model], statement: str, parameters: list | Mapping[str, object]) -> list:
    """The rows of `model` that `statement` finds, as its instances. It selects every column of the table, in any
    order (`SELECT *`); what else it selects becomes an attribute. The row rules hold here as everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        columns = tuple(column.name for column in cursor.description)
        names, places, more = _as_fields(model, columns)
        rows = cursor.fetchall()
    found = [model.from_db(connection.alias, names, _values(row, places)) for row in rows]
    for instance, row in zip(found, rows, strict=True):
        vars(instance).update((columns[place], row[place]) for place in more)
    return found


def _values(row: tuple, places: tuple) -> list:
    return [convert(row[place], None, connection) if convert else row[place] for place, convert in places]


@lru_cache(maxsize=50)
def _as_fields(model: type[models.Model], columns: tuple[str, ...]) -> tuple[list[str], tuple, tuple[int, ...]]:
    """The model's fields; for each where its value stands in a row, and what makes of it what we work with; and where
    there is more than the fields."""
    fields = model._meta.concrete_fields
    places = tuple((columns.index(field.column), getattr(field, "from_db_value", None)) for field in fields)
    known = {field.column for field in fields}
    more = tuple(place for place, column in enumerate(columns) if column not in known)
    return [field.attname for field in fields], places, more


def gather(
    statements: Mapping[type[models.Model], str], parameters: Mapping[str, object]
) -> dict[type[models.Model], list]:
    """The rows of several tables by one statement: for each model those that its own finds, which selects every column
    of the model's table, in its order. The row rules hold here as everywhere."""
    parts = []
    for place, statement in enumerate(statements.values()):
        numbered = f"SELECT to_jsonb(part) AS told, row_number() OVER () AS n FROM ({statement}) part"  # noqa: S608
        parts.append(f"SELECT {place} AS place, told::text, n FROM ({numbered}) numbered")  # noqa: S608  our own SQL
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY place, n", parameters)
        told = cursor.fetchall()
    found: dict[type[models.Model], list] = {model: [] for model in statements}
    models_in_order = list(statements)
    for place, row, _ in told:
        model = models_in_order[place]
        found[model].append(from_json(model, json.loads(row)))
    return found


def from_json(model: type[models.Model], row: dict) -> models.Model:
    """The instance of a row that came as JSON, its columns by name."""
    fields = model._meta.concrete_fields
    values = [_value(row, field) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def _value(row: dict, field: models.Field):
    value = row[field.column]
    if value is None or isinstance(field, models.JSONField):
        return value
    if getattr(field, "is_encrypted", False):
        return field.from_db_value(value, None, connection)
    return field.to_python(value)
