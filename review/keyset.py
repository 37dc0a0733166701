"""Long lists, page by page: by the key of the row where a page ends, and never by counting the rows before it."""

from datetime import date

from django.contrib.admin.views.main import ChangeList
from django.db import connection
from django.db.models import Q

from accounts.rows import names_a_row

OLDER, NEWER, OLDEST = "before", "after", "last"
PLACES = (OLDER, NEWER, OLDEST)
# Up to so many rows are counted, and may be sorted; of more, the index is read in its order. Both take milliseconds.
COUNTED = 5000


class KeysetChangeList(ChangeList):
    """Rows with a `date`, newest first; `rows_of` of the admin class reads them by their keys. The address names the
    row next to the page: `?before=2026-03-01.17` is older, `?after=…` newer, `?last` is the end. `how_many` is counted
    up to `COUNTED`."""

    newer = older = None  # the place in the list at which the pages beside this one begin
    how_many = 0

    def get_filters_params(self, params=None):
        """The filters, without the place in the list."""
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in PLACES}

    def get_query_string(self, new_params=None, remove=None):
        """A filter leads to the beginning of its list."""
        return super().get_query_string(new_params, [*(remove or ()), *PLACES])

    def get_results(self, request):
        """One page of rows, and how many there are."""
        plain = self.queryset.order_by()
        self.how_many = len(plain.values_list("pk")[: COUNTED + 1])
        upward = OLDEST in request.GET or (NEWER in request.GET and _place(request.GET[NEWER]) is not None)
        keys = self._keys(_from(plain, request.GET), upward)
        size, more = self.list_per_page, len(keys) > self.list_per_page
        rows = self.model_admin.rows_of(request, keys[:size])
        self.result_list, self.result_count = rows, len(rows)
        self.full_result_count = self.paginator = None
        self.show_full_result_count = self.show_admin_actions = True
        self.can_show_all = self.multi_page = False
        self.page_num = 1
        begins_inside = more if upward else OLDER in request.GET and _place(request.GET[OLDER]) is not None
        ends_inside = NEWER in request.GET if upward and OLDEST not in request.GET else more and not upward
        self.newer = _name(rows[0]) if rows and begins_inside else None
        self.older = _name(rows[-1]) if rows and ends_inside else None

    def _keys(self, rows, upward: bool) -> list[int]:
        """The keys of a page, and of one row more. Of a long list they are read along the index: the planner takes the
        row rules for narrower than they are, and would sort everything."""
        order = ("date", "pk") if upward else ("-date", "-pk")
        keys = rows.order_by(*order).values_list("pk", flat=True)[: self.list_per_page + 1]
        if self.how_many <= COUNTED:
            return list(keys)
        with connection.cursor() as cursor:
            cursor.execute(SORT, {"may": "off"})
            try:
                return list(keys)
            finally:
                cursor.execute(SORT, {"may": "on"})

    @property
    def beginning(self) -> str:
        """The address of this list, to which a place in it can be added."""
        address = self.get_query_string()
        return address if address == "?" else f"{address}&"

    @property
    def in_words(self) -> str:
        """How many rows there are."""
        return f"more than {COUNTED:,}" if self.how_many > COUNTED else f"{self.how_many:,}"


SORT = "SELECT set_config('enable_sort', %(may)s, true), set_config('enable_bitmapscan', %(may)s, true)"


def _place(text: str) -> tuple[date, int] | None:
    """The day and the key that an address names; None when it names none."""
    day, _, key = text.partition(".")
    try:
        return (date.fromisoformat(day), int(key)) if names_a_row(key) else None
    except ValueError:
        return None


def _name(row) -> str:
    return f"{row.date.isoformat()}.{row.pk}"


def _from(rows, asked):
    """The rows on the side of the place that was asked for; nonsense is the beginning."""
    older, newer = (_place(asked.get(name, "")) for name in (OLDER, NEWER))
    if older:
        return rows.filter(Q(date__lte=older[0]) & (Q(date__lt=older[0]) | Q(pk__lt=older[1])))
    if newer:
        return rows.filter(Q(date__gte=newer[0]) & (Q(date__gt=newer[0]) | Q(pk__gt=newer[1])))
    return rows
