"""What may be asked of the directory, by name; a view never spells a filter of its own."""

from typing import Self

from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models import F, Q

from resources import search


class Published(models.QuerySet):
    def published(self) -> Self:
        """What the public may see: drafts, suspended and retired rows stay with the editors."""
        return self.filter(status="active")


class ResourceQuerySet(Published):
    def for_phase(self, code: str) -> Self:
        """Rows for this phase; a row that names no phase is for all of them."""
        return self.filter(Q(phases=[]) | Q(phases__contains=[code]))

    def for_country(self, code: str) -> Self:
        """Rows of this country and those that can be reached from everywhere; of no other country."""
        return self.filter(Q(countries=[]) | Q(countries__contains=[code]))

    def search(self, words: str) -> Self:
        """Rows with every word, best first; if no row has them all, rows with any. Asks the database once."""
        exact = self._matching(search.every_word(words))
        return exact if exact.exists() else self._matching(search.any_word(words))

    def _matching(self, query) -> Self:
        rank = SearchRank(F("search_vector"), query)
        return self.filter(search_vector=query).order_by(rank.desc(), "position", "name")
