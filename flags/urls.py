from django.urls import path

from . import views

urlpatterns = [
    path("more/contact/", views.contact, name="contact"),
    path("more/other-substances/", views.other_substances, name="other_substances"),
]
