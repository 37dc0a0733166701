"""Accounts, for administrators. Whether somebody keeps a journal can be seen here; what stands in it can't."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html

from . import team_admin as _teams  # noqa: F401  # registers itself
from .models import Clinician, User

ADMINISTRATOR, CLINICIAN, PATIENT, FRIEND = "Administrator", "Clinician", "Patient", "Family or friend"


class StaffCreationForm(UserCreationForm):
    """A new clinician or administrator. Patients sign up on their own."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["username", "email", "is_superuser"]
        labels = {"is_superuser": "Administrator"}
        help_texts = {
            "is_superuser": "Looks after accounts and content, and sees no journal. Leave this open for a clinician.",
            "email": "Can be left out. It serves for a new password, and nothing else.",
        }


class ClinicianFormSet(forms.BaseInlineFormSet):
    """The one row that makes an account a clinician's."""

    def clean(self):
        """A clinician has a name, and an administrator is no clinician."""
        super().clean()
        is_named = any(form.instance.name for form in self.forms)
        if self.instance.is_superuser and is_named:
            raise ValidationError("An administrator sees no journal and can't be a clinician too.", code="both")
        if not self.instance.is_superuser and not is_named:
            raise ValidationError("Please give the name that patients know this clinician by.", code="name")


class ClinicianInline(admin.StackedInline):
    """How patients see a clinician."""

    model, formset = Clinician, ClinicianFormSet
    verbose_name_plural = "As patients see this clinician"
    extra = max_num = 1
    can_delete = False


class KindFilter(admin.SimpleListFilter):
    """Clinicians, administrators, patients, or family and friends."""

    title, parameter_name = "kind", "kind"
    FLAGS = {
        CLINICIAN: {"is_staff": True, "is_superuser": False},
        ADMINISTRATOR: {"is_superuser": True},
        PATIENT: {"is_staff": False, "is_superuser": False, "is_friend": False},
        FRIEND: {"is_friend": True},
    }

    def lookups(self, request, model_admin):
        """The four kinds."""
        return [(kind, f"{kind}s") for kind in self.FLAGS]

    def queryset(self, request, queryset):
        """Accounts of one kind."""
        return queryset.filter(**self.FLAGS.get(self.value(), {}))


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Making, closing and reopening accounts. What an account is for never changes: its rows hang on it."""

    add_form, add_form_template = StaffCreationForm, None
    form = forms.ModelForm
    list_display, list_filter = ["username", "kind", "is_active", "date_joined"], [KindFilter, "is_active"]
    search_fields, ordering = ["username"], ["username"]
    filter_horizontal, actions = [], None
    show_full_result_count, show_facets = False, admin.ShowFacets.NEVER
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", "email", "is_superuser"]})]

    def get_fieldsets(self, request, obj=None):
        """More of staff than of patients: an address or a password from here would open a journal."""
        if obj is None:
            return self.add_fieldsets
        of_staff = ["email", "password_link", "last_login"] if obj.is_staff else []
        return [(None, {"fields": ["username", "kind", "is_active", *of_staff, "date_joined"]})]

    def get_readonly_fields(self, request, obj=None):
        """Nobody closes the account she is using."""
        fixed = ["username", "kind", "password_link", "last_login", "date_joined"] if obj else []
        return [*fixed, "is_active"] if obj == request.user else fixed

    def get_inlines(self, request, obj):
        """A clinician's name, for clinicians."""
        return [ClinicianInline] if obj is None or (obj.is_staff and not obj.is_superuser) else []

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the filters ask: anything else would let an address be guessed letter by letter."""
        return lookup in {"kind", "is_active__exact"}

    def has_delete_permission(self, request, obj=None):
        """Accounts are closed; what hangs on them stays. A patient's is erased by the patient."""
        return False

    def save_model(self, request, obj, form, change):
        """What is made here belongs to staff."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def user_change_password(self, request, id, form_url=""):
        """For staff alone: with a patient's password one could read what the patient wrote."""
        user = self.get_object(request, id)
        if user is None or not user.is_staff:
            raise Http404
        return super().user_change_password(request, id, form_url)

    @admin.display(description="kind")
    def kind(self, user):
        """What the account is for."""
        if user.is_staff:
            return ADMINISTRATOR if user.is_superuser else CLINICIAN
        return FRIEND if user.is_friend else PATIENT

    @admin.display(description="password")
    def password_link(self, user):
        """Where to set a new one."""
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">Set a new password</a>', address)


@admin.register(Clinician)
class ClinicianAdmin(admin.ModelAdmin):
    """How patients see clinicians. A clinician is made, and closed, under Accounts."""

    list_display = ["name", "organisation", "commitment", "is_open"]
    search_fields, fields = ["name", "organisation"], ["name", "organisation", "commitment"]
    list_select_related, actions = ["user"], None
    show_full_result_count, show_facets = False, admin.ShowFacets.NEVER

    def has_add_permission(self, request):
        """An account comes first."""
        return False

    def has_delete_permission(self, request, obj=None):
        """The account is closed instead: patients keep seeing who looked."""
        return False

    @admin.display(description="can log in", boolean=True)
    def is_open(self, clinician):
        """Whether the account is open."""
        return clinician.user.is_active
