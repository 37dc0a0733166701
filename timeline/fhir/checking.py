"""Whether what we make is FHIR: the models of `fhir.resources` say so. It is imported when first needed, as that takes
a while; and each shape of a resource is checked once a copy, as ten years of a diary are many thousand alike."""

from importlib import import_module
from typing import Any

MODELS = "fhir.resources.R4B"


def model_of(kind: str) -> Any:
    """The model of a kind of resource."""
    return getattr(import_module(f"{MODELS}.{kind.lower()}"), kind)


class Checked:
    """Lets resources through; raises pydantic's ValidationError at one that isn't FHIR."""

    def __init__(self):
        self._seen: set[tuple] = set()

    def __call__(self, resource: dict) -> dict:
        """`resource` itself."""
        shape = _shape(resource)
        if shape not in self._seen:
            model_of(resource["resourceType"]).model_validate(resource)
            self._seen.add(shape)
        return resource


def _shape(resource: dict) -> tuple:
    code = resource.get("code", {}).get("coding", [{}])[0].get("code")
    return resource["resourceType"], tuple(resource), code, resource.get("questionnaire")
