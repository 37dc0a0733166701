"""What she chose for a kind of file is there for the next one like it, until she has it forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import rls
from clinical.phases import local_day
from journal.importing import recipes
from journal.importing.daylio import NEW_COPING
from journal.models import Entry, ImportDraft, ImportRecipe, Symptom
from tests.journal.diaries import SMALL, choose_columns, choose_file, say_yes
from tests.journal.test_import_daylio import HEADER, choose_words, row

COLUMNS = {"c1": ("anxiety", -5, 5, True), "c3": "note"}
NEXT = SMALL.replace("2026-03", "2026-04")
CHECK, CHOOSE = "diary_import_check", "diary_import_columns"


def bring(client, text=SMALL, keep="on", **columns):
    choose_file(client, text)
    choose_columns(client, **(columns or COLUMNS))
    return say_yes(client, keep=keep)


def page(client, name) -> str:
    return client.get(reverse(name)).content.decode()


def test_she_is_asked_whether_to_keep_them_and_yes_is_the_answer_to_begin_with(as_patient):
    choose_file(as_patient)
    choose_columns(as_patient, **COLUMNS)
    assert "Keep these settings for the next file like this" in page(as_patient, CHECK)
    assert as_patient.get(reverse(CHECK)).context["form"]["keep"].value() is True


def test_the_next_file_like_it_needs_only_a_yes(as_patient, patient):
    bring(as_patient)
    assert "Your choices are kept for the next file like this one." in page(as_patient, "diary_import_done")
    assert choose_file(as_patient, NEXT).url == reverse(CHECK)
    assert "We filled in what you chose for a file like this on" in page(as_patient, CHECK)
    say_yes(as_patient)
    days = {entry.date.isoformat(): entry.ratings for entry in Entry.objects.filter(patient=patient)}
    assert days["2026-04-01"] == days["2026-03-01"] == {"anxiety": 8}


def test_they_can_be_changed_before_the_yes(as_patient):
    bring(as_patient)
    choose_file(as_patient, NEXT)
    shown = page(as_patient, CHOOSE)
    assert '<option value="anxiety" selected>' in shown and 'value="-5"' in shown
    choose_columns(as_patient, c1=("low_mood", -3, 3))
    assert "We filled in" not in page(as_patient, CHECK)


def test_without_her_yes_nothing_is_kept(as_patient):
    choose_file(as_patient)
    choose_columns(as_patient, **COLUMNS)
    assert say_yes(as_patient).url == reverse("diary_import_done")
    assert not ImportRecipe.objects.exists()
    assert choose_file(as_patient, NEXT).url == reverse(CHOOSE)


def test_a_file_with_other_columns_is_another_kind(as_patient):
    bring(as_patient)
    assert choose_file(as_patient, NEXT.replace("Down", "Up")).url == reverse(CHOOSE)


def test_the_latest_choice_is_the_one_that_is_kept(as_patient):
    bring(as_patient)
    bring(as_patient, c1=("low_mood", -3, 3))
    [recipe] = ImportRecipe.objects.all()
    assert recipe.settings["targets"] == {"1": {"to": "low_mood", "low": "-3", "high": "3", "turned": False}}


def test_days_written_the_other_way_round_are_asked_about(as_patient):
    bring(as_patient)
    assert choose_file(as_patient, NEXT.replace("2026-04-0", "1/4/200")).url == reverse(CHOOSE)


def test_a_symptom_that_is_no_longer_asked_is_chosen_again(as_patient):
    bring(as_patient)
    Symptom.objects.filter(code="anxiety").update(active=False)
    assert choose_file(as_patient, NEXT).url == reverse(CHOOSE)
    assert as_patient.get(reverse(CHECK)).url == reverse(CHOOSE)


def test_one_button_forgets_them_and_begins_again(as_patient):
    bring(as_patient)
    choose_file(as_patient, NEXT)
    assert as_patient.post(reverse("diary_import_forget")).url == reverse(CHOOSE)
    assert not ImportRecipe.objects.exists() and "choice" not in ImportDraft.objects.get().settings
    assert '<option value="low_mood" selected>' in page(as_patient, CHOOSE)


def test_all_of_them_can_be_forgotten_without_a_file(as_patient, as_other_patient):
    bring(as_patient)
    bring(as_other_patient)
    assert "What you chose for 1 kind of file" in page(as_patient, "diary_import")
    assert as_patient.post(reverse("diary_import_forget"), {"all": "1"}).url == reverse("diary_import")
    assert ImportRecipe.objects.count() == 1
    assert "What we remember" not in page(as_patient, "diary_import")


def test_forgetting_needs_more_than_a_link(as_patient):
    assert as_patient.get(reverse("diary_import_forget")).status_code == 405


def test_only_the_newest_few_are_kept(patient, other_patient):
    recipes.keep(other_patient, ["date", "theirs"], {})
    for number in range(12):
        recipes.keep(patient, ["date", f"column {number}"], {"number": number})
    kept = ImportRecipe.objects.filter(patient=patient)
    assert {recipe.settings["number"] for recipe in kept} == set(range(2, 12))
    assert recipes.recipe_for(other_patient, ["DATE", "theirs"]) and not recipes.recipe_for(patient, ["date", "theirs"])


def test_the_day_of_the_choice_is_told_by_her_clock(as_patient, patient):
    bring(as_patient)
    chosen_at = timezone.now() - timedelta(days=40)
    ImportRecipe.objects.update(updated_at=chosen_at)
    choose_file(as_patient, NEXT)
    assert f"on {local_day(chosen_at, patient.zone):%-d %B %Y}." in page(as_patient, CHECK)


def test_neither_her_columns_nor_her_words_can_be_read_in_them(as_patient):
    choose_words(as_patient, gym=NEW_COPING)
    say_yes(as_patient, keep="on")
    bring(as_patient)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_importrecipe")
        kept = str(cursor.fetchall())
    assert "anxiety" in kept
    assert not [word for word in ("Down", "gym", "dizzy", "reading", "awful", "Concentration") if word in kept]


def test_daylios_words_are_known_the_next_time(as_patient, patient):
    choose_words(as_patient, HEADER + row(activities="gym | tea", mood="ok"), gym=NEW_COPING, ok="4")
    say_yes(as_patient, keep="on")
    assert choose_file(as_patient, HEADER + row("2026-03-05", activities="Gym", mood="OK")).url == reverse(CHECK)
    say_yes(as_patient)
    first, second = Entry.objects.filter(patient=patient).order_by("date")
    assert second.coping == first.coping != [] and second.ratings == {"low_mood": 4}


@pytest.mark.parametrize(("word", "where"), [("activities", "rain"), ("mood", "fizzy")])
def test_a_word_that_is_new_since_then_is_asked_about(as_patient, word, where):
    choose_words(as_patient, HEADER + row(activities="gym", mood="ok"), gym="walk", ok="4")
    say_yes(as_patient, keep="on")
    assert choose_file(as_patient, HEADER + row(activities="gym", mood="ok") + row(**{word: where})).url == reverse(
        CHOOSE
    )
    form = as_patient.get(reverse(CHOOSE)).context["form"]
    told = {field.label: (field.initial, field.help_text) for field in form.fields.values()}
    assert told[where] == ("", "once, new since last time")
    assert (told["gym"], told["ok"]) == (("walk", "once"), ("4", "once"))


@pytest.mark.parametrize("who", ["clinician", "stranger", "other_patient", "administrator"])
def test_the_database_itself_hides_them(as_patient, cast, who):
    bring(as_patient)
    account = getattr(cast[who], "user", cast[who])
    with rls.acting_as(rls.role_of(account), account.pk):
        assert not ImportRecipe.objects.exists()


def test_they_can_be_taken_out_and_erased_like_all_else(as_patient, patient):
    from accounts.privacy import erase, everything_about

    bring(as_patient)
    assert len(everything_about(patient)["tables"]["journal.ImportRecipe"]) == 1
    erase(patient)
    assert not ImportRecipe.objects.exists()
