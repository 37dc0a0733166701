"""The phases and what is described in them as they ship, and how they get into the database."""

import json
from pathlib import Path

import pghistory
from django.db import transaction

from clinical.expectations import Expectation, validate_expectations
from clinical.phases import validate_phases
from journal.catalogue import bring_up_to_date
from journal.models import Symptom

from .models import Phase, PhaseExpectation

FOLDER = Path(__file__).parent / "data"
FILE, EXPECTATIONS_FILE = FOLDER / "phases.json", FOLDER / "expectations.json"
TEXTS = ("expect", "helps", "seek_help", "source")
RELEASE = "release"  # why a version came about: it was shipped
NEW = {"reviewed_on": None}  # a review holds for the words that were read


@transaction.atomic
def load_all() -> dict[str, int]:
    """Phases and expectations, all of it or nothing: how many rows of each were written. Raises ValueError as `load`
    and `load_expectations` do."""
    return {"phases": load(), "expectations": load_expectations()}


@transaction.atomic
def load() -> int:
    """Add missing phases and bring older ones up to date; those an administrator has edited stay as they are.

    The number of rows written; 0 when everything was in place. Raises ValueError, and changes nothing, when the
    shipped rows and the edited ones together would leave a gap or share a day.
    """
    with pghistory.context(why=RELEASE):
        written = bring_up_to_date(Phase, (NEW | row | {"position": at} for at, row in enumerate(shipped_rows())))
    if written and (problems := validate_phases(phase.rule for phase in Phase.objects.all())):
        raise ValueError("The phases don't fit together: " + " ".join(problems))
    return written


@transaction.atomic
def load_expectations() -> int:
    """The same for what is described of each symptom in each phase. Needs phases and symptoms to be there: raises
    ValueError, and changes nothing, when a shipped row names another one or says something unknown."""
    phases = dict(Phase.objects.values_list("code", "pk"))
    symptoms = dict(Symptom.objects.values_list("code", "pk"))
    shipped = shipped_expectations()
    if problems := validate_expectations(map(_described, shipped), phases, symptoms):
        raise ValueError("The expectations can't be loaded. " + " ".join(problems))
    rows = [_with_keys(row, phases, symptoms) for row in shipped]
    with pghistory.context(why=RELEASE):
        return bring_up_to_date(PhaseExpectation, rows, key=("phase_id", "symptom_id"))


def shipped_rows() -> list[dict]:
    """The phases of the data file, each text as lines."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return [row | {name: "\n".join(row[name]) for name in TEXTS} for row in rows]


def shipped_expectations() -> list[dict]:
    """The rows of the data file, phase and symptom by code."""
    return json.loads(EXPECTATIONS_FILE.read_text(encoding="utf-8"))


def _described(row: dict) -> Expectation:
    return Expectation(row["phase"], row["symptom"], row["level"], row["source"], row["evidence"])


def _with_keys(row: dict, phases: dict[str, int], symptoms: dict[str, int]) -> dict:
    keys = {"phase_id": phases[row["phase"]], "symptom_id": symptoms[row["symptom"]]}
    return NEW | keys | {name: row[name] for name in ("level", "source", "evidence", "version")}
