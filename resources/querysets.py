"""What may be asked of the directory, by name; a view never spells a filter of its own."""

from typing import Self

from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models import Case, F, Q, Value, When

from resources import topics

ABROAD, RESEARCH = 0.25, 0.6  # what a fit counts, of 1


class Published(models.QuerySet):
    def published(self) -> Self:
        """What the public may see: drafts, suspended and retired rows stay with the editors."""
        return self.filter(status="active")

    def due_first(self) -> Self:
        """In the order in which editors should look: never checked, then the longest overdue."""
        return self.order_by(F("due_on").asc(nulls_first=True), "position", "pk")


class ResourceQuerySet(Published):
    def for_phase(self, code: str) -> Self:
        """Rows for this phase; a row that names no phase is for all of them."""
        return self.filter(Q(phases=[]) | Q(phases__contains=[code]))

    def for_country(self, code: str) -> Self:
        """Rows of this country and those that can be reached from everywhere; of no other country."""
        return self.filter(Q(countries=[]) | Q(countries__contains=[code]))

    def for_topic(self, code: str) -> Self:
        """Rows that may help with what is hard: the symptom, its group, or any symptom of a group."""
        return self.filter(symptoms__overlap=topics.near(code))

    def matching(self, query) -> Self:
        """Rows the index finds for a query of `search`."""
        return self.filter(search_vector=query)

    def first_few(self, limit: int, *order: str) -> Self:
        """So many of these, in an order the index has or, without one, as they come: then no more rows are read than it
        takes, however many there are."""
        return self.model.objects.filter(pk__in=self.order_by(*order).values("pk")[:limit])

    def best_first(self, query, home: str = "") -> Self:
        """By how well they fit the query. Research weighs less, and so does what is for other countries than `home`."""
        weights = [When(kind="research_article", then=Value(RESEARCH))]
        if home:
            abroad = ~Q(countries=[]) & ~Q(countries__contains=[home])
            weights.append(When(abroad, then=Value(ABROAD)))
        fits = SearchRank(F("search_vector"), query) * Case(*weights, default=Value(1.0))
        return self.order_by(fits.desc(), "position", "name")
