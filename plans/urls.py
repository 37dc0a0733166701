from django.urls import path

from . import views

urlpatterns = [
    path("", views.plans, name="plans"),
    path("<slug:kind>/", views.plan, name="plan"),
    path("<slug:kind>/start/", views.plan_start, name="plan_start"),
    path("<slug:kind>/phone/", views.plan_phone, name="plan_phone"),
    path("<slug:kind>/versions/", views.plan_versions, name="plan_versions"),
    path("<slug:kind>/shown/", views.plan_shown, name="plan_shown"),
    path("<slug:kind>/review/", views.plan_review, name="plan_review"),
    path("<slug:kind>/<slug:section>/", views.plan_section, name="plan_section"),
]
