"""PHQ-9 and GAD-7 as FHIR: the answers, and the total where there is one (brief 10.1, 10.4)."""

from collections.abc import Iterable, Iterator, Sequence

from assessments.models import Response
from clinical.instruments import Instrument, Item
from journal.kinds import Scope

from . import codes
from .copy import Copy, instant


def answered(copy: Copy, responses: Iterable[Response]) -> Iterator[dict]:
    """Each time one was answered: a QuestionnaireResponse, and an Observation of its total."""
    for response in responses:
        yield _response(copy, response)
        if response.total is not None:
            yield _total(copy, response)


def told_items(instrument: Instrument, with_harm: bool) -> Sequence[Item]:
    """The items whose answers are told. Without consent to what is said about harming oneself, that answer isn't; nor
    are most of the others, as it would follow from them and the total: what is left are those that stand apart on the
    patient's page."""
    if with_harm or not instrument.harm_item:
        return instrument.items
    return [instrument.item(code) for code in instrument.apart if code != instrument.harm_item]


def _response(copy: Copy, response: Response) -> dict:
    instrument = response.definition
    told = told_items(instrument, copy.covers(Scope.SAFETY))
    return copy.begin("QuestionnaireResponse", response.instrument, response.day, mental_health=True) | {
        "questionnaire": instrument.canonical,
        "status": _status(response, "completed"),
        "subject": copy.subject,
        "source": copy.subject,
        "authored": instant(response.updated_at),
        "item": [_item(item, response) for item in told if item.code in response.answers],
    }


def _status(response: Response, first: str) -> str:
    return "amended" if response.revision > 1 else first


def _item(item: Item, response: Response) -> dict:
    told = {"linkId": item.link_id, "text": item.text}
    option = item.option(response.answers[item.code])
    if option is None:
        return told
    return told | {"answer": [{"valueCoding": {"system": codes.LOINC, "code": option.loinc, "display": option.text}}]}


def _total(copy: Copy, response: Response) -> dict:
    instrument = response.definition
    return copy.begin("Observation", response.instrument, response.day, mental_health=True) | {
        "status": _status(response, "final"),
        "category": codes.category(codes.SURVEY),
        "code": {"coding": [{"system": codes.LOINC, "code": instrument.loinc_total}], "text": instrument.title},
        "subject": copy.subject,
        "effectiveDateTime": response.day.isoformat(),
        "issued": instant(response.updated_at),
        "valueQuantity": {"value": response.total, **codes.SCORE_UNIT},
        "derivedFrom": [copy.reference("QuestionnaireResponse", response.instrument, response.day)],
    }
