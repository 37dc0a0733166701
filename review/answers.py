"""An entry in words, and no more of it than is shared."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from accounts.models import Patient
from journal import versions as history
from journal import wording
from journal.kinds import shared
from journal.models import Entry, OwnTag, Symptom, Tag
from journal.versions import Version
from journal.wording import Told, Words, untold

from .access import Scope


def words_for(patient: Patient, tags: Iterable[Tag], scope: Collection[str]) -> Words:
    """What a clinician reads for a tag: the words of the quick lists, and her own ones if she shares notes."""
    own = OwnTag.objects.filter(patient=patient) if Scope.NOTES in scope else ()
    return wording.tag_words(tags, own)


def since(versions_of_it: list, read_version: datetime | None) -> list:
    """Two versions of an entry (oldest first) between which it changed for whoever reads it now: the one she read last
    and the present one; where she has read none, the last two. Empty when there is nothing to compare."""
    if len(versions_of_it) < 2:
        return []
    *earlier, present = versions_of_it
    read = [version for version in earlier if read_version and version.updated_at <= read_version]
    return [(read or earlier)[-1], present]


def tell(entry: Entry, symptoms: Iterable[Symptom], scope: Collection[str], words: Words = untold) -> Told:
    """`entry` in words, as far as `scope` goes. Tags, and a day it was about the same as, are shared with ratings."""
    told = wording.tell(entry, shared(symptoms, scope), words)
    if Scope.RATINGS not in scope:
        told = replace(told, triggers=(), coping=(), same_as=None)
    return told if Scope.NOTES in scope else replace(told, note=None)


def versions(
    events, patient: Patient, symptoms: Iterable[Symptom], scope: Collection[str], words: Words = untold
) -> list[Version]:
    """The versions of an entry from its history (oldest first), newest first, as far as `scope` goes."""
    return history.versions(
        events,
        patient=patient,
        symptoms=shared(symptoms, scope),
        words=words if Scope.RATINGS in scope else None,
        with_note=Scope.NOTES in scope,
        by=_by,
    )


def _by(is_hers: bool, why: str) -> str:
    who = "the patient" if is_hers else "the service"
    return f"{who} ({why})" if why else who
