from django.urls import path

from . import views

urlpatterns = [
    path("share/", views.share, name="share"),
    path("share/consent/", views.consent, name="consent"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/end/<int:link>/", views.end, name="end_sharing"),
    path("privacy/emergency/<int:pk>/", views.emergency, name="emergency_seen"),
    path("privacy/export.json", views.export_everything, name="export_everything"),
    path("privacy/erase/", views.erase, name="erase"),
    path("privacy/erase/undo/", views.undo_erase, name="undo_erase"),
]
