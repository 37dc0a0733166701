"""The bundle: what it reads, and how it is written down bit by bit."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import ConsentRecord
from assessments.models import Response
from flags.models import Flag
from journal import wording
from journal.catalogue import catalogue
from journal.kinds import Scope
from journal.models import Entry, Episode, OwnTag, Urge, UseEvent
from plans.models import Item, Plan

from . import codes, people
from .checking import Checked
from .copy import Copy, instant
from .days import days, last_use, urges, uses
from .flags import flags
from .plans import plans
from .questionnaires import answered

AT_ONCE = 500  # rows


def write_bundle(copy: Copy, out) -> None:
    """Write the bundle to `out` (anything with `write`), a resource at a time. The number of queries is fixed."""
    head = {
        "resourceType": "Bundle",
        "meta": {"security": codes.security(mental_health=True, disclosed=copy.disclosure is not None)},
        "type": "collection",
        "timestamp": instant(copy.at),
    }
    out.write(_json(head)[:-1] + ',"entry":[')
    checked = Checked()
    for place, resource in enumerate(resources(copy)):
        address = f"{settings.FHIR_BASE_URL}/{resource['resourceType']}/{resource['id']}"
        out.write((",\n" if place else "\n") + _json({"fullUrl": address, "resource": checked(resource)}))
    out.write("\n]}\n")


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def resources(copy: Copy) -> Iterator[dict]:
    """All of it: first that it may not be passed on, then who, then days, the oldest first."""
    if copy.disclosure:
        yield people.notice(copy, copy.disclosure)
    yield people.patient(copy)
    yield from _consents(copy)
    if copy.disclosure:
        yield people.provenance(copy, copy.disclosure)
    yield from _days(copy)
    if copy.covers(Scope.QUESTIONNAIRES):
        yield from answered(copy, copy.since_first(_hers(Response, copy), "day").order_by("day", "instrument"))
    yield from flags(copy, _flags(copy), catalogue().symptoms)
    shown = _plans(copy)
    yield from plans(copy, shown, Item.objects.filter(plan__in=shown).order_by("section", "position"))


def _hers(model, copy: Copy):
    return model.objects.filter(patient=copy.patient)


def _consents(copy: Copy) -> Iterator[dict]:
    """With whom she shares: in a clinician's copy, only as that clinician reaches her."""
    if copy.disclosure:
        given = list(copy.disclosure.consents)
    else:
        revoked = Exists(ConsentRecord.objects.filter(revokes=OuterRef("pk")))
        over = Q(expires_on__lt=timezone.now().date()) | Q(link__ended_at__isnull=False) | Q(revoked)
        hers = _hers(ConsentRecord, copy).filter(revokes=None).annotate(is_over=over)
        given = list(hers.select_related("clinician", "team").order_by("signed_at", "pk"))
    who = {each.clinician_id: each.clinician for each in given if each.clinician_id}
    if copy.disclosure:
        who[copy.disclosure.clinician.pk] = copy.disclosure.clinician
    yield from (people.clinician(copy, each) for each in who.values())
    teams = {each.team_id: each.team for each in given if each.team_id}
    yield from (people.team(copy, each) for each in teams.values())
    yield from people.consents(copy, given)


def _days(copy: Copy) -> Iterator[dict]:
    known = catalogue()
    if copy.covers(Scope.USE):
        yield from last_use(copy, _hers(Episode, copy).current())
        standing = _hers(UseEvent, copy).filter(taken_back_at=None)
        yield from uses(copy, copy.since_first(standing, "date").order_by("date", "kind"))
    own = _hers(OwnTag, copy) if copy.covers(Scope.NOTES) else ()
    entries = copy.since_first(_hers(Entry, copy), "date").order_by("date")
    yield from days(copy, entries.iterator(AT_ONCE), known.symptoms, wording.tag_words(known.tags, own))
    if copy.covers(Scope.URGES):
        yield from urges(copy, copy.since_first(_hers(Urge, copy), "at__date").order_by("at", "pk").iterator(AT_ONCE))


def _plans(copy: Copy):
    """Hers; for somebody else, those that she shows to whoever takes the copy."""
    found = _hers(Plan, copy) if copy.disclosure is None else Plan.objects.shown_to(copy.disclosure.clinician.user)
    return found.filter(patient=copy.patient).order_by("kind")


def _flags(copy: Copy):
    """All that was raised on her; for somebody else, what rests on nothing but what is shared."""
    found = copy.since_first(_hers(Flag, copy), "day").order_by("raised_at", "pk")
    return found if copy.scope is None else found.filter(needs__contained_by=sorted(copy.scope))
