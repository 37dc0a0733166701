"""The page about one entry as finished values."""

from accounts.models import Clinician
from clinical import flags as rules
from flags.models import Flag
from journal.catalogue import Catalogue
from journal.models import Entry
from journal.wording import tag_words

from . import answers
from .access import Sharing
from .entry_view import view_of
from .gathered import gather


def build(entry: Entry, clinician: Clinician, sharing: Sharing, known: Catalogue) -> dict:
    """`entry` (of `with_reading`) in words, its versions, the flags of its day, and what was said about it. Two
    queries."""
    patient = entry.patient
    standing = Flag.objects.visible_to(clinician.user).standing().filter(patient=patient, day=entry.date)
    flags = [flag for flag in standing if set(flag.needs) <= sharing.scope]
    more = gather(patient, clinician, sharing, entries=[entry])
    words = tag_words(known.tags, more.own_tags)
    history = more.versions.get(entry.pk, [])
    replies = [reply for reply in more.replies if reply.entry_id == entry.pk]
    error = more.errors.get(entry.pk)
    return {
        "view": view_of(entry, patient, sharing, known.symptoms, words, error=error, replies=replies),
        "patient": patient,
        "sharing": sharing,
        "versions": answers.versions(history, patient, known.symptoms, sharing.scope, words),
        "flags": [(rules.SEVERITIES[flag.severity], rules.RULES.get(flag.rule_code), flag) for flag in flags],
    }
