from django.urls import path

from . import views

urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("about/", views.timeline_about, name="timeline_about"),
]
