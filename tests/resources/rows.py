"""Factories for rows of the directory, every field defaulted."""

from itertools import count

from resources.models import CrisisLine, Resource

_number = count(1)


def make_resource(**fields) -> Resource:
    """A published resource that anybody can read, unless told otherwise."""
    number = next(_number)
    defaults = {"slug": f"place-{number}", "name": f"Place {number}", "kind": "helpline", "status": "active"}
    defaults |= {"evidence": "C", "description": "A place to ask.", "number_display": "0123 456", "tel": "0123456"}
    return Resource.objects.create(**(defaults | fields))


def make_line(**fields) -> CrisisLine:
    """A published crisis line of no country."""
    number = next(_number)
    defaults = {"slug": f"line-{number}", "name": f"Line {number}", "kind": "crisis", "status": "active"}
    defaults |= {"evidence": "C", "number_display": "0123 456", "tel": "0123456"}
    return CrisisLine.objects.create(**(defaults | fields))


def many_resources(number: int, **fields):
    """So many published resources in one write."""
    rows = [Resource(slug=f"many-{n}", name=f"Many {n}", kind="helpline", status="active", evidence="C",
                     description="One of many places to ask.", **fields) for n in range(number)]
    for row in rows:
        row.set_search_columns()
    Resource.objects.bulk_create(rows)
