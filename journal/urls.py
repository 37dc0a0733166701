from datetime import date

from django.urls import path, register_converter

from . import views


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
    path("", views.history, name="history"),
    path("today/", views.today, name="today"),
    path("<day:day>/", views.day, name="entry_day"),
]
