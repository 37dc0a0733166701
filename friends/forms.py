"""Inviting somebody, choosing what they see, and joining with a code."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.adapter import USERNAME_VALIDATORS
from accounts.forms import CODE_UNKNOWN, LONG_ENOUGH, NAME_TAKEN
from accounts.models import Patient, User
from goals.services import this_week

from . import services
from .models import Line, Tie

HERE_ALREADY = "You see this person already."
PLEASE = {"required": "Please fill this in."}


def _typed(label: str, help_text: str = "", longest: int = 60, **attrs) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"} | attrs)
    return forms.CharField(label=label, max_length=longest, help_text=help_text, widget=widget, error_messages=PLEASE)


def _helper(button: str, *fields) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*fields, Submit("save", button, css_class="primary"))
    return helper


class InviteForm(forms.Form):
    """Whom she invites, and whether they see how she is."""

    called = _typed("What you call them", "For example: my sister. They do not see it.")
    sees_status = forms.BooleanField(
        label="They may see how I am", required=False, help_text="The words that you tap, and nothing else."
    )

    def __init__(self, *args, patient: Patient, **kwargs):
        self.patient = patient
        super().__init__(*args, **kwargs)
        self.helper = _helper("Make a code", "called", "sees_status")

    def save(self) -> tuple[Tie, str] | None:
        """The tie and its code. None, with an error of the form, when there are enough."""
        try:
            return services.invite(patient=self.patient, **self.cleaned_data)
        except OverflowError:
            self.add_error(None, ValidationError("That is as many as there can be. Stop one first.", code="full"))
            return None


class ShownForm(forms.Form):
    """What one friend sees. The goals are those of this week."""

    sees_status = forms.BooleanField(label="How I am, in the words that I tap", required=False)
    goals = forms.TypedMultipleChoiceField(
        label="My goals of this week, and whether they are done",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, tie: Tie, patient: Patient, **kwargs):
        self.tie, goals = tie, this_week(patient)
        seen = [goal.pk for goal in goals if tie.pk in goal.seen_by]
        super().__init__(*args, initial={"sees_status": tie.sees_status, "goals": seen}, **kwargs)
        self.fields["goals"].choices = [(goal.pk, goal.text) for goal in goals]
        if not goals:
            del self.fields["goals"]
        self.helper = _helper("Show these", *self.fields)

    def save(self) -> None:
        """Exactly these, from now on."""
        told = self.cleaned_data
        services.choose(tie=self.tie, sees_status=told["sees_status"], goals=told.get("goals", ()))


class CodeForm(forms.Form):
    """A code, typed by somebody who has an account as a friend."""

    code = _typed("The code you were given", "Ten letters and digits.", 20, autocapitalize="characters")
    called = _typed("What you call the person", "Only you see this name.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("Add", "code", "called")

    def save(self, account: User) -> Line | None:
        """The new line. None, with an error of the form, when the code fits nothing."""
        try:
            line = services.join(account=account, **self.cleaned_data)
        except services.AlreadyHere:
            self.add_error("code", ValidationError(HERE_ALREADY, code="already"))
            return None
        if line is None:
            self.add_error("code", ValidationError(CODE_UNKNOWN, code="unknown"))
        return line


class JoinForm(CodeForm):
    """The code, and a new account to use it with."""

    username = forms.CharField(
        label="A name to log in with",
        min_length=3,
        max_length=150,
        validators=USERNAME_VALIDATORS,
        help_text="Letters and numbers, no spaces. The person does not see it.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages=PLEASE,
    )
    password = forms.CharField(
        label="A password",
        help_text=LONG_ENOUGH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=PLEASE,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        only = HTML("<p>You need an account for this. Nobody asks who you are.</p>")
        self.helper = _helper("Join", "code", "called", only, "username", "password")

    def clean_username(self):
        """A name that nobody has yet, whatever its capitals."""
        if User.objects.named(self.cleaned_data["username"]).exists():
            raise ValidationError(NAME_TAKEN, code="taken")
        return self.cleaned_data["username"]

    def clean_password(self):
        """Long enough, and not one that everybody uses."""
        validate_password(self.cleaned_data["password"], User(username=self.cleaned_data.get("username", "")))
        return self.cleaned_data["password"]

    def save_anew(self) -> User | None:
        """The new account. None, with an error of the form, when the code fits nothing."""
        try:
            user = services.join_anew(**self.cleaned_data)
        except IntegrityError:  # somebody took the name a moment before
            self.add_error("username", ValidationError(NAME_TAKEN, code="taken"))
            return None
        if user is None:
            self.add_error("code", ValidationError(CODE_UNKNOWN, code="unknown"))
        return user
