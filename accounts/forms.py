"""Sign-up and log-in, in our words."""

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import render
from django.urls import reverse

from .models import ConsentRecord, Invitation, User

NAME_TAKEN = "Somebody has this name already. Please choose another."
LONG_ENOUGH = "At least 10 characters. Three or four words in a row are good."
CODE_UNKNOWN = "We can't find this code. It may be mistyped, used already, or too old. Ask for a new one."


def plain(fields) -> None:
    """Our words for what is missing, and no words inside the boxes: the labels say it."""
    for field in fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = "Please fill this in."


class SignupForm(allauth_forms.SignupForm):
    """A name and a password; an e-mail address only if she wants one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "A name to log in with"
        self.fields["username"].help_text = "Letters and numbers, no spaces. Best not your real name."
        self.fields["email"].label = "E-mail address (you can leave this out)"
        self.fields["email"].help_text = (
            "Without one, nobody can give you a new password. If you forget it, what you wrote stays locked."
        )
        self.fields["password1"].help_text = LONG_ENOUGH
        self.fields["password2"].label = "The password again"
        plain(self.fields)
        self.helper = _helper("Sign up", "username", "email", "password1", "password2")

    def clean_username(self):
        """A name that nobody has yet, whatever its capitals."""
        username = super().clean_username()
        if User.objects.named(username).exists():
            raise ValidationError(NAME_TAKEN, code="taken")
        return username

    def try_save(self, request):
        """The new account; the form's own error when somebody took the name a moment before."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError as error:
            raise ImmediateHttpResponse(self._too_late(request)) from error

    def _too_late(self, request):
        self.add_error("username", ValidationError(NAME_TAKEN, code="taken"))
        return render(request, "account/signup.html", {"form": self, "login_url": reverse("account_login")}, status=422)


class LoginForm(allauth_forms.LoginForm):
    """Name and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Your log-in name"
        self.fields["remember"].label = "Keep me logged in on this phone"
        self.fields["remember"].help_text = "For two weeks. Don't tick this if somebody else uses this phone."
        self.fields["password"].help_text = ""
        plain(self.fields)
        self.helper = _helper("Log in", "login", "password", "remember")

    def login(self, request, redirect_url=None):
        """Log in. A staff session is short, whatever was ticked."""
        response = super().login(request, redirect_url)
        if request.user.is_authenticated and request.user.is_staff:
            request.session.set_expiry(settings.STAFF_SESSION_SECONDS)
        return response


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """A link for a new password, only to an address that has been confirmed: a mistyped one may be a stranger's."""

    def clean_email(self):
        """Accounts that don't own the address count as none."""
        email = super().clean_email()
        confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
        self.users = [user for user in self.users if user.pk in {row["user"] for row in confirmed}]
        return email


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Your password now"
        self.fields["password1"].label = "The new password"
        self.fields["password1"].help_text = LONG_ENOUGH
        self.fields["password2"].label = "The new password again"


class CodeForm(forms.Form):
    """The code a clinician gave her. `cleaned_data["code"]` is the invitation."""

    code = forms.CharField(
        label="The code from your clinician",
        max_length=20,
        help_text="Ten letters and digits, for example ABCDE-23456.",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("Next", "code")

    def clean_code(self):
        """The open invitation that has this code."""
        invitation = Invitation.objects.usable(self.cleaned_data["code"]).first()
        if invitation is None:
            raise ValidationError(CODE_UNKNOWN, code="unknown")
        return invitation


class ConsentForm(forms.Form):
    """What she agrees to share, and the name her clinician will see."""

    chosen_name = forms.CharField(
        label="The name they will see", max_length=60, help_text="So that they know it is you."
    )
    scope = forms.MultipleChoiceField(
        label="What may they see?",
        choices=ConsentRecord.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please tick at least one, or choose “No, don't share”."},
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("Yes, share these", "chosen_name", "scope", "seen")


class PasswordAgainForm(forms.Form):
    """Her password once more, before something that can't be undone for long."""

    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.helper = _helper("Erase everything", "password")

    def clean_password(self):
        """Refuses another password than hers."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError("This is not your password. Nothing has been changed.", code="wrong")
        return self.cleaned_data["password"]


def _helper(button: str, *fields: str) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*fields, Submit("save", button, css_class="primary"))
    return helper
