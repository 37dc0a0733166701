"""What the admin's forms check beyond the fields."""

import zoneinfo

from django import forms
from django.utils import timezone

from resources.models import CrisisLine, Resource


class ReviewedForm(forms.ModelForm):
    """A check is never in the future, and hours are by a clock there is."""

    def clean_verified_on(self):
        """Today or before."""
        day = self.cleaned_data["verified_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("This day is still to come.", code="future")
        return day

    def clean_hours_tz(self):
        """A name like Europe/London."""
        name = self.cleaned_data["hours_tz"]
        if name and name not in zoneinfo.available_timezones():
            raise forms.ValidationError("Not a time zone. Write it like Europe/London.", code="unknown")
        return name


class Lines(forms.CharField):
    """A text of several lines: a browser ends each in its own way, which changes nothing."""

    def to_python(self, value):
        """With plain line ends."""
        return "\n".join(super().to_python(value).splitlines())


class ResourceForm(ReviewedForm):
    """Sources stand one a line."""

    body = Lines(
        required=False, widget=forms.Textarea(attrs={"rows": 20, "class": "vLargeTextField"}), label="Text",
        help_text=Resource._meta.get_field("body").help_text,
    )
    sources = Lines(
        required=False, widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        help_text=Resource._meta.get_field("sources").help_text,
    )

    class Meta:
        model = Resource
        fields = []  # those of the page, which the admin adds

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sources" in self.fields:
            self.initial["sources"] = "\n".join(self.instance.sources)

    def clean_sources(self):
        """As a list."""
        return [line.strip() for line in self.cleaned_data["sources"].splitlines() if line.strip()]


class LineForm(ReviewedForm):
    """A crisis line."""

    class Meta:
        model = CrisisLine
        fields = []  # those of the page, which the admin adds
