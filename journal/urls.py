from datetime import date

from django.urls import include, path, register_converter

from . import (
    draft_views,
    history_views,
    import_views,
    offline_views,
    pause_views,
    question_views,
    reminder_views,
    two_versions,
    views,
)


class DayConverter:
    """A day as YYYY-MM-DD. A day that doesn't exist is an address that doesn't either."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The date; ValueError makes it a 404."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The address of a date."""
        return value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("", history_views.history, name="history"),
    path("today/", views.today, name="today"),
    path("import/", import_views.diary_import, name="diary_import"),
    path("import/columns/", import_views.diary_import_columns, name="diary_import_columns"),
    path("import/check/", import_views.diary_import_check, name="diary_import_check"),
    path("import/done/", import_views.diary_import_done, name="diary_import_done"),
    path("import/cancel/", import_views.diary_import_cancel, name="diary_import_cancel"),
    path("import/forget/", import_views.diary_import_forget, name="diary_import_forget"),
    path("export.csv", import_views.diary_export, name="diary_export"),
    path("questions/", question_views.questions, name="questions"),
    path("questions/words/", question_views.own_tag, name="own_tag"),
    path("questions/hide/", question_views.hide_tag, name="hide_tag"),
    path("urge/", include("journal.urge_urls")),
    path("search/", history_views.search_notes, name="search_notes"),
    path("offline/", offline_views.offline_check_in, name="offline_check_in"),
    path("outbox/", draft_views.outbox, name="outbox"),
    path("pause/", pause_views.pause, name="pause"),
    path("pause/back/", pause_views.come_back, name="come_back"),
    path("reminders/", reminder_views.reminders, name="reminders"),
    path("reminder.ics", reminder_views.reminder_ics, name="reminder_ics"),
    path("<day:day>/", views.day, name="entry_day"),
    path("<day:day>/look/", history_views.entry_look, name="entry_look"),
    path("<day:day>/draft/", draft_views.entry_draft, name="entry_draft"),
    path("<day:day>/same/", draft_views.entry_same, name="entry_same"),
    path("<day:day>/choose/", two_versions.entry_choose, name="entry_choose"),
]
