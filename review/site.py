"""The admin's own site: a caseload for clinicians, accounts and content for administrators, nothing for others."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

NOT_OURS = {"auth", "account"}  # groups and e-mail rows of libraries, with which nobody here works


class RecoveryAdminSite(AdminSite):
    """Django's admin for clinicians and administrators. What somebody may not do isn't there: 404, never 403."""

    site_title = site_header = "Work pages"
    index_title = "Accounts and content"
    site_url = None
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Register our models; those of libraries stay out."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label not in NOT_OURS]
        super().register(ours, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Visitors log in where everybody does; for signed-in patients, and without permission, there is nothing."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise Http404
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied as refusal:
                raise Http404 from refusal

        return update_wrapper(guarded, inner)

    def get_urls(self):
        """The admin's addresses, without its own log-in page as the place where visitors are sent; and the team's."""
        urls = [*self._team_urls(), *super().get_urls()]
        for pattern in urls:
            vars(getattr(pattern, "callback", None) or pattern).pop("login_url", None)
        return urls

    def _team_urls(self):
        from . import team_views as views
        from .clinic_views import clinic

        pages = {
            "team/": (views.team, "team"),
            "team/<int:pk>/cover/": (views.cover, "team_cover"),
            "team/<int:pk>/leave/": (views.leave, "team_leave"),
            "team/cover/<int:pk>/end/": (views.end_cover, "team_end_cover"),
            "team/patient/<int:pk>/hand-over/": (views.hand_over, "team_hand_over"),
            "team/patient/<int:pk>/end/": (views.end_care, "team_end_care"),
            "emergency/": (views.emergency, "emergency"),
            "clinic/": (clinic, "clinic"),
        }
        framed = [(address, self.admin_view(self._framed(view)), name) for address, (view, name) in pages.items()]
        return [path(address, view, name=name) for address, view, name in framed]

    def _framed(self, view):
        def framed(request, **found):
            request.current_app = self.name
            return view(request, self.each_context(request), **found)

        return update_wrapper(framed, view)

    def get_app_list(self, request, app_label=None):
        """What an administrator looks after. Clinicians have the caseload instead."""
        return super().get_app_list(request, app_label) if request.user.is_superuser else []

    def each_context(self, request):
        """For every page: the clinician who is signed in, too; for an administrator how many emergencies nobody has
        read of."""
        from accounts.models import EmergencyNotice

        from .access import clinician_of

        more = {"clinician": clinician_of(request)}
        if request.user.is_superuser:
            more["unread_emergencies"] = EmergencyNotice.objects.filter(read_at=None).count()
        return super().each_context(request) | more

    def index(self, request, extra_context=None):
        """The caseload, or the list of what an administrator looks after."""
        from .caseload_view import caseload

        if request.user.is_superuser:
            return super().index(request, extra_context)
        return caseload(request, self.each_context(request))

    @login_not_required
    def login(self, request, extra_context=None):
        """Nobody logs in here."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))

    def logout(self, request, extra_context=None):
        """Everybody logs out in one place."""
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        """Everybody changes a password in one place."""
        return redirect("account_change_password")
