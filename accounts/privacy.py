"""All that is kept about a patient: to take out, and to erase. A test holds both against every table of hers."""

from datetime import date, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.forms.models import model_to_dict

from . import rls
from .models import AccessLog, CareLink, Change, Patient, User
from .sharing import end_sharing

UNDO_DAYS = 14  # brief 9.7: she can change her mind for two weeks
REASONS_SHOWN = 100
KEPT_AFTER_ERASURE = (AccessLog,)  # who looked stays, with a number and a code that lead to nobody any more


def owned_models() -> list[type[models.Model]]:
    """Every model with rows of a patient, those first that hang on others; the notes of changes, which each of them
    may add to, come last but one."""
    return sorted(rls.patient_models(), key=lambda model: (model is Patient, model is Change))


def rows_of(model: type[models.Model], patient: Patient) -> models.QuerySet:
    """The rows of `model` that are about `patient`."""
    return model._base_manager.filter(**{rls.patient_models()[model].key: patient.pk})


def done_for_a_reason(patient: Patient) -> list[models.Model]:
    """What somebody did with her journal and had to give a reason for, newest first: rows of the models that say so
    (`gives_a_reason`). Each has `at`, `who`, `did` and `reason`."""
    models_that = (model for model in owned_models() if getattr(model, "gives_a_reason", False))
    found = [row for model in models_that for row in rows_of(model, patient).order_by("-at")[:REASONS_SHOWN]]
    return sorted(found, key=lambda row: row.at, reverse=True)


def everything_about(patient: Patient) -> dict:
    """All rows about `patient` as plain data, table by table, notes readable; for her own copy."""
    return {
        "format": "recovery-tracker-everything/1",
        "account": {"username": patient.user.get_username(), "email": patient.user.email},
        "tables": {model._meta.label: [_plain(row) for row in rows_of(model, patient)] for model in owned_models()},
    }


def _plain(row: models.Model) -> dict:
    fields = [field.name for field in row._meta.concrete_fields]
    return {name: row.serializable_value(name) for name in fields} | model_to_dict(row, fields=["note"])


@transaction.atomic
def ask_for_erasure(*, patient: Patient, today: date) -> date:
    """Mark `patient` to be erased after the time to undo it, and end all sharing now. Returns the day."""
    for link in CareLink.objects.open().filter(patient=patient):
        end_sharing(patient=patient, link=link)
    for model in owned_models():
        if stop_for := getattr(model, "stop_for", None):  # tables of other apps that let somebody see something
            stop_for(patient)
    patient.erase_on = today + timedelta(days=UNDO_DAYS)
    patient.save(update_fields=["erase_on"])
    return patient.erase_on


def undo_erasure(*, patient: Patient) -> None:
    """She stays after all."""
    patient.erase_on = None
    patient.save(update_fields=["erase_on"])


@transaction.atomic
def erase(patient: Patient) -> None:
    """Remove every row about `patient`, history and account too. For commands, in the service role."""
    for model in owned_models():
        if model not in KEPT_AFTER_ERASURE and model is not Patient:
            rows_of(model, patient)._raw_delete("default")
    rows_of(Patient, patient)._raw_delete("default")
    User.objects.filter(pk=patient.pk).delete()
    for session in Session.objects.all():
        if session.get_decoded().get(SESSION_KEY) == str(patient.pk):
            session.delete()


def erase_due(today: date) -> int:
    """Erase everybody whose time to undo it has passed; how many. For commands."""
    with rls.service_role():
        due = list(Patient.objects.select_for_update().filter(erase_on__lte=today))
        for patient in due:
            erase(patient)
    return len(due)
