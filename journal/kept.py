"""Rows kept in memory, and read again only when one has changed: for small tables that every page stands on."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from django.db import connection, models

# Another text as soon as any row is added, changed or taken away, by whomever: where each row lies, and since when.
_OF_ROWS = "coalesce(md5(string_agg(ctid::text || xmin::text, ',')), '')"
_OF_TABLE = f"(SELECT {_OF_ROWS} FROM {{table}})"  # noqa: S608  constants
_OF_PATIENT = f"(SELECT {_OF_ROWS} FROM {{table}} WHERE patient_id = %(patient)s)"  # noqa: S608  constants

What = TypeVar("What")


def stamp_of(*tables: type[models.Model]) -> str:
    """SQL of one text that is another as soon as any row of one patient in `tables` has changed, as far as whoever
    asks may see them. It wants the parameter `patient`."""
    return _stamp(_OF_PATIENT, tables)


def stamp_of_all(*tables: type[models.Model]) -> str:
    """SQL of one text that is another as soon as any row of `tables` has changed, also one that was changed back, as
    far as whoever asks may see them. A constant, without values."""
    return _stamp(_OF_TABLE, tables)


def _stamp(of_each: str, tables: Iterable[type[models.Model]]) -> str:
    return " || ' ' || ".join(of_each.format(table=table._meta.db_table) for table in tables)


class Kept(Generic[What]):
    """What `read` makes of all rows of `tables`, kept in memory as long as the database says that no row has changed.

    Whoever changed it, in this process or another, committed or not: the next to ask gets the rows as they stand for
    him. It is shared by many requests, so it is only to be read.
    """

    def __init__(self, read: Callable[[], What], *tables: type[models.Model]):
        self._read = read
        self._latest: tuple[str, What] | None = None
        self.stamp = stamp_of_all(*tables)  # to be asked beside other things in one statement

    def now(self, stamp: str | None = None) -> What:
        """As it stands now, for one query. `stamp` is what a statement with `self.stamp` in it said, for those who
        ask more than that: then there is no query, unless something has changed."""
        stamp = self._asked() if stamp is None else stamp
        latest = self._latest  # in one go, as other threads write it
        if latest is None or latest[0] != stamp:
            latest = self._latest = (stamp, self._read())
        return latest[1]

    def _asked(self) -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.stamp}")  # noqa: S608  a constant
            return cursor.fetchone()[0]
