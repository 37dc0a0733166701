"""Days as FHIR: what was answered, use, last use, and urges."""

from collections.abc import Iterable, Iterator, Sequence

from journal.kinds import ABOUT_HARM, Scope, shared
from journal.models import Entry, Episode, Symptom, Urge, UseEvent
from journal.wording import NONE_OF_THESE, Words

from . import codes
from .copy import Copy, instant

Scale = Symptom.Scale
DECLINED = {"coding": [{"system": f"{codes.HL7}/data-absent-reason", "code": "asked-declined"}]}
UNKNOWN = {"coding": [{"system": f"{codes.HL7}/data-absent-reason", "code": "asked-unknown"}]}
LATE, OLDER_DIARY = "written-late", "from-an-older-diary"


def days(copy: Copy, entries: Iterable[Entry], symptoms: Sequence[Symptom], words: Words) -> Iterator[dict]:
    """For each day a QuestionnaireResponse, and an Observation for each question that was asked on it."""
    covered = shared(symptoms, copy.scope)
    coded = {symptom.code: _code(symptom) for symptom in covered}
    for entry in entries:
        asked = [symptom for symptom in covered if symptom.code in entry.ratings]
        yield _check_in(copy, entry, asked, words)
        around = _around(copy, entry)
        for symptom in asked:
            if told := _value(symptom, entry.ratings[symptom.code]):
                about_harm = symptom.code in ABOUT_HARM
                begun = copy.begin("Observation", entry.date, symptom.code, mental_health=about_harm)
                yield begun | around | {"code": coded[symptom.code]} | told


def _code(symptom: Symptom) -> dict:
    ours = {"system": codes.items(), "code": symptom.code, "version": str(symptom.version), "display": symptom.label}
    return {"coding": [ours, *codes.mapped(symptom.codings)], "text": symptom.prompt}


def _around(copy: Copy, entry: Entry) -> dict:
    """What all observations of a day have in common."""
    return {
        **_circumstances(entry),
        "status": _status(copy, entry, "final"),
        "category": codes.category(codes.SURVEY),
        "subject": copy.subject,
        "effectiveDateTime": entry.date.isoformat(),
        "issued": instant(entry.updated_at),
        "derivedFrom": [copy.reference("QuestionnaireResponse", entry.date)],
    }


def _status(copy: Copy, entry: Entry, first: str) -> str:
    if entry.pk in copy.in_error:
        return "entered-in-error"
    return "amended" if entry.revision > 1 else first


def _circumstances(entry: Entry) -> dict:
    """What a reader of any of its answers has to know: it was written days later, or comes from elsewhere."""
    marks = [LATE] * entry.late + [OLDER_DIARY] * (entry.source == Entry.Source.IMPORT)
    found = [{"url": codes.local("StructureDefinition", mark), "valueBoolean": True} for mark in marks]
    return {"extension": found} if found else {}


def _value(symptom: Symptom, answer) -> dict | None:
    """The value of an observation; None where what stands there is no answer to this question."""
    if answer is None:
        return {"dataAbsentReason": DECLINED}
    plain = _plain(symptom, answer)
    if plain is None:
        return None
    if symptom.scale == Scale.HOURS:
        return {"valueQuantity": {"value": plain, **codes.SLEEP_UNIT}}
    if isinstance(plain, list):
        return {"valueString": "; ".join(plain) or NONE_OF_THESE}
    return {"valueBoolean": plain} if isinstance(plain, bool) else {"valueInteger": plain}


def _plain(symptom: Symptom, answer):
    """A truth, a whole number, hours, or a list of words; None for anything that doesn't fit its scale."""
    if symptom.scale == Scale.MULTI:
        return [str(word) for word in answer] if isinstance(answer, list) else None
    if symptom.scale == Scale.BOOL:
        return answer if isinstance(answer, bool) else None
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return None
    if symptom.scale == Scale.HOURS:
        return answer
    return int(answer) if answer == int(answer) else None


def _check_in(copy: Copy, entry: Entry, asked: Sequence[Symptom], words: Words) -> dict:
    items = [_item(symptom.code, symptom.prompt, _answers(symptom, entry.ratings[symptom.code])) for symptom in asked]
    if copy.covers(Scope.RATINGS):
        items += _tags("triggers", "What made it harder", entry.triggers, words)
        items += _tags("coping", "What helped", entry.coping, words)
    if copy.covers(Scope.NOTES) and entry.note:
        items.append(_item("note", "Note", [{"valueString": entry.note}]))
    about_harm = any(symptom.code in ABOUT_HARM for symptom in asked)
    return copy.begin("QuestionnaireResponse", entry.date, mental_health=about_harm) | {
        **_circumstances(entry),
        "questionnaire": f"{codes.local('Questionnaire', 'kr-check-in')}|{entry.catalogue_version}",
        "status": _status(copy, entry, "completed"),
        "subject": copy.subject,
        "source": copy.subject,
        "authored": instant(entry.updated_at),
        **({"item": items} if items else {}),
    }


def _item(link_id: str, text: str, answers: list[dict]) -> dict:
    """One question. Without an answer it was asked and left out."""
    return {"linkId": link_id, "text": text} | ({"answer": answers} if answers else {})


def _tags(link_id: str, text: str, tags: Sequence[str], words: Words) -> list[dict]:
    return [_item(link_id, text, [{"valueString": words(tag)} for tag in tags])] if tags else []


def _answers(symptom: Symptom, answer) -> list[dict]:
    plain = None if answer is None else _plain(symptom, answer)
    if plain is None:
        return []
    if isinstance(plain, list):
        return [{"valueString": word} for word in plain or [NONE_OF_THESE]]
    if symptom.scale == Scale.HOURS:
        return [{"valueDecimal": plain}]
    return [{"valueBoolean": plain} if isinstance(plain, bool) else {"valueInteger": plain}]


def uses(copy: Copy, events: Iterable[UseEvent]) -> Iterator[dict]:
    """A report of use for each day with one; a prescribed dose has a code of its own."""
    told = {
        UseEvent.Kind.NON_PRESCRIBED: codes.own_code("ketamine-use-reported"),
        UseEvent.Kind.PRESCRIBED: codes.own_code("ketamine-prescribed-dose"),
    }
    for event in events:
        yield copy.begin("Observation", "use", event.date, event.kind) | {
            "status": "final",
            "category": codes.category(codes.SOCIAL_HISTORY),
            "code": told[UseEvent.Kind(event.kind)],
            "subject": copy.subject,
            "effectiveDateTime": event.date.isoformat(),
            "issued": instant(event.told_at),
            "valueBoolean": True,
        }


def last_use(copy: Copy, episodes: Iterable[Episode]) -> Iterator[dict]:
    """The date of last use, with how sure it is; without one, that it isn't known, or that use goes on."""
    for episode in episodes:
        how_sure = {"code": codes.own_code("precision"), "valueString": episode.precision}
        when = {"valueDateTime": episode.day0.isoformat()} if episode.day0 else {"dataAbsentReason": UNKNOWN}
        yield copy.begin("Observation", "last use") | {
            "status": "final",
            "category": codes.category(codes.SOCIAL_HISTORY),
            "code": codes.own_code("last-ketamine-use-date"),
            "subject": copy.subject,
            "effectiveDateTime": instant(episode.started_at),
            **when,
            "component": [how_sure],
        }


def urges(copy: Copy, found: Iterable[Urge]) -> Iterator[dict]:
    """How strong an urge was, from 0 to 10, and how strong it was when it was rated again."""
    code = codes.own_code("urge")
    later = codes.own_code("urge-after")
    for urge in found:
        again = {"component": [{"code": later, "valueInteger": urge.after}]} if urge.after is not None else {}
        yield copy.begin("Observation", "urge", urge.client_id) | {
            "status": "final",
            "category": codes.category(codes.SURVEY),
            "code": code,
            "subject": copy.subject,
            "effectiveDateTime": instant(urge.at),
            "valueInteger": urge.before,
            **again,
        }
