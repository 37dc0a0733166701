"""Every address of the admin, so that nobody has to remember to test a new one."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models

from accounts import rls
from accounts.models import Patient

# Things a curious clinician would put behind a list's address.
CURIOUS = [
    "", "?o=1", "?o=-1.2.3", "?o=99", "?all=1", "?p=2", "?q=Robin", "?e=1", "?_facets=True", "?_popup=1",
    "?_to_field=id",
    "?patient={pk}", "?patient__id__exact={pk}", "?patient__user__username={username}", "?patient__chosen_name=Robin",
    "?patient__code={code}", "?ratings__craving=6", "?ratings__self_harm_thoughts__gte=1", "?note__isnull=False",
    "?used_by={pk}", "?used_by__id__exact={pk}", "?chosen_name=Robin", "?chosen_name__startswith=R", "?id__exact={pk}",
    "?state=open", "?state=closed", "?state=nonsense", "?severity=urgent", "?rule_code__exact=craving_high",
    "?evidence__isnull=False", "?reading=unread", "?days=7", "?days=7&patient={pk}",
    "?clinician__id__exact={clinician}",
]  # fmt: skip
# What can be done about a row.
ACTS = ["deal/", "note/", "note/?corrects=1", "event/", "reply/", "reply/?entry=1", "plan/", "pause/", "unpause/",
        "error/", "ask/phq9/", "export/", "steps/write/", "hope/write/"]  # fmt: skip


def patient_admins():
    """The models of patients that the admin knows."""
    return [model for model in admin.site._registry if model in rls.patient_models()]


def home(model) -> str:
    """The address of a model's list."""
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def lists(model, **known) -> list[str]:
    """The list in all the ways one could ask for it."""
    return [home(model) + query.format(**known) for query in CURIOUS]


def pages_of(model, pk) -> list[str]:
    """Everything about one row."""
    kind = ContentType.objects.get_for_model(model).pk
    ends = ["change/", "history/", "delete/", "change/?_to_field=id", "change/?range=all", "change/?before=2030-01-01"]
    own = [f"{home(model)}{pk}/{end}" for end in [*ends, "reviewed/", *ACTS]]
    return [*own, f"/admin/r/{kind}/{pk}/"]


def choices() -> list[str]:
    """Every autocomplete: each key of each model of ours, asked for in some ways."""
    found = []
    for model in admin.site._registry:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                label = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}"
                asked = f"/admin/autocomplete/?{label}&field_name={field.name}&term="
                found += [asked, f"{asked}R", f"{asked}Robin"]
    return found


def everything(rows, **known) -> list[str]:
    """All of it; `rows` are rows of the patient by model."""
    front = ["/admin/", "/admin/?q=Robin", "/admin/?silent=on", "/admin/?unread=on", "/admin/?phase=acute",
             "/admin/accounts/", "/admin/journal/", "/admin/review/", "/admin/jsi18n/", "/admin/nothing/",
             "/admin/?flag=craving_high", "/admin/accounts/patient/names/?q=Robin", "/admin/team/", "/admin/emergency/",
             "/admin/clinic/"]  # fmt: skip
    ends = ("hand-over", "end")
    front += [f"/admin/team/patient/{link.pk}/{end}/" for link in rows[Patient].care_links.all() for end in ends]
    for model in patient_admins():
        front += [*lists(model, **known), f"{home(model)}add/"]
        front += pages_of(model, rows[model].pk)
    return front + choices()
