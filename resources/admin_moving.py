"""Taking the directory out as a file, and bringing one in after seeing what it would change."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from resources import moving
from resources.two_people import Person

FORMATS = {"csv": (moving.to_csv, "text/csv"), "json": (moving.to_json, "application/json")}
MOST_BYTES = 1_000_000  # what a page carries from "what would change" to "do it"; the command takes more


class FileForm(forms.Form):
    """A file, or what was in it on the way to being taken."""

    TABLES = [("resources", "The directory"), ("crisis-lines", "Crisis lines")]

    table = forms.ChoiceField(label="What is in it", choices=TABLES)
    file = forms.FileField(label="File (CSV or JSON)", required=False)
    text = forms.CharField(required=False, strip=False, max_length=MOST_BYTES, widget=forms.HiddenInput)

    def clean(self):
        """The plan of the file: what it would change."""
        cleaned = super().clean()
        file = cleaned.get("file")
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError("This file is too large for a page. manage.py import_directory takes it.")
        try:
            text = file.read().decode("utf-8-sig") if file else cleaned.get("text")
            if not text:
                raise forms.ValidationError("Please choose a file of up to 1 MB.")
            cleaned["text"], cleaned["plan"] = text, moving.plan(moving.TABLES[cleaned["table"]], text)
        except UnicodeDecodeError:
            raise forms.ValidationError("Please save the file as UTF-8 first.") from None
        except moving.Unreadable as reason:
            raise forms.ValidationError(str(reason)) from None
        return cleaned


def urls(model_admin) -> list:
    """The addresses, for the admin of resources."""
    wrap = model_admin.admin_site.admin_view

    def may(view):
        """Only for those who may change the directory."""

        def guarded(request, *args, **kwargs):
            if not model_admin.has_change_permission(request):
                raise PermissionDenied
            return view(request, model_admin, *args, **kwargs)

        return guarded

    return [
        path("export/<slug:table>.<slug:form>", wrap(require_safe(may(export))), name="resources_export"),
        path("import/", wrap(csrf_exempt(may(bring_in))), name="resources_import"),
    ]


def export(request, model_admin, table, form):
    """A table as a file."""
    if table not in moving.TABLES or form not in FORMATS:
        raise Http404
    write, kind = FORMATS[form]
    response = HttpResponse(write(moving.TABLES[table]), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table}.{form}"'
    return response


def bring_in(request, model_admin):
    """The page that takes a file: this one gets it, in memory, where every other page drops it."""
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _bring_in(request, model_admin)


@csrf_protect
def _bring_in(request, model_admin):
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    found = form.cleaned_data["plan"] if request.method == "POST" and form.is_valid() else None
    if found and found.can_be_done and "do" in request.POST:
        waits = moving.carry_out(found, Person(request.user.pk, request.user.get_username()))
        done = f"{len(found.added)} added, {len(found.changed)} changed."
        messages.success(request, f"{done} {waits} of these wait for a second person." if waits else done)
        return redirect("admin:resources_queue")
    context = model_admin.admin_site.each_context(request) | {"title": "Bring in a file", "opts": model_admin.opts}
    context |= {"form": form, "plan": found}
    return render(request, "admin/resources/import.html", context, status=422 if form.errors else 200)
