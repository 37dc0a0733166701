"""Public addresses: see the contract in the wiring's urls."""

from django.urls import path

from resources import views

urlpatterns = [
    path("resources/", views.resources, name="resources"),
    path("resources/<slug:slug>/", views.resource, name="resource"),
    path("help-now/", views.help_now, name="help_now"),
]
