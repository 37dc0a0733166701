"""An older diary comes in, step by step; the whole diary goes out."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import patient_only
from accounts.models import AccessLog

from .days import today_of
from .exporting import diary_csv
from .import_daylio import DaylioForm
from .import_forms import CHANGED, ImportCheckForm, ImportColumnsForm, ImportFileForm
from .importing import recipes
from .importing.found import Reading
from .importing.tags import TagWords
from .importing.uploads import DiaryUploadHandler
from .importing.waiting import WaitingFile
from .importing.writing import import_days
from .models import Entry, ImportRecipe, Symptom
from .models.entry import SELF_HARM
from .tagging import Chips

IMPORTED = "imported"  # in the session: what the last import did
NOTHING_WAITS = "There is no file waiting. Please choose it again."
FORGOTTEN = "The settings are forgotten. The next file like it will ask you again."


@csrf_exempt  # reading the token reads the file; `_choose_file` asks for it once the upload is in our hands
@patient_only
@require_http_methods(["GET", "POST"])
def diary_import(request):
    """Step 1: choose the file."""
    handler = DiaryUploadHandler(request)
    request.upload_handlers = [handler]
    return _choose_file(request, handler)


@csrf_protect
def _choose_file(request, handler):
    files = request.FILES if request.method == "POST" else None
    form = ImportFileForm(_sent(request), files, too_big=handler.too_big)
    if form.is_valid():
        waiting = form.save(request.patient)
        return redirect("diary_import_check" if waiting.is_ready else "diary_import_columns")
    kept = ImportRecipe.objects.filter(patient=request.patient).count()
    context = {"form": form, "waiting": WaitingFile.of(request.patient), "kept": kept}
    return _page(request, "import.html", context, form)


@patient_only
@require_http_methods(["GET", "POST"])
def diary_import_columns(request):
    """Step 2: say what each column is, or what Daylio's words become. Our own export has nothing to ask."""
    waiting = WaitingFile.of(request.patient)
    if waiting is None:
        return _nothing_waits(request)
    if waiting.ours:
        return redirect("diary_import_check")
    form = _choosing(request, waiting)
    if form.is_valid():
        form.save(waiting)
        return redirect("diary_import_check")
    return _page(request, "import_columns.html", {"form": form, "waiting": waiting}, form)


def _choosing(request, waiting: WaitingFile):
    if waiting.diary:
        return DaylioForm(_sent(request), waiting=waiting)
    symptoms = list(waiting.symptoms.values())
    return ImportColumnsForm(_sent(request), columns=waiting.columns, symptoms=symptoms, chosen=waiting.choice)


@patient_only
@require_http_methods(["GET", "POST"])
def diary_import_check(request):
    """Step 3: look it over, and say yes. The yes is taken once, however often it is sent."""
    waiting = WaitingFile.of(request.patient, lock=request.method == "POST")
    if waiting is None:
        return _nothing_waits(request)
    if waiting.choice is None:
        return redirect("diary_import_columns")
    reading = waiting.reading(today_of(request.patient))
    shown = waiting.preview(reading)
    form = ImportCheckForm(_sent(request), waiting=waiting, preview=shown)
    if form.is_valid():
        return _bring(request, waiting, reading, form)
    if form.has_error("seen", "changed"):
        messages.warning(request, CHANGED)
        return redirect("diary_import_check")
    context = {"form": form, "preview": shown, "reading": reading, "waiting": waiting}
    return _page(request, "import_check.html", context, form)


def _bring(request, waiting: WaitingFile, reading: Reading, form: ImportCheckForm):
    done = import_days(patient=request.patient, days=reading.days, replace=form.replace)
    if form.cleaned_data.get("keep"):
        waiting.keep_choice()
    waiting.draft.delete()
    told_of_harm = any(day.ratings.get(SELF_HARM) for day in reading.days.values())
    request.session[IMPORTED] = {
        "added": done.added,
        "changed": done.changed,
        "kept": done.kept,
        "left_out": reading.problem_count,
        "omitted": reading.omitted_count,
        "new_words": done.new_words,
        "settings_kept": bool(form.cleaned_data.get("keep")),
        "first": min(reading.days).isoformat(),
        "last": max(reading.days).isoformat(),
        "told_of_harm": told_of_harm,
    }
    return redirect("diary_import_done")


@patient_only
@require_safe
def diary_import_done(request):
    """What was brought over, and where it can be seen."""
    done = request.session.pop(IMPORTED, None)  # shown once: what it tells doesn't stay in the session
    if done is None:
        return redirect("history")
    days = {end: date.fromisoformat(done[end]) for end in ("first", "last")}
    return _page(request, "import_done.html", {"done": done | days})


@patient_only
@require_POST
def diary_import_cancel(request):
    """Throw the file away; the journal stays as it is."""
    waiting = WaitingFile.of(request.patient)
    if waiting:
        waiting.draft.delete()
    messages.info(request, "Nothing was brought over. The file is gone from here.")
    return redirect("history")


@patient_only
@require_POST
def diary_import_forget(request):
    """Forget what was kept for files like the one that waits, or, with `all`, for every file."""
    waiting = WaitingFile.of(request.patient)
    if waiting and "all" not in request.POST:
        waiting.forget_choice()
        messages.info(request, FORGOTTEN)
        return redirect("diary_import_columns")
    recipes.forget(request.patient)
    messages.info(request, FORGOTTEN)
    return redirect("diary_import")


@patient_only
@require_safe
def diary_export(request):
    """All her days as a CSV file. Made in memory: a streamed answer would run after the database's rules are off."""
    entries = Entry.objects.filter(patient=request.patient)
    text = diary_csv(entries, Symptom.objects.all(), TagWords(Chips(request.patient).known))
    return _taken_out(request, text, "text/csv; charset=utf-8", "journal.csv")


def _taken_out(request, text: str, kind: str, name: str) -> HttpResponse:
    """A file to keep; that it was taken out is logged."""
    AccessLog.objects.record(request.user, [request.patient], AccessLog.What.EXPORT)
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sent(request):
    return request.POST if request.method == "POST" else None


def _nothing_waits(request):
    messages.info(request, NOTHING_WAITS)
    return redirect("diary_import")


def _page(request, template: str, context: dict, form=None):
    status = 422 if form is not None and form.errors else 200
    return render(request, f"journal/{template}", context | {"tab": "more"}, status=status)
