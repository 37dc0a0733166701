"""What a form brings along so that a save sent twice is known, and one on top of a newer version is noticed."""

from uuid import UUID

from django import forms

MOST_DIGITS = 9  # of a revision
NOT_FILLED_IN = {"autocomplete": "off"}  # or a browser puts those of an old page into a new one


def revision_or_none(text: str | None) -> int | None:
    """The revision that a form names; None when it names none."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def save_id_or_none(text: str | None) -> UUID | None:
    """The name of the save that a form is; None when it has none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


class SavingForm(forms.Form):
    """A form with the name of this save (`save_id`), and the revision that was before her (`seen`); cleaned, None where
    it brings none."""

    save_id = forms.CharField(widget=forms.HiddenInput(attrs=NOT_FILLED_IN), required=False)
    seen = forms.CharField(widget=forms.HiddenInput(attrs=NOT_FILLED_IN), required=False)

    def clean_save_id(self) -> UUID | None:
        """A name, or None."""
        return save_id_or_none(self.cleaned_data["save_id"])

    def clean_seen(self) -> int | None:
        """A revision, or None."""
        return revision_or_none(self.cleaned_data["seen"])
