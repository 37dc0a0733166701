from django.urls import path

from . import views

urlpatterns = [
    path("", views.assessments, name="assessments"),
    path("export.csv", views.assessments_export, name="assessments_export"),
    path("not-now/", views.not_now, name="not_now"),
    path("<slug:key>/", views.assessment, name="assessment"),
]
