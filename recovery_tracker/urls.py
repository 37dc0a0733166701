"""The addresses. A contract: bookmarks and clients rely on them."""

from django.contrib import admin
from django.urls import include, path

from journal import urls as journal_urls
from review.patient_views import from_team
from timeline import copy_views
from timeline.after_use import used
from timeline.assessment_result import assessment_result, assessment_safe
from timeline.plan_file import plan_file
from timeline.saved import safe, saved
from timeline.saved_help import save_help, saved_help

from . import offline_views, shown_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("welcome/", views.welcome, name="welcome"),
    path("more/", views.more, name="more"),
    path("sw.js", offline_views.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline_views.manifest, name="manifest"),
    path("accounts/logout/", offline_views.logout, name="account_logout"),
    path("accounts/", include("allauth.account.urls")),
    path("", include("accounts.urls")),
    path("", include("flags.urls")),
    path("privacy/shown/", shown_views.shown, name="shown"),
    path("journal/<day:day>/saved/", saved, name="entry_saved"),
    path("journal/<day:day>/safe/", safe, name="entry_safe"),
    path("journal/<day:day>/used/", used, name="entry_used"),
    path("journal/export.json", copy_views.diary_export_json, name="diary_export_json"),
    path("journal/export.fhir.json", copy_views.diary_export_fhir, name="diary_export_fhir"),
    path("journal/", include(journal_urls)),
    path("assessments/<slug:key>/<day:day>/", assessment_result, name="assessment_result"),
    path("assessments/<slug:key>/<day:day>/safe/", assessment_safe, name="assessment_safe"),
    path("assessments/", include("assessments.urls")),
    path("plans/<slug:kind>/file/", plan_file, name="plan_file"),
    path("plans/", include("plans.urls")),
    path("goals/", views.goals, name="goals"),
    path("timeline/", include("timeline.urls")),
    path("", include("friends.urls")),
    path("from-your-team/", from_team, name="from_team"),
    path("help-now/", views.help_now, name="help_now"),
    path("resources/saved/", saved_help, name="saved_help"),
    path("resources/<slug:slug>/save/", save_help, name="save_help"),
    path("resources/<slug:slug>/", views.resource, name="resource"),
    path("", include("resources.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "recovery_tracker.views.bad_request"
handler500 = "recovery_tracker.views.server_error"
